# SPDX-License-Identifier: MIT
"""The person's window: only their language, the same look after every answer, nothing of the case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.ruby import strip_ruby
from app.ids import CardId, ItemId
from app.services.workspace import Workspace
from tests.stations import begin, strictly
from tests.ui.keyboard import bring_forward, focused, hit
from tests.ui.pages import rest
from tests.ui.screens.room import BASE, english, faults, led, talk
from tests.ui.typing import Typist
from ui.screens.person import PersonWindow
from ui.screens.person.question import QuestionPage
from ui.screens.wordings import grounding
from ui.viewmodels.person import PersonViewModel, Scene
from ui.widgets.buttons import Button
from ui.widgets.fields import TextArea

SENTENCE = "คำแปลนี้ไม่ใช่คำแปลทางการ หากมีส่วนใดไม่ชัดเจน กรุณาสอบถามได้ทุกเมื่อ"


def window(
    workspace: Workspace, qtbot: QtBot, *, practice: bool = True, language: str = "th"
) -> PersonWindow:
    vm = PersonViewModel(
        talk(workspace, begin(workspace, BASE, practice=practice, language=language))
    )
    made = PersonWindow(vm, english)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    return made


def words(made: PersonWindow) -> str:
    shown = [w for w in made.findChildren(QLabel) if w.isVisibleTo(made)]
    buttons = [w for w in made.findChildren(QAbstractButton) if w.isVisibleTo(made)]
    return " | ".join([*(w.text() for w in shown), *(w.text() for w in buttons)])


def test_nothing_of_the_officers_side(workspace: Workspace, qtbot: QtBot) -> None:
    made = window(workspace, qtbot)
    for item in ("SAFE-01", "CTRL-04", "WORK-03", "REFR-02", "IDEN-04"):
        led(made).walking.jump(item)
        text = words(made)
        assert led(made).session.interview.case_number not in text
        assert item not in text
        official = led(made).glance.item_texts(item).officer.text
        assert official not in text
        sources = led(made).glance.asked_for(ItemId(item))
        assert sources
        assert not any(source.partition(" — ")[0] in text for source in sources)
    assert made.windowTitle().strip() == ""


def asked(made: PersonWindow, item: str) -> QuestionPage:
    """The officer goes to a question, and it stands in the person's window."""
    led(made).walking.jump(item)
    rest()
    assert isinstance(made.page, QuestionPage)
    return made.page


def button(made: PersonWindow, msgid: str) -> Button:
    """One of the window's buttons, by the person's own word on it."""
    word = strip_ruby(made._vm.tr_person(msgid))
    (found,) = [w for w in made.findChildren(Button) if w.isVisible() and w.text() == word]
    return found


def option(page: QuestionPage, name: str) -> QWidget:
    assert page.choices is not None
    return next(row for row in page.choices.rows() if row.spec.id == name)


STATES = {"unsure": "I am not sure", "declined": "I do not want to answer"}


def test_after_an_answer_it_looks_the_same(workspace: Workspace, qtbot: QtBot) -> None:
    """Whatever was pressed: an option and *done*, or one of the states."""
    made = window(workspace, qtbot)
    seen, hand = set(), Typist(made)
    for value in ("yes", "no", "unsure", "declined"):
        page = asked(made, "CTRL-02")
        if value in STATES:
            hand.click(button(made, STATES[value]))
        else:
            hand.click(option(page, value))
            assert scene(made) is Scene.QUESTION
            hand.click(page.done)
        assert scene(made) is Scene.KEPT
        seen.add(words(made))
        stored = led(made).session.interview.answers[ItemId("CTRL-02")]
        assert led(made).stored_of(ItemId("CTRL-02")) == value
        assert stored.mode == "read"
        led(made).walking.jump("CTRL-01")
    assert len(seen) == 1


def test_keys_alone_answer_in_the_persons_window(workspace: Workspace, qtbot: QtBot) -> None:
    """Space chooses, Tab leads to *done* past the states, Enter presses it."""
    made = window(workspace, qtbot)
    bring_forward(made, qtbot)
    page = asked(made, "CTRL-04")
    assert page.choices is not None
    first, second = [row.spec.id for row in page.choices.rows()][:2]
    hit(made, Qt.Key.Key_Space)
    hit(made, Qt.Key.Key_Down)
    hit(made, Qt.Key.Key_Space)
    for _stop in (*STATES, "done"):
        hit(made, Qt.Key.Key_Tab)
    assert focused() is page.done
    hit(made, Qt.Key.Key_Return)
    assert scene(made) is Scene.KEPT
    assert led(made).stored_of(ItemId("CTRL-04")) == [first, second]


def test_a_turned_window_is_pressed_where_it_is_seen(workspace: Workspace, qtbot: QtBot) -> None:
    """From the other side of the table: each place lies opposite the middle."""
    made = window(workspace, qtbot)
    asked(made, "CTRL-02")
    hand = Typist(made)
    hand.click(button(made, "Turn the screen"))
    assert made._vm.turned
    page = made.page
    assert isinstance(page, QuestionPage)
    for target in (option(page, "no"), page.done):
        upright = target.mapTo(made._content, target.rect().center())
        opposite = QPoint(made.width() - upright.x(), made.height() - upright.y())
        QTest.mouseClick(made.windowHandle(), Qt.MouseButton.LeftButton, pos=opposite)
        rest()
    assert scene(made) is Scene.KEPT
    assert led(made).stored_of(ItemId("CTRL-02")) == "no"


def test_an_earlier_answer_is_not_shown(workspace: Workspace, qtbot: QtBot) -> None:
    made = window(workspace, qtbot)
    led(made).walking.jump("SAFE-01")
    assert isinstance(made.page, QuestionPage)
    assert made.page.choices is not None
    assert made.page.choices.chosen() == []
    assert not made.page.done.isEnabled()


