# SPDX-License-Identifier: MIT
"""The interpreter's page: both languages, words on demand, confirmations, a mark, another rendering."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.value import Json, OwnWords
from app.ids import ItemId
from tests.ui.screens.room import english, faults
from ui.screens.interpreter import InterpreterScreen
from ui.viewmodels.interpreting import InterpretingViewModel
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.buttons import Button


def rendered(text: str) -> Json:
    return {"lang": "ja", "text": text, "by": "T-014"}


@pytest.fixture
def page(vm: InterviewViewModel, qtbot: QtBot) -> InterpreterScreen:
    vm.deeds.set_interpreter("T-014", "phone")
    vm.walking.jump(ItemId("IDEN-01"))
    vm.entering.enter(
        {"full_name": {"text": "ตัวอย่าง", "rendered": rendered("TUAYANG / トゥアヤーン")}}
    )
    vm.walking.next()
    vm.walking.jump(ItemId("RECR-00"))
    vm.entering.enter({"text": "ตัวอย่าง SAMPLE", "lang": "th", "rendered": rendered("見本の訳")})
    vm.walking.next()
    vm.walking.jump(ItemId("CTRL-04"))
    vm.entering.enter(["hurt_family"])
    vm.walking.next()
    made = InterpreterScreen(InterpretingViewModel(vm), english)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    return made


def words(page: InterpreterScreen) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel)).replace("\u200b", "")


def press(page: InterpreterScreen, text: str) -> None:
    next(b for b in page.findChildren(Button) if text in b.text()).click()


def test_it_has_both_languages_and_the_names(page: InterpreterScreen) -> None:
    shown = words(page)
    texts = page._vm.texts
    assert texts is not None
    assert texts.person is not None
    assert texts.officer.text in shown
    assert "คำศัพท์และความหมาย" in shown  # its own headings too
    assert "トゥアヤーン" in shown
    assert faults(page) == []


def test_a_word_is_looked_up_in_either_language(page: InterpreterScreen) -> None:
    assert "ผู้เสียหาย" not in words(page)
    page._vm.search("victim")
    assert "ผู้เสียหาย" in words(page)
    page._vm.search("ล่าม")
    assert any(term.id == "interpreter" for term in page._vm.terms)


def test_reading_back_confirms_with_who_and_how(page: InterpreterScreen, qtbot: QtBot) -> None:
    waiting = [answer.item for answer in page._vm.to_confirm]
    assert waiting
    press(page, "Shown: it is right")
    state = page._vm.glance.session.interview
    assert [(attested.by, attested.how) for attested in state.attested.values()] == [
        ("T-014", "screen")
    ]
    assert [answer.item for answer in page._vm.to_confirm] == waiting[1:]
    with qtbot.waitSignal(page.correct_wanted):
        press(page, "The person corrected it")


def test_an_unclear_wording_goes_to_the_translators(page: InterpreterScreen) -> None:
    press(page, "Mark as unclear")
    assert "Write first what is meant." in words(page)
    page.comment.setText("sounds like an order")
    press(page, "Mark as unclear")
    (mark,) = page._vm.glance.session.interview.wording_marks
    assert (mark.lang, mark.comment) == ("th", "sounds like an order")
    assert page.comment.text() == ""


def test_another_rendering_stands_beside_the_first(page: InterpreterScreen) -> None:
    press(page, "I read it differently")
    page._vm.differ(ItemId("RECR-00"), OwnWords("sample, otherwise"))
    state = page._vm.glance.session.interview
    assert state.notes[-1].text == "T-014: sample, otherwise"
    assert "見本の訳" in words(page)
