# SPDX-License-Identifier: MIT
"""Shortcuts: nothing fires while a text is composed, plain keys never while someone types."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ui.widgets.fields import TextArea, TextInput
from ui.widgets.keys import KeyRouter


class Target:
    def __init__(self) -> None:
        self.pressed: list[str] = []

    def press(self, text: str) -> bool:
        self.pressed.append(text)
        return True


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.line, self.area, self.button = TextInput("見本"), TextArea("見本"), QPushButton("見本")
        layout = QVBoxLayout(self)
        for widget in (self.button, self.line, self.area):
            layout.addWidget(widget)
        self.router = KeyRouter(self)
        self.target = Target()
        self.fired: list[str] = []
        self.router.bind("Ctrl+Return", lambda: self.fired.append("next"), name="次へ")
        self.router.bind_choices(self.target)


@pytest.fixture
def window(qtbot: Any) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def compose(widget: QWidget, text: str, commit: str = "") -> None:
    event = QInputMethodEvent(text, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("field", ["line", "area"])
def test_nothing_fires_during_preedit(qtbot: Any, window: Window, field: str) -> None:
    widget: QWidget = getattr(window, field)
    widget.setFocus()
    compose(widget, "ニホン")
    assert window.router._composing
    qtbot.keyClick(widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.fired == []
    compose(widget, "", commit="日本")
    qtbot.keyClick(widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.fired == ["next"]


def test_plain_keys_are_text_while_typing(qtbot: Any, window: Window) -> None:
    window.line.setFocus()
    qtbot.keyClicks(window.line, "10-")
    assert window.target.pressed == []
    assert window.line.text() == "10-"
    window.button.setFocus()
    qtbot.keyClicks(window.button, "10-")
    assert window.target.pressed == ["1", "0", "-"]


def test_the_focus_leaving_ends_the_composition(window: Window) -> None:
    window.line.setFocus()
    compose(window.line, "ニ")
    window.button.setFocus()
    assert not window.router._composing


def test_the_sheet_names_every_key(window: Window) -> None:
    assert [name for _keys, name in window.router.sheet()] == ["次へ"]