def scene(made: PersonWindow) -> Scene:
    return made._vm.scene


@pytest.mark.parametrize("practice", [False, True])
def test_unreviewed_rights_stand_under_one_sentence(
    workspace: Workspace, qtbot: QtBot, practice: bool
) -> None:
    made = window(workspace, qtbot, practice=practice)
    led(made).walking.jump("REFR-02")
    assert scene(made) is Scene.QUESTION
    assert SENTENCE in words(made)
    assert made._spoken[0].text == SENTENCE  # whoever listens hears it first
    led(made).facing.show_card_to_person(CardId("CARD-01"))
    assert scene(made) is Scene.CARD
    assert SENTENCE in words(made)
    led(made).facing.show_card_to_person(None)
    led(made).walking.jump("SAFE-01")
    assert SENTENCE not in words(made)
    led(made).pausing.pause()
    assert scene(made) is Scene.BREAK
    assert SENTENCE in words(made)


def test_in_the_strict_mode_rights_are_read_out(workspace: Workspace, qtbot: QtBot) -> None:
    real = window(strictly(workspace), qtbot, practice=False)
    led(real).walking.jump("REFR-02")
    assert real._vm.scene is Scene.HIDDEN
    assert real._vm.texts is None
    led(real).pausing.pause()
    assert SENTENCE not in words(real)
    assert grounding(real._vm.tr_person)[0] not in words(real)


def test_free_words_carry_their_language(workspace: Workspace, qtbot: QtBot) -> None:
    made = window(workspace, qtbot)
    page = asked(made, "CLOS-01")
    assert not page.done.isEnabled()
    hand = Typist(made)
    hand.click(next(field for field in page.findChildren(TextArea) if field.isVisible()))
    hand.compose("ตัวอย่าง")
    hand.type(" SAMPLE")
    hand.click(page.done)
    value = led(made).session.interview.answers["CLOS-01"].answer.parts[""]
    assert (value.data, value.lang) == ("ตัวอย่าง SAMPLE", "th")


def test_a_break_and_a_call_are_one_press_away(workspace: Workspace, qtbot: QtBot) -> None:
    made = window(workspace, qtbot)
    asked(made, "CTRL-02")
    talk_, hand = led(made), Typist(made)
    with qtbot.waitSignal(talk_.facing.call_received):
        hand.click(button(made, "I do not understand"))
    assert button(made, "Please tell the officer").isVisible()
    hand.click(button(made, "Pause"))
    assert talk_.pausing.is_paused
    assert scene(made) is Scene.BREAK
    talk_.pausing.resume()
    assert scene(made) is not Scene.BREAK
    hand.click(button(made, "Stop"))
    assert talk_.pausing.is_stopped


def test_officers_items_leave_the_window_waiting(workspace: Workspace, qtbot: QtBot) -> None:
    made = window(workspace, qtbot)
    led(made).walking.jump("CLOS-06")
    assert made._vm.scene is Scene.WAITING


def test_a_language_without_texts_shows_no_other_language(
    workspace: Workspace, qtbot: QtBot
) -> None:
    made = window(workspace, qtbot, language="dz")
    led(made).walking.jump("SAFE-01")
    assert made._vm.scene is Scene.HIDDEN


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("item", ["CTRL-04", "WORK-03", "SAFE-01"])
def test_every_place_can_be_used(
    workspace: Workspace, qtbot: QtBot, item: str, turned: bool
) -> None:
    made = window(workspace, qtbot)
    led(made).walking.jump(item)
    if turned:
        made._vm.turn()
    made._vm.enlarge(1)
    assert [fault for fault in faults(made) if "not_in_tab_order" not in fault] == []
    if turned:
        made._vm.turn()
        assert faults(made) == []


def test_what_is_chosen_stays_while_only_the_looks_change(
    workspace: Workspace, qtbot: QtBot
) -> None:
    """Larger letters, a turned or lower window, help that was asked for: the same question, the same choice."""
    made = window(workspace, qtbot)
    led(made).walking.jump("CTRL-04")
    wanted = ["hurt_me", "hurt_family"]

    def chosen() -> list[str]:
        assert isinstance(made.page, QuestionPage)
        assert made.page.choices is not None
        assert made.page.done.isEnabled() is bool(made.page.choices.chosen())
        return made.page.choices.chosen()

    assert chosen() == []
    assert isinstance(made.page, QuestionPage)
    made.page.enter({"/choice.0": [*wanted]})
    changes: tuple[Callable[[], object], ...] = (
        lambda: made._vm.enlarge(1), made._vm.turn, lambda: made.resize(640, 360), made._vm.turn,
        lambda: made._vm.ask("not_understood"), lambda: made.resize(1366, 768),
    )  # fmt: skip
    for change in changes:
        change()
        qtbot.wait(1)
        assert chosen() == wanted
    led(made).walking.jump("CTRL-02")
    led(made).walking.jump("CTRL-04")
    assert chosen() == [], "another question came between: nobody sees what the person had chosen"


def test_what_is_written_stays_as_well(workspace: Workspace, qtbot: QtBot) -> None:
    made = window(workspace, qtbot)
    led(made).walking.jump("CLOS-01")
    assert isinstance(made.page, QuestionPage)
    made.page.enter({"/area.0": "ตัวอย่าง SAMPLE"})
    made._vm.enlarge(1)
    assert isinstance(made.page, QuestionPage)
    assert made.page.answer is not None
    assert made.page.answer.value() == "ตัวอย่าง SAMPLE"
