# SPDX-License-Identifier: MIT
"""A question on several pages, what is left of a phase, what stands before the closing: keys and clicks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.ui.going import go
from tests.ui.heard import Role, heard
from tests.ui.keyboard import CTRL, focused, hit, write
from tests.ui.pages import rest
from tests.ui.questions import answer_of, at, card_of, click, in_view
from ui.main import Shell
from ui.screens.cards import CardsScreen
from ui.screens.danger import DangerScreen
from ui.screens.interview import InterviewScreen
from ui.screens.interview.review_page import ReviewPage
from ui.widgets.answer_spec import NOT_ASKED
from ui.widgets.board_body import TWO_DIGITS_MS, BoardBody
from ui.widgets.buttons import Button

ALT = Qt.KeyboardModifier.AltModifier
ENTER = Qt.Key.Key_Return


def board(page: InterviewScreen, part: str) -> BoardBody:
    found = answer_of(page).part(part).findChild(BoardBody)
    assert found is not None
    return found


def test_next_goes_through_the_parts_and_back_comes_through_them(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "DEBT-05")
    answer, strip = answer_of(page), card_of(page).head.strip
    assert answer.pages > 3
    assert [in_view(chip) for chip in strip.buttons()] == [True] * len(answer.parts())
    assert heard(strip).role is Role.Grouping
    assert page.bar.next.text().endswith(f"1/{answer.pages}）")
    hit(shell.window, Qt.Key.Key_1)
    parts = answer.parts()
    first = parts[0]
    chosen = answer.part(first).value()
    assert chosen
    hit(shell.window, ENTER, CTRL)
    assert answer.page == 1
    assert strip.buttons()[0].text().count("：") == 1  # the part, and what was answered
    assert answer._parts[answer.parts()[1]].owns(focused())
    click(page.bar.next)  # nobody asked: said once, passed at the second press
    assert answer.page == 1
    click(page.bar.next)
    assert answer.page == 2
    hit(shell.window, Qt.Key.Key_0)
    assert answer.part(answer.parts()[2]).value() == "unsure"
    hit(shell.window, Qt.Key.Key_Left, ALT)
    assert answer.page == 1
    click(strip.buttons()[-1])
    assert answer.page == answer.pages - 1
    write(shell.window, "2024")  # the field has the keyboard
    hit(shell.window, Qt.Key.Key_Minus, ALT)
    assert answer.part(answer.parts()[-1]).value() == "declined"
    hit(shell.window, ENTER, CTRL)
    assert page._vm.item != "DEBT-05"
    stored = page._vm.stored_of(ItemId("DEBT-05"))
    assert stored == {
        first: chosen,
        parts[1]: NOT_ASKED,
        parts[2]: "unsure",
        parts[-1]: "declined",
    }  # of the two that were jumped over by the strip nobody pressed Next: they are open
    click(page.bar.back)
    rest()
    assert page._vm.item == "DEBT-05"
    assert answer_of(page).page == answer_of(page).pages - 1


def test_two_digits_and_letters_choose_and_what_fits_nothing_is_noted(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "RECR-01", lang="en")
    body = board(page, "")
    assert len(body.rows()) > 12
    write(shell.window, "12")
    assert answer_of(page).value() == body._specs[11].id
    write(shell.window, "1")
    assert body._pause.interval() == TWO_DIGITS_MS
    body._pause.timeout.emit()  # the hand waited
    write(shell.window, "3")
    assert answer_of(page).value() == body._specs[2].id
    word = body._specs[4].texts[1].text.split()[0][:3]
    body._pause.timeout.emit()
    write(shell.window, word)
    words = [" ".join(side.text for side in spec.texts).lower().split() for spec in body._specs]
    number = next(n for n, ws in enumerate(words) if any(w.startswith(word.lower()) for w in ws))
    assert (focused().spec.id, word) == (body.rows()[number].spec.id, word)  # type: ignore[attr-defined]
    body._pause.timeout.emit()
    write(shell.window, "zq")
    assert focused() is page.notepad.note
    assert page.notepad.note.plain() == "zq"


def test_tab_goes_on_from_the_option_that_was_chosen_last(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    """Of several that are chosen the first was the stop: from any other Tab led to the top of the page."""
    page = at(shell, workspace, qtbot, "CTRL-04")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        hit(shell.window, key)
    here = focused()
    assert [row.isChecked() for row in board(page, "").rows()[:2]] == [True, True]
    assert here is board(page, "").rows()[1]
    hit(shell.window, Qt.Key.Key_Tab)
    assert page.isAncestorOf(focused())
    hit(shell.window, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focused() is here


def test_a_long_list_is_whole_on_each_of_its_pages(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "RGHT-01", lang="my")
    answer = answer_of(page)
    seen = set()
    for number in range(answer.pages):
        rows = [row for row in board(page, "").rows() if row.isVisible()]
        assert all(in_view(row) for row in rows)
        seen |= {row.key for row in rows}
        assert answer.page == number
        hit(shell.window, ENTER, CTRL)
    assert {str(number) for number in range(1, 22)} <= seen
    assert page._vm.item == "RGHT-01"  # nothing was chosen: it says so
    answer.show_page(1)
    rest()
    write(shell.window, "19")
    assert answer.value() == [board(page, "")._specs[18].id]


def to_review(shell: Shell, page: InterviewScreen) -> ReviewPage:
    hit(shell.window, Qt.Key.Key_F2, CTRL)
    assert page._vm.walking.stage == "review"
    (review,) = page.middle.findChildren(ReviewPage)
    return review


def press(shell: Shell, review: ReviewPage, words: str) -> None:
    """Bring one of its buttons into view with the keyboard's focus, and click it."""
    (button,) = (button for button in review.findChildren(Button) if button.text() == words)
    button.setFocus()
    rest()
    assert in_view(button)
    click(button)


