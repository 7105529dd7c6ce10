# SPDX-License-Identifier: MIT
"""Distress: a calm break, no hard question twice, self-harm asked in any phase, breaks offered by the clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.stations import House, StillClock
from tests.ui.screens.room import english, faults
from ui.screens.fold import Fold
from ui.screens.interview import InterviewScreen
from ui.screens.interview.review_page import ReviewPage
from ui.screens.pause import PauseScreen
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.pause import PauseViewModel
from ui.widgets.buttons import Button

HARD = "CTRL-03"

# Whole interviews are skipped through: what these lines cover is covered elsewhere.
pytestmark = pytest.mark.uncounted


@pytest.fixture
def clock(house: House) -> Iterator[StillClock]:
    """The station's clock; it stands where it stood when the test is over."""
    before = house.clock.moment
    yield house.clock
    house.clock.moment = before


def in_distress(vm: InterviewViewModel, item: str, qtbot: QtBot) -> None:
    """The person is upset by a question: break, distress noted, and on."""
    vm.walking.jump(item)
    pause = PauseViewModel(vm)
    vm.pausing.pause()
    page = PauseScreen(pause, english)
    qtbot.addWidget(page)
    next(button for button in page.findChildren(Button) if button.text() == "Note distress").click()
    texts = " ".join(label.text() for label in page.findChildren(QLabel))
    assert pause.words("GROUND")[0].text in texts
    pause.resume()


def ask_to_the_end(vm: InterviewViewModel, stop: str = "end") -> list[str]:
    """Everything the program offers from here on when all is left out."""
    offered: list[str] = []
    for _step in range(400):
        if vm.walking.stage == stop:
            return offered
        if vm.item is None:
            vm.walking.accept_review()
            continue
        offered.append(str(vm.item))
        vm.walking.skip()
    raise AssertionError(offered)


def test_a_hard_question_left_in_distress_is_not_put_again(
    vm: InterviewViewModel, qtbot: QtBot
) -> None:
    in_distress(vm, HARD, qtbot)
    assert vm.item != HARD
    assert HARD in vm.session.interview.spared
    assert HARD not in ask_to_the_end(vm)
    assert HARD in vm.session.view.missing  # not asked stays not asked
    vm.walking.jump(HARD)  # the person wants to
    vm.entering.enter("no")
    vm.walking.next()
    assert vm.stored_of(HARD) == "no"


def test_without_distress_a_skipped_question_comes_once_more(vm: InterviewViewModel) -> None:
    vm.walking.jump(HARD)
    vm.walking.skip()
    assert HARD in ask_to_the_end(vm)


def test_what_is_left_out_after_distress_is_not_offered_again(
    vm: InterviewViewModel, qtbot: QtBot
) -> None:
    in_distress(vm, HARD, qtbot)
    vm.walking.jump("CTRL-01")
    vm.walking.skip()
    assert "CTRL-01" not in ask_to_the_end(vm)


def test_the_review_keeps_what_was_spared_apart(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot
) -> None:
    in_distress(vm, HARD, qtbot)
    ask_to_the_end(vm, stop="review")
    page = screen.middle.findChild(ReviewPage)
    assert page is not None
    titles = [fold.button.text() for fold in page.findChildren(Fold)]
    assert any(title.startswith("Left in distress: only if the person wants") for title in titles)
    assert faults(screen) == []


@pytest.mark.parametrize("phase", ["SAFE-02", "CTRL-02", "DEBT-02", "WISH-01"])
def test_self_harm_is_asked_in_any_phase_when_signs_appear(
    screen: InterviewScreen, vm: InterviewViewModel, phase: str, qtbot: QtBot
) -> None:
    vm.walking.jump(phase)
    PauseViewModel(vm).note_sign("self_harm")
    vm.walking.skip()
    assert vm.item == "NEED-05a"
    assert screen.middle.card is not None
    vm.entering.enter("yes")
    vm.walking.next()
    assert "suicide_risk" in vm.session.interview.flags_open
    assert vm.item == "NEED-05b"


def test_distress_never_hides_the_question_about_self_harm(
    vm: InterviewViewModel, qtbot: QtBot
) -> None:
    PauseViewModel(vm).note_sign("self_harm")
    in_distress(vm, "NEED-05a", qtbot)
    assert "NEED-05a" not in vm.session.interview.spared
    assert vm.session.view.next_item == "NEED-05a"


def test_a_break_is_offered_after_half_an_hour_and_again(
    screen: InterviewScreen, vm: InterviewViewModel, clock: StillClock
) -> None:
    def offered() -> bool:
        screen._on_tick()
        return any("offer a break" in label.text() for label in screen.middle.findChildren(QLabel))

    clock.advance(minutes=29)
    assert not offered()
    clock.advance(minutes=1)
    assert offered()
    vm.pausing.pause()
    vm.pausing.resume()
    assert not offered()
    clock.advance(minutes=40)
    assert offered()
