# SPDX-License-Identifier: MIT
"""Burmese typed in Zawgyi: what was typed is kept, and beside it the reading that the officer took."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest

from app.domain.value import PartValue
from app.domain.zawgyi import in_unicode, looks_like_zawgyi
from app.ids import ItemId
from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.screens.hand import Hand, hands
from tests.ui.screens.room import BASE
from ui.main import Shell
from ui.widgets.check_box import CheckBox
from ui.widgets.inputs import TextArea, TextInput
from ui.widgets.part_input import PlacePart
from ui.widgets.part_name import NamePart
from ui.widgets.part_strip import ChipButton
from ui.widgets.zawgyi_check import ZawgyiCheck

OLD, NEW = "ျမန္မာ စကား ေျပာႏိုင္ပါသလား", "မြန်မာ စကား ပြောနိုင်ပါသလား"
OLD_NAME, NEW_NAME = "ဦးေအာင္", "ဦးအောင်"


@pytest.fixture
def hand(shell: Shell, workspace: Workspace) -> Iterator[Hand]:
    with hands(shell, workspace, begin(workspace, BASE, language="my", practice=True)) as made:
        yield made


def value(hand: Hand, item: str, part: str = "") -> PartValue:
    answer = hand.workspace.interviews.open(hand.interview).interview.answer(ItemId(item))
    assert answer is not None
    return answer.parts[part]


def offers(hand: Hand) -> list[ZawgyiCheck]:
    shown = hand.shell.window.findChildren(ZawgyiCheck)
    return [check for check in shown if check.isVisibleTo(hand.shell.window)]


def take(hand: Hand) -> None:
    box = offers(hand)[0].findChild(CheckBox)
    assert box is not None
    hand.click(box)


def test_the_reading_is_what_the_words_are_in_unicode() -> None:
    assert looks_like_zawgyi(OLD)
    assert in_unicode(OLD) == NEW
    assert not looks_like_zawgyi(NEW)


def test_an_account_keeps_what_was_typed_and_the_reading_beside_it(hand: Hand) -> None:
    hand.at("WISH-01")
    hand.click(hand.seen(TextArea))
    hand.commit(NEW)
    assert offers(hand) == []  # Unicode is left alone
    hand.seen(TextArea).selectAll()
    hand.commit(OLD)
    assert NEW in [label.text() for label in (offers(hand)[0]._reading,)]
    take(hand)
    hand.next()
    stored = value(hand, "WISH-01")
    assert (stored.data, stored.lang) == (OLD, "my")
    assert stored.rendered is not None
    assert (stored.rendered.text, stored.rendered.by, stored.rendered.lang) == (
        NEW,
        "unicode",
        "my",
    )
    hand.at("WISH-01")
    assert hand.seen(TextArea).text() == OLD
    assert offers(hand)[0].keeps()


def test_without_the_tick_only_what_was_typed_is_kept(hand: Hand) -> None:
    hand.at("WISH-01")
    hand.click(hand.seen(TextArea))
    hand.commit(OLD)
    hand.next()
    assert (value(hand, "WISH-01").data, value(hand, "WISH-01").rendered) == (OLD, None)


def test_a_name_keeps_its_reading_beside_its_latin_letters(hand: Hand) -> None:
    hand.at("IDEN-01")
    part = hand.seen(NamePart)
    hand.click(part._own)
    hand.commit(OLD_NAME)
    take(hand)
    hand.click(part._latin)
    hand.commit("U AUNG")
    hand.next()
    stored = value(hand, "IDEN-01", "full_name")
    assert stored.data == OLD_NAME
    assert stored.rendered is not None
    assert (stored.rendered.text, stored.rendered.by) == (
        f"{NEW_NAME} / U AUNG",
        "unicode, officer",
    )
    hand.at("IDEN-01")
    hand.click(hand.seen(ChipButton, "2"))  # filled, it has a page of its own
    part = hand.seen(NamePart)
    assert (part._own.text(), part._latin.text()) == (OLD_NAME, "U AUNG")
    assert part._zawgyi.keeps()


def test_a_place_and_the_paper_show_both(hand: Hand) -> None:
    hand.at("IDEN-07")
    part = hand.seen(PlacePart)
    hand.click(part.findChild(TextInput))
    hand.commit(OLD_NAME)
    take(hand)
    hand.next()
    stored = value(hand, "IDEN-07", "live")
    assert isinstance(stored.data, dict)
    assert stored.data["text"] == OLD_NAME
    assert stored.rendered is not None
    assert stored.rendered.text == NEW_NAME
    hand.at("IDEN-07")
    assert hand.seen(PlacePart)._zawgyi.keeps()
    hand.workspace.interviews.seal(hand.interview)
    handovers = hand.workspace.handovers
    document = handovers.prepare(hand.interview, "supervisor")
    pdf = pypdfium2.PdfDocument(handovers.draw(document).pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert "ユニコードでの表記" in text
    entry = next(
        entry
        for section in document.document.sections
        for entry in section.entries
        if entry.item == "IDEN-07"
    )
    assert entry.own_words is not None
    assert entry.rendered is not None
    assert (entry.own_words.text, entry.rendered.text) == (OLD_NAME, NEW_NAME)
