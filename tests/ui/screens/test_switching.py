# SPDX-License-Identifier: MIT
"""Another language in the middle of an interview: the same question, nothing lost, nothing moved."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from app.domain.text import content_language
from app.ids import LangTag
from tests.ui.fit import misfits
from tests.ui.pages import SEVENTEEN, rest
from tests.ui.screens.room import english, faults
from ui.screens.interview import InterviewScreen
from ui.screens.person import PersonWindow
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.person import PersonViewModel
from ui.widgets.choice_row import ChoiceRow


def shown(screen: InterviewScreen) -> str:
    return " ".join(label.text() for label in screen.middle.findChildren(QLabel))


def answered(vm: InterviewViewModel) -> dict[str, object]:
    """What is stored, but for the language itself."""
    return {
        str(item): vm.stored_of(item) for item in vm.session.interview.answers if item != "LANG-01"
    }


def choose(screen: InterviewScreen, tag: str) -> None:
    """As the officer does it: the button of the header, then the person points."""
    screen.header.language.click()
    button = next(
        button for button in screen.language.grid.buttons() if button.text() == endonym(screen, tag)
    )
    button.click()
    rest()


def endonym(screen: InterviewScreen, tag: str) -> str:
    return next(
        language.endonym for language in screen._vm.workspace.languages if language.tag == tag
    )


def test_all_seventeen_take_the_same_question_and_lose_nothing(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot
) -> None:
    window = PersonWindow(PersonViewModel(vm), english)
    qtbot.addWidget(window)
    vm.walking.jump("CTRL-04")
    rest()
    card = screen.middle.card
    assert card is not None
    assert card.press("2")  # entered, not stored yet
    assert screen.notepad.note is not None
    screen.notepad.note.setPlainText("見本 a note not stored yet")
    stored = answered(vm)
    assert vm.entering.is_entered
    seen = set()
    for tag in (*SEVENTEEN, "th"):
        choose(screen, tag)
        assert vm.item == "CTRL-04"
        assert vm.entering.shown_value == ["hurt_family"]
        assert vm.entering.note.text == "見本 a note not stored yet"
        assert vm.entering.is_entered
        assert answered(vm) == stored
        wording = vm.glance.item_texts("CTRL-04").person
        assert wording is not None
        assert wording.lang == content_language(LangTag(tag))
        assert window._vm.texts is not None
        assert window._vm.texts.person == wording
        rows = [row for row in screen.middle.findChildren(ChoiceRow) if row.isChecked()]
        assert [row.spec.id for row in rows] == ["hurt_family"]
        seen.add(wording.text)
        assert vm.session.interview.language == tag
    assert len(seen) == len(SEVENTEEN)
    assert misfits(screen) == []
    assert faults(screen) == []


def test_the_record_tells_in_which_language_the_answer_was_put(
    screen: InterviewScreen, vm: InterviewViewModel
) -> None:
    vm.walking.jump("CTRL-02")
    choose(screen, "vi")
    vm.entering.enter("no")
    vm.walking.next()
    events = vm.workspace.interviews._store.events(vm.session.id)
    put = [event for event in events if event.payload.get("item") == "CTRL-02"]
    assert [event.type.value for event in put] == ["shown", "shown", "answered"]
    texts = json.dumps(put[-1].payload["shown"])
    assert '"vi"' in texts
    assert '"th"' not in texts


def area_of(screen: InterviewScreen) -> QScrollArea:
    assert screen.middle.card is not None
    return screen.middle.card.area


@pytest.mark.parametrize(("item", "page"), [("DEBT-05", 5), ("IDEN-01", 1)])  # a date, a name
def test_focus_and_scroll_stay(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot, item: str, page: int
) -> None:
    vm.walking.jump(item)
    rest()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.resize(1366, 380)
    rest()
    card = screen.middle.card
    assert card is not None
    assert card.answer.show_page(page)
    rest()
    bar = area_of(screen).verticalScrollBar()
    scrolled = bar.maximum() // 2
    assert scrolled > 5
    line = [line for line in screen.middle.findChildren(QLineEdit) if line.isVisible()][-1]
    line.setFocus()
    QTest.keyClicks(line, "12")
    line.setCursorPosition(1)
    bar.setValue(scrolled)
    vm.deeds.choose_language("km")
    rest()
    again = QApplication.focusWidget()
    assert isinstance(again, QLineEdit)
    assert again is not line
    assert (again.text(), again.cursorPosition()) == ("12", 1)
    assert area_of(screen).verticalScrollBar().value() == scrolled


def test_escape_leaves_the_language_as_it_is(
    screen: InterviewScreen, vm: InterviewViewModel
) -> None:
    screen.header.language.click()
    assert screen._language_drawer.isVisible()
    assert faults(screen) == []
    QTest.keyClick(screen.language.search, Qt.Key.Key_Escape)
    QTest.keyClick(screen._language_drawer, Qt.Key.Key_Escape)
    assert not screen._language_drawer.isVisible()
    assert vm.session.interview.language == "th"


def test_a_language_without_texts_leaves_the_officers_side(
    screen: InterviewScreen, vm: InterviewViewModel
) -> None:
    vm.walking.jump("CTRL-04")
    official = vm.glance.item_texts("CTRL-04").officer.text
    choose(screen, "si")
    assert vm.item == "CTRL-04"
    assert vm.glance.item_texts("CTRL-04").person is None
    assert official in shown(screen)
    choose(screen, "th")
    assert vm.glance.item_texts("CTRL-04").person is not None
