# SPDX-License-Identifier: MIT
"""Before the seal the open red flags are said and their reason is asked for, never required."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.value import Json
from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.going import hand_over
from tests.ui.keyboard import bring_forward, write
from tests.ui.pages import rest
from tests.ui.screens.room import BASE
from ui.main import Shell
from ui.screens.handover import HandoverScreen
from ui.widgets.banners import Banner
from ui.widgets.confirmation import Confirmation
from ui.widgets.fields import TextArea

THREAT: tuple[str, Json] = ("CTRL-04", ["hurt_family"])


def before_the_seal(
    shell: Shell, workspace: Workspace, qtbot: QtBot, *answers: tuple[str, Json]
) -> HandoverScreen:
    case = shell.open_case()
    case.open(begin(workspace, (*BASE, *answers)))
    hand_over(case, case.model.session.id)
    bring_forward(shell.window, qtbot)
    page = shell.window.page
    assert isinstance(page, HandoverScreen)
    return page


def open_flags(page: HandoverScreen) -> list[str]:
    return [
        label.text()
        for banner in page.findChildren(Banner)
        if banner.isVisible() and banner.property("banner") == "error"
        for label in banner.findChildren(QLabel)
    ]


def seal(page: HandoverScreen) -> None:
    QTest.mouseClick(page.seal_button, Qt.MouseButton.LeftButton)
    rest()
    (question,) = page.findChildren(Confirmation)
    QTest.mouseClick(question.yes_button, Qt.MouseButton.LeftButton)
    rest()


def test_an_open_red_flag_is_said_and_its_reason_is_sealed(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = before_the_seal(shell, workspace, qtbot, THREAT)
    (title,) = page.model.open_red("ja")
    assert any(title in flag for flag in open_flags(page))
    (why,) = [area for area in page.findChildren(TextArea) if area.isVisible()]
    QTest.mouseClick(why.viewport(), Qt.MouseButton.LeftButton)
    write(shell.window, "SAMPLE police come at six")
    seal(page)
    assert not page.model.is_draft
    note = page.model.interview.notes[-1]
    assert note.item is None
    assert title in note.text
    assert "SAMPLE police come at six" in note.text
    assert page.model.open_red("ja") == (title,)  # saying why closes no flag


def test_without_a_reason_it_is_sealed_all_the_same(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = before_the_seal(shell, workspace, qtbot, THREAT)
    assert open_flags(page)
    seal(page)
    assert not page.model.is_draft
    assert page.model.interview.notes == ()


def test_without_an_open_red_flag_nothing_is_asked(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = before_the_seal(shell, workspace, qtbot)
    assert open_flags(page) == []
    assert [area for area in page.findChildren(TextArea) if area.isVisible()] == []
