# SPDX-License-Identifier: MIT
"""The hand in the person's window: held for two seconds it calls the officer, and nobody else notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.event import EventType
from app.domain.value import Json
from app.ids import CardId, FlagId, InterviewId, ItemId
from app.services.workspace import Workspace
from tests.stations import House, begin
from tests.ui.going import go
from tests.ui.keyboard import bring_forward, focused, hit, write
from tests.ui.pages import rest
from tests.ui.questions import click
from tests.ui.screens.room import BASE
from ui.main import Shell
from ui.main.case import Case
from ui.screens.danger import AsideScreen, DangerScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.person import PersonWindow
from ui.screens.person.hand import Hand
from ui.screens.point import PointMark
from ui.viewmodels.person import Scene
from ui.widgets.buttons import Button
from ui.widgets.confirmation import Confirmation
from ui.widgets.fields import TextArea

FLAG = FlagId("asked_silently")
NEUTRAL, TITLE = "確認事項", "本人が静かに助けを求めた"
CHILD: tuple[tuple[str, Json], ...] = (("SAFE-01", "yes"), ("AGE-01", {"age": 15}))
QUESTION = ItemId("SAFE-02")


def opened(
    shell: Shell, interview: InterviewId, qtbot: QtBot, *, at: ItemId | None = QUESTION
) -> tuple[Case, PersonWindow]:
    """The interview in the officer's window, the person's in front of it."""
    case = shell.open_case()
    case.open(interview)
    if at is not None:
        case.model.walking.jump(at)
    case.toggle_person_window()
    assert case.person is not None
    bring_forward(case.person, qtbot)
    return case, case.person


def hand_of(window: PersonWindow) -> Hand:
    (hand,) = window.findChildren(Hand)
    return hand


def press(window: PersonWindow, house: House, ms: int = 2000, *, slide: int = 0) -> None:
    """A finger on the hand for a time, at its place in the window; it may slide away before it is lifted."""
    hand, handle = hand_of(window), window.windowHandle()
    where = hand.mapTo(window, hand.rect().center())
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=where)
    if slide:
        QTest.mouseMove(handle, where - QPoint(slide, 0))
        rest()
    house.clock.advance(milliseconds=ms)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=where - QPoint(slide, 0))
    rest()


def picture(window: QWidget) -> QImage:
    rest()
    return window.grab().toImage()


def calls(workspace: Workspace, case: Case) -> int:
    stored = workspace.interviews._store.events(case.model.session.id)
    return sum(event.type is EventType.SILENT_CALL for event in stored)


def mark_of(shell: Shell) -> PointMark:
    """The mark in the bar that is in sight."""
    bar = shell.window.bar
    assert bar is not None
    if bar.isVisible():
        return bar.point
    page = shell.window.page
    assert isinstance(page, InterviewScreen)
    return page.header.point


def page_of(shell: Shell) -> QWidget | None:
    return shell.window.page


def words_of(widget: QWidget) -> str:
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    buttons = [button.text() for button in widget.findChildren(Button) if button.isVisible()]
    return " | ".join((*labels, *buttons))


def scenes(case: Case, window: PersonWindow) -> Iterator[Scene]:
    """Every kind of page that the person can see, one after the other."""
    talk = case.model
    go(case, "language")
    yield Scene.LANGUAGE
    talk.deeds.choose_language("th")
    talk.walking.jump(QUESTION)
    go(case, "interview")
    yield Scene.QUESTION
    window._vm.answer("no")
    yield Scene.KEPT
    talk.facing.show_card_to_person(CardId("CARD-01"))
    yield Scene.CARD
    talk.facing.show_card_to_person(None)
    talk.walking.jump("PREP-05")
    yield Scene.WAITING
    talk.pausing.pause()
    yield Scene.BREAK
    talk.pausing.resume()


def test_on_every_page_the_call_is_kept_and_nothing_is_seen_or_heard(
    shell: Shell, workspace: Workspace, house: House, qtbot: QtBot
) -> None:
    interviews = workspace.interviews
    interview = interviews.start().id
    interviews.prepared(interview, assumed=True)
    case, window = opened(shell, interview, qtbot, at=None)
    heard: list[object] = []
    window._vm.hearing.changed.connect(lambda: heard.append(True))
    corners = set()
    for count, scene in enumerate(scenes(case, window), start=1):
        bring_forward(window, qtbot)
        assert window._vm.scene is scene
        assert not isinstance(QApplication.focusWidget(), Hand)  # nothing points at it by itself
        hand = hand_of(window)
        before = picture(window)
        corners.add((hand.mapTo(window, QPoint(0, 0)).toTuple(), hand.size().toTuple()))
        heard.clear()
        press(window, house)
        assert calls(workspace, case) == count, scene
        assert picture(window) == before, scene
        assert not heard
        assert window.isActiveWindow()
        assert mark_of(shell).isVisible(), scene
    assert len(corners) == 1
    assert not hand_of(window).text()


def test_a_short_touch_or_one_that_slides_away_is_none(
    shell: Shell, workspace: Workspace, house: House, qtbot: QtBot
) -> None:
    case, window = opened(shell, begin(workspace, BASE), qtbot)
    for ms, slide in ((0, 0), (1900, 0), (2000, 300)):
        press(window, house, ms, slide=slide)
    assert calls(workspace, case) == 0
    assert case.point == ""
    assert not mark_of(shell).isVisible()
    press(window, house, 2000, slide=10)  # a finger is not still
    assert calls(workspace, case) == 1


def test_it_calls_while_the_finger_is_still_there(
    shell: Shell, workspace: Workspace, house: House, qtbot: QtBot
) -> None:
    case, window = opened(shell, begin(workspace, BASE), qtbot)
    hand, handle = hand_of(window), window.windowHandle()
    where = hand.mapTo(window, hand.rect().center())
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=where)
    house.clock.advance(seconds=2)
    qtbot.waitUntil(lambda: calls(workspace, case) == 1)
    house.clock.advance(seconds=9)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=where)
    rest()
    assert calls(workspace, case) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_its_key_calls_when_it_is_pressed_twice(
    shell: Shell, workspace: Workspace, house: House, qtbot: QtBot, key: Qt.Key
) -> None:
    case, window = opened(shell, begin(workspace, BASE), qtbot)
    for _step in range(40):
        hit(window, Qt.Key.Key_Tab)
        if isinstance(focused(), Hand):
            break
    assert isinstance(focused(), Hand)
    before = picture(window)
    hit(window, key)
    house.clock.advance(seconds=4)
    hit(window, key)  # too late to be the second one
    assert calls(workspace, case) == 0
    hit(window, key)
    assert calls(workspace, case) == 1
    assert picture(window) == before
    assert isinstance(focused(), Hand)


def test_what_is_read_out_tells_nothing(
    shell: Shell, workspace: Workspace, house: House, qtbot: QtBot
) -> None:
    _case, window = opened(shell, begin(workspace, BASE), qtbot)
    hand = hand_of(window)
    read = (hand.accessibleName(), hand.accessibleDescription(), hand.toolTip())
    press(window, house)
    assert read == ("✋", "", "")
    assert (hand.accessibleName(), hand.accessibleDescription(), hand.toolTip()) == read


def alone(shell: Shell) -> None:
    """The officer opens what waits and says that nobody else sees the screen."""
    click(mark_of(shell))
    (asked,) = shell.window.findChildren(Confirmation)
    click(asked.yes_button)


def test_the_officer_alone_opens_it_and_closes_it(
    shell: Shell, workspace: Workspace, house: House, qtbot: QtBot
) -> None:
    case, window = opened(shell, begin(workspace, BASE), qtbot)
    bring_forward(shell.window, qtbot)
    page = shell.window.page
    assert isinstance(page, InterviewScreen)
    read = words_of(shell.window)
    bring_forward(window, qtbot)
    press(window, house)
    bring_forward(shell.window, qtbot)
    mark, talk = mark_of(shell), case.model
    assert (mark.text(), mark.toolTip(), mark.accessibleName()) == ("", NEUTRAL, NEUTRAL)
    assert page.header.urgent.isHidden()
    assert not talk.session.interview.flags
    assert set(words_of(shell.window).split(" | ")) - set(read.split(" | ")) <= {
        page.header.saved.text()
    }
    click(mark)
    (asked,) = shell.window.findChildren(Confirmation)
    assert TITLE not in words_of(shell.window)
    hit(shell.window, Qt.Key.Key_Escape)
    rest()
    assert not talk.session.interview.flags
    assert page_of(shell) is page
    alone(shell)
    aside = page_of(shell)
    assert isinstance(aside, AsideScreen)
    assert TITLE in words_of(aside)
    assert shell.window.windowTitle() == NEUTRAL
    record = talk.session.interview.flags[FLAG]
    assert [raising.by for raising in record.raises] == ["person"]
    assert "silent_help" in talk.session.interview.signs
    assert talk.session.interview.called is None
    _nothing_elsewhere(shell, case)
    alone(shell)
    aside = page_of(shell)
    assert isinstance(aside, AsideScreen)
    bring_forward(shell.window, qtbot)
    aside._fields[FLAG].findChildren(TextArea)[0].setFocus()
    write(shell.window, "SAMPLE alone now")
    (record_it,) = [b for b in aside.findChildren(Button) if "記録" in b.text() and b.isVisible()]
    click(record_it)
    (asked,) = shell.window.findChildren(Confirmation)
    click(asked.yes_button)
    assert talk.session.interview.flags[FLAG].action == "SAMPLE alone now"
    assert not mark_of(shell).isVisible()


def _nothing_elsewhere(shell: Shell, case: Case) -> None:
    """No other page of the officer names it while it is open; the mark stays."""
    for name in ("danger", "pause", "readback", "interview"):
        go(case, name)
        rest()
        assert TITLE not in words_of(shell.window), name
        assert mark_of(shell).isVisible(), name
        if name == "danger":
            assert isinstance(shell.window.page, DangerScreen)
            assert FLAG not in [flag.id for flag in shell.window.page._vm.amber]


BEFORE: tuple[tuple[str, Json], ...] = (("SAFE-01", "yes"),)  # nothing was explained, nobody agreed


@pytest.mark.parametrize("answers", [(), BEFORE, CHILD, BASE])
def test_in_every_gate_it_is_raised_and_the_draft_opened_again_still_shows_it(
    shell: Shell,
    workspace: Workspace,
    house: House,
    qtbot: QtBot,
    answers: tuple[tuple[str, Json], ...],
) -> None:
    interview = begin(workspace, answers)
    _case, window = opened(shell, interview, qtbot, at=None)
    press(window, house)
    shell.home()  # the officer overlooked it
    rest()
    home = shell.window.page
    assert isinstance(home, HomeScreen)
    (summary,) = [row for row in workspace.interviews.summaries() if row.interview == interview]
    row = home._model.row(summary, {})
    assert home._model.flag_title(row.flags[-1], "ja") == NEUTRAL
    assert not row.red
    case = shell.open_case()
    case.open(interview)
    rest()
    bring_forward(shell.window, qtbot)
    assert mark_of(shell).toolTip() == NEUTRAL
    alone(shell)
    assert isinstance(shell.window.page, AsideScreen)
    assert FLAG in case.model.session.interview.flags_open
    assert case.model.session.view.blocks_closing


def test_touched_again_it_is_raised_again(
    shell: Shell, workspace: Workspace, house: House, qtbot: QtBot
) -> None:
    case, window = opened(shell, begin(workspace, BASE), qtbot)
    press(window, house)
    alone(shell)
    workspace.interviews.resolve_flag(case.model.session.id, FLAG, "見本")
    case.model.deeds.call_silently()
    assert case.point == NEUTRAL
    alone(shell)
    flag = case.model.session.interview.flags[FLAG]
    assert flag.open
    assert len(flag.raises) == 2


def test_content_without_such_a_flag_has_no_hand(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    case, window = opened(shell, begin(workspace, BASE), qtbot)
    assert hand_of(window).isVisible()
    pack = case.model.session.pack
    older = replace(pack, flags={name: flag for name, flag in pack.flags.items() if name != FLAG})
    case.model._session = replace(case.model.session, pack=older)
    window.retranslate()
    assert not hand_of(window).isVisible()


def test_turned_to_the_other_side_of_the_table_it_calls_too(
    shell: Shell, workspace: Workspace, house: House, qtbot: QtBot
) -> None:
    case, window = opened(shell, begin(workspace, BASE), qtbot)
    hand = hand_of(window)
    where = hand.mapTo(window._content, hand.rect().center())
    window._vm.turn()
    rest()
    before, handle = picture(window), window.windowHandle()
    there = QPoint(window.width() - where.x(), window.height() - where.y())
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=there)
    house.clock.advance(seconds=2)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=there)
    assert calls(workspace, case) == 1
    assert picture(window) == before
