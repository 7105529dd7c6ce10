# SPDX-License-Identifier: MIT
"""The documents that bind are two presses away from wherever the program tells of itself or of others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import bring_forward, focused, hit
from tests.ui.pages import rest
from tests.ui.typing import Typist
from ui.main import Shell
from ui.main.request import To
from ui.screens.binding import BindingScreen
from ui.screens.home import HomeScreen
from ui.widgets.buttons import Button

STOPS = 40  # of Tab, at most, on one page


@pytest.mark.parametrize("by", ["mouse", "keys"])
@pytest.mark.parametrize("page", ["about", "directory"])
def test_they_are_reached(shell: Shell, qtbot: QtBot, page: str, by: str) -> None:
    bring_forward(shell.window, qtbot)
    shell.go(To(page))
    rest()
    hand = Typist(shell.window)
    word = shell.tr_officer("Documents that bind")
    found = [button for button in shell.window.findChildren(Button) if button.text() == word]
    (button,) = found
    if by == "mouse":
        hand.click(button)
    else:
        for _stop in range(STOPS):
            if focused() is button:
                break
            hit(shell.window, Qt.Key.Key_Tab)
        assert focused() is button
        hit(shell.window, Qt.Key.Key_Return)
    shown = shell.window.page
    assert isinstance(shown, BindingScreen)
    hand.click(shown.home_button)
    assert isinstance(shell.window.page, HomeScreen)
