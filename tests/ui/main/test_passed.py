# SPDX-License-Identifier: MIT
"""A part that was passed with the second *Next*: stored as not asked, seen again everywhere, taken back by an answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.ui.keyboard import CTRL, hit, write
from tests.ui.main.test_pages import press, to_review
from tests.ui.pages import rest
from tests.ui.questions import answer_of, at, card_of, click, in_view, row_of, said_above
from ui.main import Shell
from ui.widgets.answer_spec import NOT_ASKED
from ui.widgets.buttons import Button

ENTER = Qt.Key.Key_Return
SAID = "聞いていない"


def test_what_was_passed_is_said_on_the_card_and_taken_back_by_an_answer(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "SAFE-02")
    case = page._vm.session.id
    hit(shell.window, Qt.Key.Key_2)
    hit(shell.window, ENTER, CTRL)
    assert "もう一度" in said_above(answer_of(page), "who")
    assert answer_of(page).value() == {"someone": "no"}
    hit(shell.window, ENTER, CTRL)
    assert page._vm.item != "SAFE-02"
    stored = workspace.interviews.open(case)  # folded from what the vault holds
    assert page._vm.stored_of(ItemId("SAFE-02")) == {"someone": "no", "who": NOT_ASKED}
    given = stored.interview.answer(ItemId("SAFE-02"))
    assert given is not None
    assert (tuple(given.parts), given.not_asked) == (("someone",), ("who",))
    page._vm.walking.jump(ItemId("SAFE-02"))
    rest()
    assert said_above(answer_of(page), "who") == SAID
    hit(shell.window, ENTER, CTRL)  # it was passed: once is enough
    assert page._vm.item != "SAFE-02"
    page._vm.walking.jump(ItemId("SAFE-02"))
    rest()
    field = answer_of(page).part("who").first_field()
    assert field is not None
    click(field)
    write(shell.window, "boss")
    assert said_above(answer_of(page), "who") == ""
    hit(shell.window, ENTER, CTRL)
    given = workspace.interviews.open(case).interview.answer(ItemId("SAFE-02"))
    assert given is not None
    assert (len(given.parts), given.not_asked) == (2, ())


def test_before_the_closing_leads_to_what_was_asked_in_part(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "DEBT-05")
    first, *others = answer_of(page).parts()
    hit(shell.window, Qt.Key.Key_1)
    hit(shell.window, ENTER, CTRL)
    for _press in range(2 * answer_of(page).pages):
        if page._vm.item == "DEBT-05":
            hit(shell.window, ENTER, CTRL)
    assert page._vm.item != "DEBT-05"
    stored = page._vm.stored_of(ItemId("DEBT-05"))
    assert stored == {first: "me", **dict.fromkeys(others, NOT_ASKED)}
    review = to_review(shell, page)
    lines = [button for button in review.findChildren(Button) if " — " in button.text()]
    (line,) = (line for line in lines if line.text().count("、") >= len(others) - 1)
    press(shell, review, line.text())
    assert page._vm.item == "DEBT-05"
    card = card_of(page)
    chips = card.head.strip.buttons()
    assert [chip.text().endswith(SAID) for chip in chips] == [False, *(True for _part in others)]
    click(chips[1])
    assert said_above(card.answer, others[0]) == SAID
    click(row_of(page, others[0], "me"))
    assert not card.answer.is_passed(others[0])
    assert in_view(chips[1])
    assert not chips[1].text().endswith(SAID)


def test_an_officers_own_box_is_never_passed(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "AGE-02")
    hit(shell.window, Qt.Key.Key_1)
    for _press in range(3):
        if page._vm.item == "AGE-02":
            hit(shell.window, ENTER, CTRL)
    assert page._vm.stored_of(ItemId("AGE-02")) == {"view": "clearly_adult"}
