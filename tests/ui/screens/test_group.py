# SPDX-License-Identifier: MIT
"""Found during enforcement: separate short interviews, linked by a label, the next one click away."""

from __future__ import annotations

from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.consent import decide
from app.domain.writing import LONGEST, Writing
from app.errors import UserError
from app.services.group import group_label
from app.services.record import disclosed, record_items
from app.services.workspace import Workspace
from tests.ui.pages import rest
from tests.ui.screens.room import english, faults
from ui.main import Shell
from ui.screens.home import HomeScreen
from ui.screens.home.model import CASE, HomeModel
from ui.screens.interview import InterviewScreen
from ui.screens.interview.review_page import EndPage
from ui.screens.preparation import PreparationScreen
from ui.tasks import DirectTasks
from ui.viewmodels.home import HomeViewModel
from ui.widgets.buttons import Button

W = TypeVar("W", bound=QWidget)
LABEL = "見本 G 2026-11-24"


@pytest.fixture
def home(workspace: Workspace, qtbot: QtBot) -> HomeScreen:
    model = HomeViewModel(workspace, DirectTasks())
    screen = HomeScreen(model, english)
    model.setParent(screen)
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    model.load()
    return screen


def page_of(shell: Shell, kind: type[W]) -> W:
    """The page in sight, which should be of this kind."""
    page = shell.window.page
    assert isinstance(page, kind)
    return page


def test_a_group_wants_a_label_that_is_no_mistake(home: HomeScreen, qtbot: QtBot) -> None:
    home.group_button.click()
    assert home._group_drawer.is_open()
    assert faults(home) == []
    begun: list[tuple[str, bool]] = []
    home.group_requested.connect(lambda label, practice: begun.append((label, practice)))
    home.group.label.setText("x" * (LONGEST[Writing.LABEL] + 1))
    home.group.start.click()
    home.group.label.setText(" ")
    home.group.start.click()
    assert begun == []
    home.group.label.setText(f"  {LABEL} ")
    home.group.start.click()
    assert begun == [(LABEL, False)]


def test_what_was_written_as_label_stays_when_the_drawer_opens_again(
    home: HomeScreen, qtbot: QtBot
) -> None:
    _press(home.group_button)
    label = home.group.label
    offered = label.text()
    QTest.keyClick(home.windowHandle(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(label, "SAMPLE G-7")
    QTest.keyClick(home.windowHandle(), Qt.Key.Key_Escape)
    assert not home._group_drawer.is_open()
    _press(home.group_button)
    assert label.text() == "SAMPLE G-7"
    assert offered != "SAMPLE G-7"
    label.clear()
    QTest.keyClick(home.windowHandle(), Qt.Key.Key_Escape)
    _press(home.group_button)
    assert label.text() == offered  # an empty field is offered one again


def _press(button: QWidget) -> None:
    window = button.window()
    at = button.mapTo(window, button.rect().center())
    QTest.mouseClick(
        window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
    )
    rest()


def test_the_next_person_is_one_click_away(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page_of(shell, HomeScreen).group_requested.emit(LABEL, True)
    page_of(shell, PreparationScreen)
    assert shell.case is not None
    first = shell.case.model.session
    assert (first.interview.script, first.interview.group_label) == ("group", LABEL)
    assert shell.case.model.stored_of("PREP-06") == "found_in_enforcement"
    service = workspace.interviews
    service.prepared(first.id, assumed=True)
    service.choose_language(first.id, "th")
    service.answer(first.id, "AGE-01", {"age": 24})
    service.answer(first.id, "CONS-06", "no")
    _leave_all_out(workspace, first.id)
    shell.case.open(first.id)
    shell.case.model.walking.accept_review()
    end = page_of(shell, InterviewScreen).middle.findChild(EndPage)
    assert end is not None
    following = next(button for button in end.findChildren(Button) if "次の人" in button.text())
    following.click()
    second = shell.case.model.session
    assert second.id != first.id
    assert second.interview.group_label == LABEL
    assert second.interview.practice
    assert second.interview.agency == first.interview.agency
    assert set(second.interview.answers) == {"PREP-06"}  # nothing the first person said
    assert service.open(first.id).interview.answers.keys() >= {"CONS-06"}


def _leave_all_out(workspace: Workspace, case: Any) -> None:
    for _round in range(2):
        for item in workspace.interviews.open(case).view.items:
            if item.status.value in {"due", "skipped"}:
                workspace.interviews.skip(case, item.item)


def test_the_list_shows_which_people_were_found_together(
    home: HomeScreen, workspace: Workspace
) -> None:
    case = workspace.interviews.start(script="group", group=LABEL)
    other = workspace.interviews.start(script="group")  # a replay may leave the label out
    model = home._model
    model.load()
    table = HomeModel(model, english, "en")
    table.refresh()
    cells = {row.interview: table._text(row, CASE) for row in table.rows}
    assert cells[case.id] == f"{case.interview.case_number} · {LABEL}"
    assert cells[other.id] == other.interview.case_number
    assert model.group_suggestion == LABEL
    assert case.id in workspace.interviews.search(LABEL)
    assert workspace.interviews.rebuild(case.id)


def test_the_label_goes_only_where_others_in_danger_goes(workspace: Workspace) -> None:
    session = workspace.interviews.start(script="group", group=LABEL)
    workspace.interviews.choose_language(session.id, "th")
    for item, value in (("AGE-01", {"age": 24}), ("CONS-06", "yes"), ("REFR-02", "all")):
        session = workspace.interviews.answer(session.id, item, value)
    pack = workspace.pack
    items = record_items(pack, session.interview)
    assert LABEL in str(items["found_together"])
    assert "found_together" in disclosed(pack, decide(pack, session.interview, "supervisor"), items)
    center = decide(pack, session.interview, "wcsc")
    assert center.allowed
    assert ("found_together" in disclosed(pack, center, items)) == (
        {"others_in_danger", "process"} <= center.whole
    )


@pytest.mark.parametrize("wrong", ["", "x" * 41, "a\nb\0", "<b>", "a;b"])
def test_a_wrong_label_starts_nothing(workspace: Workspace, wrong: str) -> None:
    before = len(workspace.interviews.summaries())
    with pytest.raises(UserError) as refused:
        group_label(wrong)
    assert refused.value.code == "group_label_wrong"
    if wrong:
        with pytest.raises(UserError):
            workspace.interviews.start(script="group", group=wrong)
    assert len(workspace.interviews.summaries()) == before
