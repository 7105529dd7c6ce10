# SPDX-License-Identifier: MIT
"""*Next* leads: to what is wrong, to what is missing, and to every part before it goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.ui.going import go
from tests.ui.keyboard import CTRL, bring_forward, focused, hit, write
from tests.ui.pages import rest
from tests.ui.questions import answer_of, at, card_of, click, in_view, row_of, said_above
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.screens.interview.sight import Sight
from ui.screens.readback import ReadbackScreen
from ui.widgets.answer_spec import NOT_ASKED
from ui.widgets.banners import InlineMessage
from ui.widgets.paged_answer import PagedAnswer
from ui.widgets.part_date import DatePart
from ui.widgets.scroller import Scroller

#: Questions of several parts, and a height of the window, px, in which they do not stand whole.
LONG = {"SAFE-03": 420, "LANG-03": 330, "SAFE-02": 390, "SAFE-06": 330, "DEBT-02": 520}
LOW = (900, 380)  # px
MOST = 40  # presses of Next: more than any question has parts


def area_of(page: InterviewScreen) -> QScrollArea:
    return card_of(page).area


def edges_in_view(answer: PagedAnswer) -> set[tuple[str, bool]]:
    """The beginnings (True) and ends of the parts that the officer sees now."""
    seen = set()
    for key in answer.parts():
        part = answer.part(key)
        shown = part.visibleRegion().boundingRect()
        if not shown.isEmpty():
            seen |= {(key, True)} if shown.top() <= 1 else set()
            seen |= {(key, False)} if shown.bottom() >= part.height() - 2 else set()
    return seen


@pytest.mark.parametrize("item", LONG)
def test_no_part_is_passed_unseen(
    shell: Shell, workspace: Workspace, qtbot: QtBot, item: str
) -> None:
    page = at(shell, workspace, qtbot, item, (1000, LONG[item]))
    answer = answer_of(page)
    first, *others = answer.parts()
    every = {(key, begins) for key in answer.parts() for begins in (True, False)}
    seen = edges_in_view(answer)
    assert seen != every, "the question fits: this shows nothing"
    click(row_of(page, first, "declined"))
    presses, asked = 0, set()
    while page._vm.item == item and presses < MOST:
        seen |= edges_in_view(answer)
        before = answer.page
        hit(shell.window, Qt.Key.Key_Return, CTRL)
        presses += 1
        if page._vm.item == item and answer.page == before:
            key = next(key for key in answer.parts() if answer.part(key).owns(focused()))
            assert said_above(answer, key) or page.middle.message.isVisible()
            asked.add(key)
    assert page._vm.item != item
    assert seen == every
    assert asked & {*others}
    stored = page._vm.stored_of(ItemId(item))
    assert stored == {first: "declined", **dict.fromkeys(others, NOT_ASKED)}


def test_leaving_out_stays_one_action(shell: Shell, workspace: Workspace, qtbot: QtBot) -> None:
    page = at(shell, workspace, qtbot, "SAFE-03")
    QTest.mouseClick(page.bar.skip, Qt.MouseButton.LeftButton)
    rest()
    assert page._vm.item != "SAFE-03"


def test_what_was_scrolled_through_is_not_shown_again(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "SAFE-03", LOW)
    answer = answer_of(page)
    first, then = answer.parts()
    click(row_of(page, first, "declined"))
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert answer.page == 1
    bar = area_of(page).verticalScrollBar()
    assert bar.maximum() > 0, "the list fits: this shows nothing"
    for place in range(0, bar.maximum() + 40, 40):
        bar.setValue(place)
        rest()
    bar.setValue(0)
    rest()
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert said_above(answer, then)  # that it was not asked, and no more
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert page._vm.item != "SAFE-03"


def test_next_without_an_answer_says_so_above_the_field(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "CTRL-04", LOW)
    bar = area_of(page).verticalScrollBar()
    bar.setValue(bar.maximum())
    rest()
    answer = answer_of(page)
    (only,) = answer.parts()
    assert not in_view(answer.part(only))
    click(page.bar.next)
    assert page._vm.item == "CTRL-04"
    assert answer._messages[only].text()
    assert in_view(answer._messages[only])
    assert answer.part(only).isAncestorOf(focused())


def test_a_date_that_does_not_exist_is_led_to(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "IDEN-03")
    answer = answer_of(page)
    key = next(iter(answer.blocks()))
    part = answer.part(key)
    date = part.findChild(DatePart)
    assert date is not None
    for field, text in ((date._year, "2026"), (date._month, "2"), (date._day, "31")):
        field.setFocus()
        write(shell.window, text)
    note = page.notepad.note
    assert note is not None
    shell.window.resize(1366, 520)
    hit(shell.window, Qt.Key.Key_F2)
    assert focused() is note
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert page._vm.item == "IDEN-03"
    assert said_above(answer, key)
    assert part.isAncestorOf(focused())


def test_choose_a_result_leads_to_the_result(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    at(shell, workspace, qtbot, "SAFE-03")
    assert shell.case is not None
    go(shell.case, "readback")
    bring_forward(shell.window, qtbot)
    page = shell.window.page
    assert isinstance(page, ReadbackScreen)
    shell.window.resize(1366, 520)
    rest()
    page._vm.finish()
    rest()
    assert in_view(page._fault)
    assert page._fault.text()
    assert isinstance(focused(), QRadioButton)
    hit(shell.window, Qt.Key.Key_Down)  # a part was read back
    hit(shell.window, Qt.Key.Key_Space)
    page._vm.finish()
    rest()
    assert page._fault.text() == ""
    assert focused() is page._reason.field
    assert in_view(page._reason.findChildren(InlineMessage)[0])


def test_the_detector_knows_what_is_out_of_view(qtbot: QtBot) -> None:
    """Positive control: of two high parts one is seen, and the other after scrolling."""
    box, parts = QWidget(), {"a": QWidget(), "b": QWidget()}
    for number, part in enumerate(parts.values()):
        part.setParent(box)
        part.setGeometry(0, 400 * number, 200, 300)
    box.resize(200, 700)
    box.setMinimumHeight(700)
    area = Scroller(box)
    qtbot.addWidget(area)
    area.resize(220, 350)
    area.show()
    rest()
    sight = Sight(area, {key: (part, part) for key, part in parts.items()})
    rest()
    assert sight.first_unseen(parts) == "b"
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert sight.first_unseen(parts) is None
