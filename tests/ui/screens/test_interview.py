# SPDX-License-Identifier: MIT
"""Leading an interview: nothing typed is lost, saved is said only when it is, danger comes up."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.parse import answer_from_json, answer_to_json, parse_answer
from app.domain.value import OwnWords
from app.ids import ItemId
from app.services.workspace import Workspace
from tests.app.domain.talking import random_answer
from tests.stations import begin
from tests.ui.screens.room import BASE, english, faults, talk
from ui.screens.interview import InterviewScreen
from ui.theme import apply_theme
from ui.viewmodels.entered import raw_value
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button, IconButton


def test_begin_gives_a_case_and_opens_with_the_preparation(workspace: Workspace) -> None:
    vm = talk(workspace)
    vm.begin("full", practice=True)
    assert vm.session.interview.case_number
    assert vm.opening == "preparation"
    assert vm.glance.header.practice


def test_next_without_an_answer_stores_nothing(vm: InterviewViewModel, qtbot: QtBot) -> None:
    item = vm.item
    with qtbot.waitSignal(vm.walking.answer_wanted):
        vm.walking.next()
    assert vm.item == item
    assert item not in vm.session.interview.answers


def test_next_stores_then_moves_and_says_when(vm: InterviewViewModel, qtbot: QtBot) -> None:
    vm.walking.jump("CTRL-02")
    vm.entering.enter("no")
    assert vm.entering.is_entered
    with qtbot.waitSignal(vm.answer_stored):
        vm.walking.next()
    assert vm.session.interview.answers["CTRL-02"].answer.parts[""].data == "no"
    assert vm.item == "CTRL-03"
    assert not vm.entering.here()
    assert vm.saved_at == "10:00:00"


def test_going_back_shows_the_answer_and_a_change_is_stored(vm: InterviewViewModel) -> None:
    vm.walking.jump("CTRL-02")
    vm.entering.enter("no")
    vm.walking.next()
    vm.walking.back()
    assert vm.item == "CTRL-02"
    assert vm.entering.shown_value == "no"
    vm.entering.enter("declined")
    vm.walking.next()
    assert vm.stored_of("CTRL-02") == "declined"


def test_a_jump_stores_what_was_entered(vm: InterviewViewModel) -> None:
    vm.walking.jump("WORK-03")
    vm.entering.enter({"start": "8"})
    vm.entering.enter_note(OwnWords("見本のメモ"))
    vm.walking.jump_phase("CTRL")
    assert vm.stored_of("WORK-03") == {"start": "8"}
    assert [note.text for note in vm.session.interview.notes] == ["見本のメモ"]


def test_an_incomplete_entry_is_kept_and_told_on_a_break(
    vm: InterviewViewModel, qtbot: QtBot
) -> None:
    vm.walking.jump("WORK-03")
    vm.entering.enter({"end": "24"})
    vm.entering.enter_problem("answer_clock")
    with qtbot.waitSignals([vm.entering.answer_incomplete, vm.pausing.paused]):
        vm.pausing.pause()
    assert vm.pausing.is_paused
    assert "WORK-03" not in vm.session.interview.answers
    vm.pausing.resume()
    assert vm.entering.shown_value == {"end": "24"}


def test_next_waits_for_a_complete_entry(vm: InterviewViewModel) -> None:
    vm.walking.jump("WORK-03")
    vm.entering.enter_problem("answer_clock")
    vm.walking.next()
    assert vm.item == "WORK-03"


def test_a_break_stores_what_is_complete(vm: InterviewViewModel) -> None:
    vm.walking.jump("CTRL-02")
    vm.entering.enter("no")
    vm.pausing.stop()
    assert vm.pausing.is_stopped
    assert vm.stored_of("CTRL-02") == "no"


def test_what_was_typed_while_storing_stays(vm: InterviewViewModel) -> None:
    vm.walking.jump("CTRL-02")
    vm.entering.enter_note(OwnWords("見本"))
    vm.deeds.answer("SAFE-01", "yes")  # from the person's window: another item
    assert vm.entering.note.text == "見本"


def test_skip_comes_once_more_and_never_counts_as_an_answer(vm: InterviewViewModel) -> None:
    item = vm.item
    vm.walking.skip()
    assert vm.item != item
    assert item in vm.session.view.missing


def test_a_cleared_answer_is_cleared(vm: InterviewViewModel) -> None:
    vm.walking.jump("SAFE-01")
    vm.entering.enter(None)
    vm.walking.jump("CTRL-02")
    assert vm.stored_of("SAFE-01") is None


def test_a_red_flag_is_told_once(vm: InterviewViewModel, qtbot: QtBot) -> None:
    raised: list[str] = []
    vm.danger_raised.connect(raised.append)
    vm.walking.jump("CTRL-04")
    vm.entering.enter(["hurt_family"])
    vm.walking.next()
    vm.walking.skip()
    assert raised == ["threat_if_speaks"]


def test_why_we_ask_names_the_sources(vm: InterviewViewModel, screen: InterviewScreen) -> None:
    vm.walking.jump("WISH-02")
    sources = vm.glance.asked_for(ItemId("WISH-02"))
    assert sources[2].endswith(", O-128")
    assert sources[2].startswith("在留・帰国・未定を同等に")  # the officer's language
    why = screen.panel.guidance.why
    why.toggle()
    assert {f"・{source}" for source in sources} <= {
        label.text() for label in why.content.findChildren(QLabel)
    }


@pytest.mark.parametrize(("item", "waits"), [("CONS-04a", True), ("WORK-01", False)])
def test_what_waits_for_a_lawyer_says_so(
    vm: InterviewViewModel, screen: InterviewScreen, item: str, waits: bool
) -> None:
    assert vm.session.pack.items[ItemId(item)].legal_review == waits
    vm.walking.jump(item)
    why = screen.panel.guidance.why
    why.toggle()
    shown = {label.text() for label in why.content.findChildren(QLabel)}
    assert ("No lawyer has reviewed this wording yet." in shown) == waits


def test_a_locked_item_shows_why(workspace: Workspace) -> None:
    vm = talk(workspace, begin(workspace, (("SAFE-01", "yes"), ("AGE-01", {"age": 24}))))
    vm.walking.jump("CTRL-02")
    assert vm.glance.lock == "gate_content"


def test_the_person_asks_for_another_interpreter(vm: InterviewViewModel) -> None:
    vm.facing.call("interpreter")
    raises = vm.session.interview.flags["interpreter_problem"].raises
    assert raises[0].by == "person"


def test_what_is_missing_stands_before_the_closing(vm: InterviewViewModel) -> None:
    for planned in vm.session.view.items:
        if planned.phase not in {"CLOS", "PREP"} and planned.status.value == "due":
            vm.workspace.interviews.skip(vm.session.id, planned.item)
            vm.workspace.interviews.skip(vm.session.id, planned.item)
    vm.open(vm.session.id)
    vm.walking.go_on()
    assert vm.walking.stage == "review"
    assert vm.glance.missing
    vm.walking.accept_review()
    assert vm.walking.stage == "item"
    assert vm.item is not None
    assert vm.item.startswith("CLOS")


def test_the_short_screening_offers_the_full_interview(workspace: Workspace) -> None:
    case = workspace.interviews.start(script="short").id
    workspace.interviews.prepared(case, assumed=True)
    workspace.interviews.choose_language(case, "th")
    for item, value in (*BASE, ("WORK-05", "no")):
        workspace.interviews.answer(case, item, value)
    vm = talk(workspace, case)
    offer = vm.session.view.continue_offer
    assert offer is not None
    vm.walking.continue_with(offer.path)
    assert vm.session.interview.script == "full"


def test_a_failure_is_told_and_the_entry_kept(vm: InterviewViewModel, qtbot: QtBot) -> None:
    vm.walking.jump("CTRL-02")
    vm.entering.enter("no")
    vm.workspace.interviews.seal(vm.session.id)
    with qtbot.waitSignal(vm.failed):
        vm.walking.next()
    assert vm.entering.shown_value == "no"
    assert vm.entering.is_entered


def test_stored_answers_read_back_as_they_were_given(workspace: Workspace) -> None:
    rng = random.Random(7)
    pack = workspace.pack
    for item in pack.items.values():
        for _ in range(5):
            answer = parse_answer(item, random_answer(rng, pack, item), pack.recipients)
            stored = answer_from_json(item, answer_to_json(answer))
            again = parse_answer(item, raw_value(item, stored), pack.recipients)
            assert again == stored, item.id


def test_findings_always_say_what_they_are(screen: InterviewScreen, vm: InterviewViewModel) -> None:
    vm.walking.jump("CTRL-04")
    vm.entering.enter(["hurt_family"])
    vm.walking.next()
    found = vm.glance.findings
    assert found.elements == "partly"
    assert found.means
    assert found.means[0].answers[0].item == "CTRL-04"
    assert found.means[0].rules
    assert found.means[0].source
    screen._open_findings()
    texts = " ".join(label.text() for label in screen.findings.findChildren(QLabel))
    assert "never a verdict" in texts
    panel = " ".join(label.text() for label in screen.panel.findChildren(QLabel))
    assert "never a verdict" in panel


def test_a_break_is_offered_after_hard_questions(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot
) -> None:
    def offered() -> bool:
        words = "Several hard questions came in a row: offer a break."
        return any(words in label.text() for label in screen.findChildren(QLabel))

    for item in ("CTRL-02", "CTRL-03"):
        vm.walking.jump(item)
        vm.entering.enter("no")
        vm.walking.next()
    assert not offered()
    vm.walking.jump("CTRL-05")
    vm.entering.enter("no")
    vm.walking.next()
    qtbot.waitUntil(offered)


def test_keys_choose_and_go_on(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot
) -> None:
    vm.walking.jump("CTRL-02")
    assert screen.middle.card is not None
    QTest.keyClick(screen, Qt.Key.Key_2)
    assert vm.entering.shown_value == "no"
    assert "not saved" in screen.header.saved.text()
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert vm.stored_of("CTRL-02") == "no"
    assert "saved 10:00:00" in screen.header.saved.text()
    QTest.keyClick(screen, Qt.Key.Key_Minus)
    assert vm.entering.shown_value == "declined"


def test_a_red_flag_opens_the_danger_screen(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot
) -> None:
    vm.walking.jump("CTRL-04")
    vm.entering.enter(["hurt_family"])
    with qtbot.waitSignal(screen.danger_opened):
        vm.walking.next()


@pytest.mark.parametrize(
    "item", ["CTRL-04", "CTRL-03", "WORK-03", "IDEN-04", "DEBT-02", "IDEN-01", "AGE-02"]
)
@pytest.mark.parametrize("width", [1366, 1000])
def test_everything_can_be_reached(
    screen: InterviewScreen, vm: InterviewViewModel, item: str, width: int, qtbot: QtBot
) -> None:
    screen.resize(width, 768)
    vm.walking.jump(item)
    assert faults(screen) == []


@pytest.mark.parametrize("width", [1366, 1000, 760])
def test_the_bars_are_never_clipped(screen: InterviewScreen, width: int, qtbot: QtBot) -> None:
    screen.resize(width, 600)
    faults(screen)  # lets the layouts settle
    assert screen.width() <= width
    for button in (screen.bar.pause, screen.bar.stop, screen.bar.danger, screen.bar.next):
        corner = button.mapTo(screen, button.rect().bottomRight())
        assert screen.rect().contains(corner)


def test_at_double_size_the_bars_still_fit(
    vm: InterviewViewModel, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_theme(qapp, "dark", 200, "ja")
    made = InterviewScreen(vm, english)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    vm.walking.jump("CTRL-04")
    assert faults(made) == []
    assert made.width() <= 1366
    for button in (made.bar.pause, made.bar.danger, made.bar.next, made.header.lock):
        assert made.rect().contains(button.mapTo(made, button.rect().bottomRight()))


def test_a_break_that_was_put_aside_stays_away_for_this_question(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot
) -> None:
    def banners() -> list[Banner]:
        return [b for b in screen.middle.findChildren(Banner) if b.parent() is screen.middle]

    for item in ("CTRL-02", "CTRL-03", "CTRL-05"):
        vm.walking.jump(item)
        vm.entering.enter("no")
        vm.walking.next()
    qtbot.waitUntil(lambda: len(banners()) == 1)
    (banner,) = banners()
    next(b for b in banner.findChildren(IconButton) if b.accessibleName() == "Close").click()
    screen.middle.draw_notices()
    qtbot.waitUntil(lambda: banners() == [])


def test_between_two_sittings_the_closing_is_one_press_away(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot
) -> None:
    while vm.item is not None and not vm.item.startswith("RECR"):
        vm.walking.skip()
    qtbot.waitUntil(
        lambda: any(
            "Sitting 1 of 3" in label.text() for label in screen.middle.findChildren(QLabel)
        )
    )
    closing = next(b for b in screen.middle.findChildren(Button) if "Closing" in b.text())
    closing.click()
    assert vm.item is not None
    assert vm.item.startswith("CLOS")
