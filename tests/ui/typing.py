# SPDX-License-Identifier: MIT
"""Mouse and keyboard at positions of a real window: what is clicked is what lies there, and what is typed goes
to whatever has the focus, as from a keyboard or from an input method.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.ui.pages import rest

W = TypeVar("W", bound=QWidget)
PLAIN = Qt.KeyboardModifier.NoModifier


class Typist:
    """Hands at one window. Raises AssertionError where something else lies than what is to be clicked."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    @property
    def focus(self) -> QWidget:
        """What has the keyboard now."""
        found = QApplication.focusWidget()
        assert found is not None
        assert found.window() is self.window
        return found

    def click(self, target: QWidget, at: QPoint | None = None) -> None:
        """Scroll until the target is in sight, as a wheel would, and click on it."""
        area = target.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            rest()
            bar, view = area.verticalScrollBar(), area.viewport()
            middle = target.mapTo(view, target.rect().center()).y()
            if not 0 <= middle < view.height():
                bar.setValue(bar.value() + middle - view.height() // 2)
                rest()
        place = target.mapTo(self.window, at or target.rect().center())
        there = self.window.childAt(place)
        assert there is not None
        assert there is target or target.isAncestorOf(there), (target, there)
        # To the window itself, which finds what lies there; a widget as target would get it unasked.
        QTest.mouseClick(self.window.windowHandle(), Qt.MouseButton.LeftButton, PLAIN, place)
        rest()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.focus, key, modifier)
        rest()

    def type(self, text: str) -> None:
        """Key by key; a key that writes a sign beyond ASCII is one of that script's keyboard."""
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(self.focus, sign)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focus, QKeyEvent(kind, 0, PLAIN, sign))
        rest()

    def compose(self, text: str) -> None:
        """What an input method shows first and then commits."""
        QApplication.sendEvent(self.focus, QInputMethodEvent(text[:1], []))
        done = QInputMethodEvent("", [])
        done.setCommitString(text)
        QApplication.sendEvent(self.focus, done)
        rest()

    def next(self) -> None:
        """Ctrl+Enter: store and go on."""
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def in_sight(root: QWidget, kind: type[W]) -> list[W]:
    """The widgets of a kind that can be seen, in the order of the page: from top to bottom, then across."""
    found = [widget for widget in root.findChildren(kind) if widget.isVisibleTo(root)]

    def place(widget: QWidget) -> tuple[int, int]:
        point = widget.mapTo(root, QPoint(0, 0))
        return point.y(), point.x()

    return sorted(found, key=place)
