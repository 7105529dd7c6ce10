# SPDX-License-Identifier: MIT
"""The person's answer raises a red flag: their window tells nothing, and the officer's side has it at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.value import OwnWords
from app.ids import ItemId
from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.going import go
from tests.ui.keyboard import CTRL, bring_forward, hit
from tests.ui.pages import rest
from tests.ui.questions import at, click
from tests.ui.screens.room import BASE
from ui.main import Shell, case
from ui.screens.danger import DangerScreen
from ui.screens.disclosure import DisclosureScreen
from ui.screens.handover import HandoverScreen
from ui.screens.interview import InterviewScreen
from ui.screens.pause import PauseScreen
from ui.screens.person import PersonWindow
from ui.screens.person.question import QuestionPage
from ui.screens.readback import ReadbackScreen
from ui.widgets.buttons import Button

QUESTION = ItemId("CTRL-04")
DANGEROUS, HARMLESS = "hurt_family", "none"


def asked(shell: Shell, workspace: Workspace, qtbot: QtBot) -> PersonWindow:
    """The question stands in the person's window, which is in front."""
    now = shell.open_case()
    now.open(begin(workspace, BASE, practice=True))
    now.model.walking.jump(QUESTION)
    now.toggle_person_window()
    assert now.person is not None
    bring_forward(now.person, qtbot)
    return now.person


def answer(window: PersonWindow, option: str) -> None:
    """As the person does it: a finger on the option, then on *done*."""
    page = window.page
    assert isinstance(page, QuestionPage)
    assert page.choices is not None
    row = next(row for row in page.choices.rows() if row.spec.id == option)
    for target in (row, page.done):
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        rest()


def page_of(shell: Shell) -> QWidget | None:
    return shell.window.page


def picture(window: PersonWindow) -> QImage:
    rest()
    return window.grab().toImage()


def way_back(shell: Shell) -> Button:
    page = shell.window.page
    assert isinstance(page, DangerScreen)
    return page.actions.findChildren(Button)[0]


def test_the_persons_window_looks_the_same_and_the_officers_key_brings_the_danger_page(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    pictures, windows = [], []
    for option in (HARMLESS, DANGEROUS):
        windows.append(asked(shell, workspace, qtbot))
        window = windows[-1]
        before = picture(window)
        answer(window, option)
        assert window.isActiveWindow()  # nothing jumps before the person's eyes
        pictures.append(picture(window))
        assert pictures[-1] != before
        dangerous = option == DANGEROUS
        assert isinstance(page_of(shell), DangerScreen if dangerous else InterviewScreen)
    assert pictures[0] == pictures[1]
    window = windows[-1]
    hit(window, Qt.Key.Key_F8, CTRL)
    assert not window.isVisible()
    assert shell.window.isActiveWindow()
    page = page_of(shell)
    assert isinstance(page, DangerScreen)
    assert [flag.id for flag in page._vm.red] == ["threat_if_speaks"]


def test_the_key_that_opens_the_persons_window_puts_it_away(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    window = asked(shell, workspace, qtbot)
    hit(window, Qt.Key.Key_F4)
    assert not window.isVisible()
    assert shell.window.isActiveWindow()
    assert isinstance(page_of(shell), InterviewScreen)
    hit(shell.window, Qt.Key.Key_F4)
    bring_forward(window, qtbot)
    hit(window, Qt.Key.Key_F8, CTRL)  # also where nothing was raised
    assert isinstance(page_of(shell), DangerScreen)


def test_hiding_works_from_the_persons_window(
    shell: Shell, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = asked(shell, workspace, qtbot)
    hit(window, Qt.Key.Key_H, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert not window.isVisible()
    assert shell.window.is_neutral
    shell.hide()


class Other:
    """A second screen."""

    def availableGeometry(self) -> QRect:
        return QRect(0, 0, 1024, 700)


def test_with_two_screens_the_officers_side_shows_it_at_once(
    shell: Shell, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, raised = shell.window.screen(), []

    class Both:
        @staticmethod
        def screens() -> list[object]:
            return [Other(), mine]  # the officer's window stands on the second one

    monkeypatch.setattr(case, "QGuiApplication", Both)
    monkeypatch.setattr(shell.window, "raise_", lambda: raised.append(True))
    window = asked(shell, workspace, qtbot)
    assert window.isFullScreen()
    answer(window, DANGEROUS)
    assert isinstance(page_of(shell), DangerScreen)
    assert raised
    assert window.isActiveWindow()


def test_a_correction_that_tells_of_danger_shows_it_and_leads_back(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    now = shell.open_case()
    now.open(begin(workspace, (*BASE, (QUESTION, [HARMLESS]))))
    go(now, "readback")
    bring_forward(shell.window, qtbot)
    page = shell.window.page
    assert isinstance(page, ReadbackScreen)
    page._vm.correct(QUESTION, [DANGEROUS], OwnWords("SAMPLE misheard"))
    rest()
    danger = page_of(shell)
    assert isinstance(danger, DangerScreen)
    danger.left.emit()
    rest()
    assert isinstance(page_of(shell), ReadbackScreen)


@pytest.mark.parametrize(
    ("page", "kind"), [("disclosure", DisclosureScreen), ("handover", HandoverScreen)]
)
def test_it_comes_over_what_follows_the_questions_and_leads_back(
    shell: Shell, workspace: Workspace, qtbot: QtBot, page: str, kind: type[QWidget]
) -> None:
    window = asked(shell, workspace, qtbot)
    assert shell.case is not None
    go(shell.case, page)
    rest()
    bring_forward(window, qtbot)
    answer(window, DANGEROUS)
    assert isinstance(page_of(shell), DangerScreen)
    hit(window, Qt.Key.Key_F8, CTRL)  # it stands there already: nothing changes but who is in front
    assert shell.window.isActiveWindow()
    assert isinstance(page_of(shell), DangerScreen)
    click(way_back(shell))
    assert isinstance(page_of(shell), kind)


def test_an_answer_that_is_stored_with_the_break_shows_its_danger_over_the_break(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    at(shell, workspace, qtbot, QUESTION)
    hit(shell.window, Qt.Key.Key_2)  # a threat to the family, chosen and not stored yet
    hit(shell.window, Qt.Key.Key_F9, CTRL)
    assert isinstance(page_of(shell), DangerScreen)
    click(way_back(shell))
    assert isinstance(page_of(shell), PauseScreen)