def test_what_is_left_is_one_key_away(shell: Shell, workspace: Workspace, qtbot: QtBot) -> None:
    """Each line of *before the closing* leads where it says, by a click; Go on leads back."""
    page = at(shell, workspace, qtbot, "CTRL-02")
    hit(shell.window, Qt.Key.Key_F5, CTRL)
    assert str(page._vm.item).startswith("CTRL")
    assert page._vm.item != "CTRL-02"
    review = to_review(shell, page)
    line = next(line for line in page._vm.glance.missing if line.critical)
    press(shell, review, line.text)
    assert page._vm.item == line.item
    review = to_review(shell, page)
    card = page._vm.glance.cards_due[-1]
    press(shell, review, card.title)
    cards = shell.window.page
    assert isinstance(cards, CardsScreen)
    assert cards._vm.card == card.id
    go(shell.case, "interview")
    rest()
    page = shell.window.page  # type: ignore[assignment]
    review = to_review(shell, page)
    hit(shell.window, ENTER, CTRL)  # leads to the end of the list, and passes nothing
    assert page._vm.walking.stage == "review"
    assert focused() is review.go_on
    assert in_view(review.go_on)
    to_review(shell, page)  # twice: the question of before is kept
    click(page.bar.next)
    assert page._vm.walking.stage == "review"
    assert focused().text() == "質問に戻る"  # type: ignore[attr-defined]  # a button
    hit(shell.window, ENTER)
    assert page._vm.item == line.item


def test_a_look_ahead_is_over_at_the_question_it_led_to(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    """The next one, begun at no question, leads to where the script stands."""
    page = at(shell, workspace, qtbot, "CTRL-02")
    review, model = to_review(shell, page), page._vm
    missing = [line.item for line in model.glance.missing]
    line = next(line for line in model.glance.missing if line.critical)
    press(shell, review, line.text)
    assert model.item == line.item
    before_the_closing = [p.item for p in model.session.view.items if p.item in missing][-1]
    model.walking.jump(before_the_closing)
    rest()
    click(page.bar.skip)
    assert (model.walking.stage, model.walking.looks_ahead) == ("review", False)
    review = to_review(shell, page)
    assert model.walking.looks_ahead
    press(shell, review, "質問に戻る")
    assert model.item == model.session.view.next_item


def test_a_step_back_is_said(shell: Shell, workspace: Workspace, qtbot: QtBot) -> None:
    """From the last question of the way: by *leave out*, and from the one before it by *next*."""
    page = at(shell, workspace, qtbot, "CLOS-06")
    assert page.middle.message.text() == ""
    click(page.bar.skip)
    assert page._vm.item == page._vm.session.view.next_item == "LANG-02"
    assert in_view(page.middle.message)
    assert "前の段階" in page.middle.message.text()
    page._vm.walking.jump(ItemId("CLOS-05"))
    rest()
    assert page.middle.message.text() == ""
    hit(shell.window, Qt.Key.Key_1)
    hit(shell.window, ENTER, CTRL)
    assert page._vm.stored_of(ItemId("CLOS-05"))
    assert page._vm.item == "LANG-02"
    assert "前の段階" in page.middle.message.text()


def test_what_led_nowhere_says_nothing_of_the_next_question(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    """*Next* that waits for an answer is no step back, *Back* where nothing is behind hides no page."""
    page = at(shell, workspace, qtbot, "CTRL-02")
    hit(shell.window, ENTER, CTRL)
    assert page._vm.item == "CTRL-02"  # nothing was chosen
    hit(shell.window, Qt.Key.Key_Left, ALT)
    assert page._vm.item != "CTRL-02"
    assert page.middle.message.text() == ""
    while page._vm.walking.can_go_back:
        page._vm.walking.back()
    rest()
    while answer_of(page).page:
        hit(shell.window, Qt.Key.Key_Left, ALT)
    here = page._vm.item
    hit(shell.window, Qt.Key.Key_Left, ALT)
    assert page._vm.item == here
    page._vm.walking.jump(ItemId("DEBT-05"))
    rest()
    assert answer_of(page).pages > 3
    assert answer_of(page).page == 0


def test_before_the_closing_leads_to_flags(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "CTRL-04")
    hit(shell.window, Qt.Key.Key_2)
    hit(shell.window, ENTER, CTRL)  # a threat to the family: a red flag
    if isinstance(shell.window.page, DangerScreen):
        hit(shell.window, Qt.Key.Key_Escape)
    assert shell.case is not None
    go(shell.case, "interview")
    rest()
    page = shell.window.page  # type: ignore[assignment]
    press(shell, to_review(shell, page), "行った対応を記録")
    assert isinstance(shell.window.page, DangerScreen)
