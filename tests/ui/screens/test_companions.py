# SPDX-License-Identifier: MIT
"""Cards, danger, break, read-back, preparation and language: journeys and reach."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.value import OwnWords
from app.errors import UserError
from app.ids import CardId
from app.services.record import record_items
from app.services.workspace import Workspace
from tests.stations import begin, strictly
from tests.ui.screens.room import BASE, english, faults, talk
from ui.screens.cards import CardsScreen
from ui.screens.cards.telling import TellingPanel
from ui.screens.danger import DangerScreen
from ui.screens.fold import Fold
from ui.screens.pause import PauseScreen
from ui.screens.preparation import PreparationScreen
from ui.screens.readback import ReadbackScreen
from ui.viewmodels.cards import CardsViewModel
from ui.viewmodels.danger import DangerViewModel
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.pause import PauseViewModel
from ui.viewmodels.preparation import PreparationViewModel
from ui.viewmodels.readback import ReadbackViewModel
from ui.widgets.banners import InlineMessage
from ui.widgets.status import StatusBadge

THREAT = (*BASE, ("CTRL-04", ["hurt_family"]))


@pytest.fixture
def vm(workspace: Workspace) -> InterviewViewModel:
    return talk(workspace, begin(workspace, THREAT))


def shown(widget: QWidget, qtbot: QtBot) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(1366, 768)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_a_card_is_logged_and_stays_open(vm: InterviewViewModel, qtbot: QtBot) -> None:
    cards = CardsViewModel(vm)
    screen = shown(CardsScreen(cards, english), qtbot)
    card = cards.card
    assert card is not None
    cards.mark("read_aloud")
    assert cards.card == card
    assert cards.row is not None
    assert cards.row.shown == ("read_aloud",)
    assert card not in [row.id for row in cards.due]
    assert faults(screen) == []


def test_a_card_says_what_the_sources_ask(vm: InterviewViewModel, qtbot: QtBot) -> None:
    cards = CardsViewModel(vm)
    cards.choose("CARD-04")
    screen = shown(CardsScreen(cards, english), qtbot)
    fold = next(f for f in screen.findChildren(Fold) if f.button.text() == "What the sources ask")
    lines = [label.text() for label in fold.content.findChildren(QLabel)]
    waits = "No lawyer has reviewed this wording yet."
    assert lines == [*(f"・{line}" for line in vm.glance.asked_for(CardId("CARD-04"))), waits]
    assert any(line.endswith(", O-205") for line in lines)
    fold.toggle()
    assert faults(screen) == []


def test_a_card_has_dated_facts_for_the_officer_alone(vm: InterviewViewModel, qtbot: QtBot) -> None:
    """With source and day, opened by a real click; what is over by then is not among them."""
    cards = CardsViewModel(vm)
    cards.choose("CARD-15")
    screen = shown(CardsScreen(cards, english), qtbot)
    title = "Facts for you, not to be read out"
    fold = next(f for f in screen.findChildren(Fold) if f.button.text() == title)
    QTest.mouseClick(fold.button, Qt.MouseButton.LeftButton)
    assert fold.opened
    words = " ".join(label.text() for label in fold.content.findChildren(QLabel))
    card = vm.session.pack.cards[CardId("CARD-15")]
    for fact in card.facts:
        assert vm.glance.text(fact.text) in words
        assert fact.source in words
    assert "2024-11-08" in words
    assert not any(
        vm.glance.text(fact.text) in str(line) for fact in card.facts for line in cards.lines
    )
    assert len(card.facts_on(date(2027, 3, 31))) == len(card.facts_on(date(2027, 4, 1))) + 1
    assert faults(screen) == []


def test_a_card_is_one_idea_per_line(workspace: Workspace) -> None:
    cards = CardsViewModel(talk(workspace, begin(workspace, BASE, language="en", practice=True)))
    cards.choose("CARD-03")
    assert len(cards.lines) > 1


def test_an_unreviewed_card_is_shown_to_the_person_by_a_click(
    workspace: Workspace, qtbot: QtBot
) -> None:
    vm = talk(workspace, begin(workspace, BASE))
    screen = CardsScreen(CardsViewModel(vm), english)
    shown(screen, qtbot)
    notice = workspace.texts.notice("th")
    assert notice is not None
    labels = [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]
    assert notice.text in labels  # the person may be looking at this page, too
    assert screen._show.isEnabled()
    QTest.mouseClick(screen._show, Qt.MouseButton.LeftButton, pos=screen._show.rect().center())
    assert vm.facing.person_card == screen._vm.card


def test_in_the_strict_mode_the_button_says_why(workspace: Workspace, qtbot: QtBot) -> None:
    vm = talk(strictly(workspace), begin(workspace, BASE))
    cards = CardsViewModel(vm)
    screen = CardsScreen(cards, english)
    shown(screen, qtbot)
    assert cards.texts is not None
    assert cards.texts.person_hidden
    QTest.mouseClick(screen._show, Qt.MouseButton.LeftButton, pos=screen._show.rect().center())
    assert vm.facing.person_card is None
    reason = screen.actions.findChildren(InlineMessage)[0]
    assert reason.isVisible()
    assert "only texts that a native speaker has reviewed" in reason.accessibleName()
    assert abs(reason.geometry().bottom() - screen._show.geometry().top()) < 40  # beside it
    assert faults(screen) == []


def test_a_language_without_texts_is_why_no_card_is_shown(
    workspace: Workspace, qtbot: QtBot
) -> None:
    vm = talk(workspace, begin(workspace, BASE, language="si"))
    screen = CardsScreen(CardsViewModel(vm), english)
    shown(screen, qtbot)
    (reason,) = screen.actions.findChildren(InlineMessage)
    assert not screen._show.isEnabled()
    assert "no text in the person's language" in reason.accessibleName()


def test_a_card_on_rights_is_told_back(vm: InterviewViewModel, qtbot: QtBot) -> None:
    cards = CardsViewModel(vm)
    cards.choose("CARD-01")
    screen = shown(CardsScreen(cards, english), qtbot)
    panel = screen.findChildren(TellingPanel)[-1]
    with qtbot.waitSignal(cards.result_missing):
        panel.record.click()
    panel.result.findChildren(QRadioButton)[1].click()
    panel.note.setPlainText("見本: 休憩のこと")
    assert faults(screen) == []
    with qtbot.waitSignal(cards.card_marked):
        panel.record.click()
    stored = vm.session.interview.cards[-1]
    assert (stored.card, stored.how, stored.result) == ("CARD-01", "told_back", "partly")
    assert stored.note == "見本: 休憩のこと"
    assert [showing.note for showing in cards.told] == ["見本: 休憩のこと"]
    assert cards.telling == ("", "")
    assert vm.workspace.interviews.rebuild(vm.session.id)
    assert vm.session.id in vm.workspace.interviews.search("休憩のこと")
    sealed = record_items(vm.session.pack, vm.session.interview)
    entry: Any = sealed["card:CARD-01"]
    assert "process" in entry["groups"]
    assert entry["shown"][-1]["result"] == "partly"
    assert "休憩" not in str(entry)
    words: Any = sealed["card_note:CARD-01"]  # free words may hold anything: they need every group
    assert set(words["groups"]) == set(vm.session.pack.groups)
    assert words["notes"][0]["note"] == "見本: 休憩のこと"


def test_only_cards_on_consent_and_rights_are_told_back(
    vm: InterviewViewModel, qtbot: QtBot
) -> None:
    cards = CardsViewModel(vm)
    cards.choose("CARD-06")
    screen = CardsScreen(cards, english)
    qtbot.addWidget(screen)
    assert cards.tell_back is None
    assert not screen.findChildren(TellingPanel)
    with pytest.raises(UserError) as refused:
        vm.workspace.interviews.show_card(vm.session.id, "CARD-06", "told_back", result="told")
    assert refused.value.code == "result_unknown"


@pytest.mark.parametrize("language", ["th", "fil", "ja", "en"])
def test_the_tell_back_question_stands_in_every_complete_language(
    workspace: Workspace, language: str
) -> None:
    cards = CardsViewModel(talk(workspace, begin(workspace, BASE, language=language)))
    cards.choose("CARD-18")
    asked = cards.tell_back
    assert asked is not None
    officer, person = asked
    assert "あなたのことばで" in officer.text
    assert person is not None
    assert person.lang == ("ja_easy" if language == "ja" else language)
    assert not person.status.reviewed


def test_a_flag_closes_only_by_what_was_done(vm: InterviewViewModel, qtbot: QtBot) -> None:
    danger = DangerViewModel(vm)
    screen = shown(DangerScreen(danger, english), qtbot)
    assert [flag.id for flag in danger.red] == ["threat_if_speaks"]
    assert danger.numbers["police"] == "110"
    with qtbot.waitSignal(danger.action_missing):
        danger.record("threat_if_speaks", "Taken over by")
    assert danger.red
    danger.type("threat_if_speaks", OwnWords("見本の対応"), "見本の係")
    with qtbot.waitSignals([danger.flag_closed, danger.all_closed]):
        danger.record("threat_if_speaks", "Taken over by")
    record = vm.session.interview.flags["threat_if_speaks"]
    assert record.action == "見本の対応 / Taken over by: 見本の係"
    assert faults(screen) == []


def test_typed_words_outlive_a_new_flag(vm: InterviewViewModel, qtbot: QtBot) -> None:
    danger = DangerViewModel(vm)
    qtbot.addWidget(DangerScreen(danger, english))
    danger.type("threat_if_speaks", OwnWords("見本"), "")
    danger.raise_flag("medical_urgent")
    assert [flag.id for flag in danger.red] == [
        "medical_urgent",
        "threat_if_speaks",
    ]  # newest first
    assert danger.typed("threat_if_speaks") == (OwnWords("見本"), "")


def test_a_break_ends_when_the_person_wants(vm: InterviewViewModel, qtbot: QtBot) -> None:
    pause = PauseViewModel(vm)
    vm.pausing.pause()
    screen = shown(PauseScreen(pause, english), qtbot)
    assert isinstance(screen, PauseScreen)
    pause.note_distress()
    pause.note_sign("exhausted")
    assert "exhausted" in vm.session.interview.signs
    assert faults(screen) == []
    with qtbot.waitSignal(screen.resumed):
        pause.resume()
    assert not vm.pausing.is_paused


def test_a_stop_offers_the_way_out(vm: InterviewViewModel, qtbot: QtBot) -> None:
    pause = PauseViewModel(vm)
    vm.pausing.stop()
    screen = PauseScreen(pause, english)
    qtbot.addWidget(screen)
    assert pause.stopped
    assert pause.words("STOP-THANK")[0].text
    assert not screen._readback.isHidden()


def test_a_correction_keeps_the_earlier_answer(vm: InterviewViewModel, qtbot: QtBot) -> None:
    readback = ReadbackViewModel(vm)
    screen = shown(ReadbackScreen(readback, english), qtbot)
    answer = next(row for row in readback.account if row.item == "CTRL-04")
    assert answer.answer_person
    assert answer.critical
    assert not answer.attested
    readback.edit(answer.item)
    assert faults(screen) == []
    with qtbot.waitSignal(readback.reason_missing):
        readback.correct(answer.item, ["send_home"], OwnWords(""))
    with qtbot.waitSignal(readback.corrected):
        readback.correct(answer.item, ["send_home"], OwnWords("見本の理由"))
    assert readback.editing is None
    again = next(row for row in readback.account if row.item == "CTRL-04")
    assert again.corrected == "見本の理由"
    readback.attest(answer.item)
    assert answer.item not in readback.unattested


def test_the_free_account_stands_apart_from_single_answers(
    workspace: Workspace, qtbot: QtBot
) -> None:
    told = {
        "text": "ตัวอย่าง SAMPLE",
        "lang": "th",
        "rendered": {"lang": "ja", "text": "見本の訳", "by": "T-014"},
    }
    case = begin(workspace, (*BASE, ("RECR-00", told), ("CTRL-02", "no")))
    readback = ReadbackViewModel(talk(workspace, case))
    screen = shown(ReadbackScreen(readback, english), qtbot)
    kinds = {answer.item: answer.told_freely for answer in readback.account}
    assert kinds["RECR-00"]
    assert not kinds["CTRL-02"]
    texts = [label.text() for label in screen.findChildren(QLabel)]
    assert "ตัวอย่าง SAMPLE" in [text.replace("\u200b", "") for text in texts]
    marks = [badge.accessibleName() for badge in screen.findChildren(StatusBadge)]
    assert marks.count("free account, word for word") == 1
    assert any("見本の訳" in text for text in texts)
    assert any("told freely, word for word" in text for text in texts)
    assert faults(screen) == []


def test_a_part_or_nothing_wants_its_reason(vm: InterviewViewModel, qtbot: QtBot) -> None:
    readback = ReadbackViewModel(vm)
    with qtbot.waitSignal(readback.reason_missing):
        readback.finish()
    readback.choose("not_done", OwnWords(""))
    with qtbot.waitSignal(readback.reason_missing):
        readback.finish()
    readback.choose("not_done", OwnWords("見本の理由"))
    with qtbot.waitSignal(readback.finished):
        readback.finish()
    done = vm.session.interview.read_back
    assert done is not None
    assert (done.result, done.reason) == ("not_done", "見本の理由")


def test_preparation_is_never_left_out_silently(workspace: Workspace, qtbot: QtBot) -> None:
    vm = talk(workspace)
    vm.begin()
    preparation = PreparationViewModel(vm)
    screen = shown(PreparationScreen(preparation, english), qtbot)
    assert len(preparation.items) == 8
    assert faults(screen) == []
    preparation.enter("PREP-01", "done")
    preparation.enter("PREP-07", {"not_possible": "見本の理由"})
    with qtbot.waitSignal(preparation.left_out):
        preparation.go_on()
    assert preparation.stored("PREP-01")
    assert preparation.stored("PREP-07")
    assert len(preparation.missing) == 6
    with qtbot.waitSignal(preparation.finished):
        preparation.go_on(anyway=True)
    assert set(preparation.missing) <= set(vm.session.interview.skips)
    assert vm.opening == "language"
