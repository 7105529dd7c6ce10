# SPDX-License-Identifier: MIT
"""What an officer types stays as it was typed: long, in any script, seen or unseen. Through real windows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.writing import LONGEST, Writing
from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.screens.hand import Hand, hands
from tests.ui.screens.room import BASE
from ui.main import Shell
from ui.widgets.buttons import Button
from ui.widgets.counter import Counter
from ui.widgets.inputs import TextArea, TextInput

MOST = LONGEST[Writing.ACCOUNT]


@pytest.fixture
def hand(shell: Shell, workspace: Workspace) -> Iterator[Hand]:
    with hands(shell, workspace, begin(workspace, BASE, language="km", practice=True)) as made:
        yield made


def test_the_longest_narrative_is_typed_stored_and_counted(hand: Hand) -> None:
    told = ("ខ្ញុំមកជប៉ុន\u200bដើម្បីធ្វើការ។ " * MOST)[: MOST - 1]
    hand.at("RECR-00")
    field = hand.seen(TextArea)
    hand.click(field)
    hand.paste(told)
    hand.commit("ក")
    assert field.text() == f"{told}ក"
    counter = next(
        counter for counter in hand.shell.window.findChildren(Counter) if counter.isVisible()
    )
    assert counter.text() == "100,000 / 100,000"
    hand.next()
    assert hand.stored("RECR-00") == {"": f"{told}ក"}
    hand.at("RECR-00")
    assert hand.seen(TextArea).text() == f"{told}ក"


def test_one_character_too_many_is_kept_told_and_not_stored(hand: Hand) -> None:
    hand.at("WISH-01")
    field = hand.seen(TextArea)
    hand.click(field)
    hand.paste("あ" * (MOST + 1))
    assert len(field.text()) == MOST + 1
    assert any("記録に入れられる長さ" in text for text in hand.told())
    hand.next()
    assert hand.stored("WISH-01") is None
    assert len(hand.seen(TextArea).text()) == MOST + 1
    hand.click(hand.seen(TextArea))
    hand.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    hand.key(Qt.Key.Key_Backspace)
    hand.next()
    assert hand.stored("WISH-01") == {"": "あ" * MOST}


def test_zero_width_spaces_and_no_break_spaces_of_a_text_are_kept(hand: Hand) -> None:
    account = "ខ្ញុំ\u200bសុខ\u00a0សប្បាយ\u200b៖"
    hand.at("WISH-01")
    hand.click(hand.seen(TextArea))
    hand.commit(account)
    hand.next()
    assert hand.stored("WISH-01") == {"": account}


@pytest.mark.parametrize("strange", ["\u0001", "\u202a", "\u2068", "\ufffe", "\n", "\u200b"])
def test_a_name_with_an_unseen_character_is_told_and_mended_by_a_press(
    hand: Hand, strange: str
) -> None:
    hand.at("IDEN-01")
    hand.part(1)
    field = hand.seen(TextInput, "")
    hand.click(field)
    QApplication.clipboard().setText(f"សុខ{strange}ដារា")
    hand.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert strange in field.text()
    assert any(f"U+{ord(strange):04X}" in text for text in hand.told())
    hand.next()
    assert hand.stored("IDEN-01") is None
    clean = next(
        button
        for button in hand.shell.window.findChildren(Button)
        if button.isVisible() and button.text() == "取り除く"
    )
    hand.click(clean)
    assert hand.seen(TextInput, "").text() == "សុខដារា"
    hand.next()
    assert hand.stored("IDEN-01") == {"full_name": "សុខដារា"}
