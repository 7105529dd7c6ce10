# SPDX-License-Identifier: MIT
"""The card takes one question after the other into the widgets that stay, and nothing of one stands in the next."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.ui.heard import listening, misheard, told
from tests.ui.keyboard import CTRL, focused, hit, write
from tests.ui.pages import rest
from tests.ui.questions import answer_of, at, card_of, click
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.widgets.answer_lines import AnswerLine, AnswerLines
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.inputs import Select, TextArea
from ui.widgets.part_base import field_text

__all__ = ["listening", "told"]


def go(page: InterviewScreen, item: str) -> None:
    page._vm.walking.jump(ItemId(item))
    rest()


def rows(page: InterviewScreen) -> list[ChoiceRow]:
    return [row for row in answer_of(page).findChildren(ChoiceRow) if row.isVisible()]


def area(page: InterviewScreen) -> TextArea:
    return next(field for field in card_of(page).findChildren(TextArea) if field.isVisible())


@pytest.mark.usefixtures("listening")
def test_the_widgets_stay_and_the_words_are_others(
    shell: Shell, workspace: Workspace, qtbot: QtBot, told: list[tuple[str, bool]]
) -> None:
    page = at(shell, workspace, qtbot, "IDEN-05")
    card, before = card_of(page), rows(page)
    hit(shell.window, Qt.Key.Key_1)
    assert before[0].isChecked()
    go(page, "IDEN-08")
    after = rows(page)
    assert card_of(page) is card
    assert {*after} & {*before} in ({*after}, {*before})
    assert not any(row.isChecked() for row in after)
    question = page._vm.glance.item_texts(ItemId("IDEN-08")).officer.text
    assert any(question in words for words, _now in told)
    assert focused() in after
    assert not misheard(shell.window)
    go(page, "IDEN-05")
    assert rows(page)[0].isChecked()
    assert answer_of(page).value() is not None


@pytest.mark.parametrize("moved", [False, True])
def test_a_press_that_began_on_one_question_chooses_nothing_in_the_next(
    shell: Shell, workspace: Workspace, qtbot: QtBot, moved: bool
) -> None:
    page = at(shell, workspace, qtbot, "IDEN-05")
    row = rows(page)[0]
    QTest.mousePress(row, Qt.MouseButton.LeftButton)
    assert row.isDown()
    go(page, "IDEN-08")
    assert row.isVisible()
    if moved:
        QTest.mouseMove(row, QPoint(3, 3))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton)
    rest()
    assert answer_of(page).value() is None
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)  # a whole press does
    assert answer_of(page).value() is not None


def test_what_was_typed_is_neither_there_nor_to_be_undone(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "NEED-02")
    field: QWidget = area(page)
    write(shell.window, "secret")
    assert area(page).plain() == "secret"
    go(page, "NEED-06")
    assert area(page) is field
    assert focused() is field
    hit(shell.window, Qt.Key.Key_Z, CTRL)
    assert area(page).plain() == ""
    write(shell.window, "other")
    go(page, "NEED-02")
    assert area(page).plain() == "secret"
    assert QApplication.focusWidget() is field
    go(page, "NEED-06")
    assert area(page).plain() == "other"


def currency(page: InterviewScreen) -> Select:
    lists = (field for field in card_of(page).findChildren(Select) if field.isVisible())
    return next(field for field in lists if field.findData("VND") >= 0)


def test_letters_that_found_an_entry_of_a_list_begin_anew(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    def find(letters: str) -> str:
        for _press in range(6):
            if focused() is not currency(page):
                hit(shell.window, Qt.Key.Key_Tab)
        write(shell.window, letters)
        return currency(page).chosen()

    page, interval = at(shell, workspace, qtbot, "RECR-04"), QApplication.keyboardInputInterval()
    QApplication.setKeyboardInputInterval(60_000)
    try:
        field = currency(page)
        assert find("u") == "USD"
        go(page, "TRAV-06")
        assert currency(page) is field
        assert field.chosen() == "JPY"
        assert find("v") == "VND"
    finally:
        QApplication.setKeyboardInputInterval(interval)


class InputMethod(QObject):
    """Gives what it composes when the field loses the keyboard, as Qt asks it to."""

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            field.removeEventFilter(self)
            given = QInputMethodEvent()
            given.setCommitString("見本")
            QApplication.sendEvent(field, given)
        return False


def test_what_an_input_method_gives_on_leaving_is_of_the_question_before(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page, method = at(shell, workspace, qtbot, "TRAV-02"), InputMethod()
    field = answer_of(page).part("when").first_field()
    assert field is not None
    click(field)
    write(shell.window, "99999")
    assert page._vm.entering.problem == "answer_date_form"
    field.installEventFilter(method)
    go(page, "NEED-02")
    assert page._vm.entering.problem == ""  # it would be refused, with nothing in it
    assert not page._vm.entering.is_entered
    go(page, "TRAV-02")
    field = answer_of(page).part("when").first_field()
    assert field is not None
    assert field_text(field) == "99999見本"


def test_a_note_that_is_still_composed_stays_with_its_question(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page, method = at(shell, workspace, qtbot, "NEED-02"), InputMethod()
    hit(shell.window, Qt.Key.Key_F2)
    assert focused() is page.notepad.note
    focused().installEventFilter(method)
    go(page, "NEED-06")
    assert focused() is area(page)
    assert page.notepad.note is not None
    assert page.notepad.note.plain() == ""
    assert page._vm.entering.note.text == ""
    go(page, "NEED-02")
    assert page.notepad.note.plain() == page._vm.entering.note.text == "見本"


def test_what_an_input_method_never_gave_stands_in_no_other_question(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    def composed() -> str:
        return area(page).document().firstBlock().layout().preeditAreaText()

    page = at(shell, workspace, qtbot, "NEED-02")
    field: QWidget = area(page)
    QApplication.sendEvent(focused(), QInputMethodEvent("見本", []))
    assert composed() == "見本"
    go(page, "NEED-06")
    assert area(page) is field
    assert composed() == ""


def test_the_next_question_begins_at_its_first_option(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    """And not at the *declined* that was pressed for the one before, on a card of another kind."""
    page = at(shell, workspace, qtbot, "CTRL-03")
    hit(shell.window, Qt.Key.Key_Up)
    hit(shell.window, Qt.Key.Key_Space)
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert page._vm.item == "CTRL-04"
    assert focused() is rows(page)[0]


@pytest.mark.usefixtures("listening")
def test_what_the_next_question_needs_is_made_while_this_one_is_read(
    shell: Shell, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[AnswerLine] = []
    make = AnswerLines._made

    def noted(lines: AnswerLines, *of: object) -> AnswerLine:
        made.append(make(lines, *of))
        return made[-1]

    monkeypatch.setattr(AnswerLines, "_made", noted)
    page, waited = at(shell, workspace, qtbot, "IDEN-05"), 0
    for _question in range(4):
        before = len(made)
        qtbot.waitUntil(lambda: not page.middle.ahead.isActive())
        ahead = [line.line for line in made[before:] if line.label is not None]
        assert not any(line.isVisible() for line in ahead)
        asked = {QAccessible.queryAccessibleInterface(line).role() for line in ahead}
        assert asked <= {
            QAccessible.Role.Grouping
        }  # Qt keeps what it answered a screen reader once
        waited += len(ahead)
        before = len(made)
        page._vm.walking.skip()
        assert len(made) == before
    assert waited
