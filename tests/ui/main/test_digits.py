# SPDX-License-Identifier: MIT
"""A digit chooses where the keyboard stands in a choice, and is typed where it stands in a field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.counts import sample
from tests.ui.keyboard import CTRL, focused, hit, write
from tests.ui.pages import rest
from tests.ui.questions import answer_of, at, card_of, click, row_of
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.screens.item_spec import SpecMaker
from ui.screens.person.question import QuestionPage
from ui.widgets import board_body
from ui.widgets.answer_spec import Kind
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.paged_answer import PagedAnswer
from ui.widgets.part_base import field_text

CHOICES = frozenset({Kind.YN4, Kind.ONE, Kind.MANY, Kind.STATEMENT, Kind.CONSENT, Kind.CHECK})
#: The question by which it was found, a list with *other*, a search, a number first, two lists.
ALWAYS = ("SAFE-02", "NEED-01", "LANG-01", "WORK-04", "RGHT-04")


def go(page: InterviewScreen, item: str) -> PagedAnswer:
    page._vm.walking.jump(ItemId(item))
    rest()
    return answer_of(page)


def typed_in(answer: PagedAnswer) -> list[str]:
    """What stands in the fields for text and numbers."""
    fields = [part.first_field() for part in answer._parts.values()]
    return [field_text(field) for field in fields if field is not None]


def test_a_digit_chooses_in_every_question_that_begins_with_a_choice(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "SAFE-02")
    mixed = [
        str(item.id)
        for item in page._vm.session.pack.items.values()
        if item.composite and item.id not in ALWAYS
    ]
    begun = 0
    for item in (*ALWAYS, *sample("digits", mixed, 6)):
        answer = go(page, item)
        first = next(iter(answer.blocks()))
        spec = next(part for part in answer._spec.parts if part.id == first)
        fields = typed_in(answer)
        if spec.kind in CHOICES:
            begun += 1
            assert answer.part(first).owns(focused()), item
            hit(shell.window, Qt.Key.Key_1)
            hit(shell.window, Qt.Key.Key_2)
            rest()
            assert answer.part(first).value(), item
            assert typed_in(answer) == fields, item
            assert answer.part(first).owns(focused()), item
        else:  # the first field with nothing in it; of an age that is known, the day of birth
            assert focused() in [part.first_field() for part in answer._parts.values()], item
        page._vm.drafts.values.clear()
        page._vm.drafts.problems.clear()
    assert begun >= len(ALWAYS) - 1


def test_digits_follow_the_keyboard_and_stand_where_they_choose(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "SAFE-02")
    answer = answer_of(page)
    hit(shell.window, Qt.Key.Key_1)
    assert answer.value() == {"someone": "yes"}
    click(card_of(page).head)  # beside everything
    hit(shell.window, Qt.Key.Key_2)
    assert answer.value() == {"someone": "no"}
    hit(shell.window, Qt.Key.Key_0)
    assert answer.value() == {"someone": "unsure"}
    hit(shell.window, Qt.Key.Key_7)  # no option has it: nobody's words
    assert typed_in(answer) == [""]
    field = answer.part("who").first_field()
    assert field is not None
    click(field)
    write(shell.window, "2 men")
    assert typed_in(answer) == ["2 men"]
    click(row_of(page, "someone", "yes"))
    write(shell.window, "2")
    assert answer.part("someone").value() == "no"
    assert typed_in(answer) == ["2 men"]


def test_numbers_are_shown_in_the_list_that_has_the_keyboard(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "RGHT-04")
    answer = answer_of(page)
    first, second = answer.blocks()

    def shown(key: str) -> set[bool]:
        rows = answer.part(key).findChildren(ChoiceRow)
        return {row._key_shown for row in rows if row.isVisible() and row.key}

    assert (shown(first), shown(second)) == ({True}, {False})
    third = [row for row in answer.part(second).findChildren(ChoiceRow) if row.isVisible()][2]
    click(third)
    assert (shown(first), shown(second)) == ({False}, {True})
    hit(shell.window, Qt.Key.Key_2)
    chosen = answer.part(second).value()
    assert isinstance(chosen, list)
    assert len(chosen) == 2
    assert answer.part(first).value() is None


def test_a_second_digit_goes_on_only_from_the_key_just_before(
    shell: Shell, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not from one on another page, in another question, or before a press of the mouse."""
    monkeypatch.setattr(board_body, "TWO_DIGITS_MS", 60_000)
    page = at(shell, workspace, qtbot, "RGHT-01")
    answer = answer_of(page)
    (part,) = answer.parts()
    ids = [option.id for option in answer._spec.parts[0].options]
    assert (len(ids), answer.pages) == (21, 2)
    hit(shell.window, Qt.Key.Key_1)
    click(row_of(page, part, ids[4]))
    hit(shell.window, Qt.Key.Key_0)
    assert answer.value() == "unsure"  # else 10, without what the mouse chose
    hit(shell.window, Qt.Key.Key_1)
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert answer.page == 1
    write(shell.window, "12")
    assert answer.value() == [ids[0], ids[11]]
    hit(shell.window, Qt.Key.Key_1)
    answer = go(page, "RECR-08")
    hit(shell.window, Qt.Key.Key_2)
    assert answer.value() == [answer._spec.parts[0].options[1].id]


@pytest.mark.parametrize(("sign", "typed"), [("2", ""), ("m", "m")])
def test_a_digit_of_the_person_is_no_word_of_theirs(
    shell: Shell, workspace: Workspace, qtbot: QtBot, sign: str, typed: str
) -> None:
    page = at(shell, workspace, qtbot, "SAFE-02", lang="en")
    spec = SpecMaker(page._vm.glance, page._tr).item(ItemId("SAFE-02"))
    asked = QuestionPage(spec, page._tr, page._tr, 0)
    qtbot.addWidget(asked)
    asked.show()
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    asked.focus_entry()
    assert isinstance(focused(), ChoiceRow)
    write(asked, sign)
    field = asked.answer.part("who").first_field() if asked.answer is not None else None
    assert field is not None
    assert field_text(field) == typed
