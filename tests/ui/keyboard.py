# SPDX-License-Identifier: MIT
"""A keyboard: each key goes to the window in front, which gives it to whatever has the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages import rest

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def bring_forward(window: QWidget, qtbot: QtBot) -> None:
    """Make a window the one that has the keyboard."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rest()


def hit(window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press and release one key in a window, and let everything happen that follows."""
    QTest.keyClick(window.windowHandle(), key, modifiers)
    rest()


def write(window: QWidget, text: str) -> None:
    """Type Latin letters and digits."""
    for sign in text:
        QTest.keyClick(window.windowHandle(), sign)  # type: ignore[call-overload]  # a letter, as for widgets
    rest()


def focused() -> QWidget:
    """What has the focus. Raises LookupError when nothing has."""
    found: QWidget | None = QApplication.focusWidget()
    if found is None:
        raise LookupError("nothing has the focus")
    return found
