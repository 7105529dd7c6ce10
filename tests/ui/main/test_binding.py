# SPDX-License-Identifier: MIT
"""The documents that bind are two presses away from wherever the program tells of itself or of others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.text import JA
from app.services.workspace import Workspace
from tests.ui.keyboard import bring_forward, focused, hit
from tests.ui.pages import rest
from tests.ui.typing import Typist
from ui.main import Shell
from ui.main.request import To
from ui.screens.binding import BindingScreen
from ui.screens.home import HomeScreen
from ui.widgets.buttons import Button

STOPS = 40  # of Tab, at most, on one page
DAYS = {"LAW-2005-PENAL": "2005-06-22", "TREATY-2017": "2017-07-11", "IDENT-2010": "2010-06-23"}


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


def test_what_binds_stands_there_with_its_day(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    """The law and the treaty that made the acts crimes (O-007), the measures of the ministries (O-017)."""
    bring_forward(shell.window, qtbot)
    shell.go(To("binding"))
    rest()
    page = shell.window.page
    assert isinstance(page, BindingScreen)
    hand = Typist(shell.window)
    for name, day in DAYS.items():
        document = workspace.pack.binding[name]
        fold = page.folds[name]
        assert day in fold.button.text()
        assert document.name.first(JA).text in fold.button.text()
        hand.click(fold.button)
        inside = [label.text() for label in fold.content.findChildren(QLabel) if label.isVisible()]
        assert document.about.first(JA).text in inside
        assert document.source in inside
        assert shell.tr_officer("Version that headquarters keeps") in inside
