# SPDX-License-Identifier: MIT
"""Answers on paper: both sides say the same, and no code of the pack is printed as a word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.domain.parse import answer_from_json
from app.domain.text import JA
from app.domain.value import Json
from app.ids import ItemId, LangTag
from app.services.phrases import phrase
from app.services.wording import Words
from app.services.workspace import Workspace
from tests.stations import House, build_house

FIL = LangTag("fil")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("wording"))


@pytest.fixture
def desk(house: House) -> Iterator[Workspace]:
    workspace = house.open(house.officer)
    yield workspace
    workspace.close()


def both_sides(
    desk: Workspace, item: str, data: Json, lang: LangTag = FIL
) -> tuple[str, str | None]:
    words = Words(desk.pack, desk.texts, phrase, lang)
    asked = desk.pack.items[ItemId(item)]
    pair = words.answer(asked, answer_from_json(asked, {asked.parts[0].id: {"value": data}}))
    assert pair.ja.lang == JA
    return pair.ja.text, pair.person.text if pair.person else None


def test_the_person_side_has_the_words_of_the_person(desk: Workspace) -> None:
    assert both_sides(desk, "MOVE-02", "no") == ("いいえ", "hindi")


def test_what_the_officer_fills_in_has_no_person_side(desk: Workspace) -> None:
    assert both_sides(desk, "PREP-06", "came_in_person") == ("本人が来た", None)


def test_an_option_of_the_officer_is_never_a_bare_code(desk: Workspace) -> None:
    reader, person = both_sides(desk, "REFR-03", "informed_of_duty")
    assert person == reader
    assert "informed_of_duty" not in reader


@pytest.mark.parametrize(
    ("amount", "currency", "reader", "lang", "person"),
    [
        ("12.50", "USD", "12.50 USD", "pt-BR", "12,50 USD"),
        (1500000, "JPY", "1,500,000 JPY", "vi", "1.500.000 JPY"),
        (1500000, "JPY", "1,500,000 JPY", "fr", "1\u00a0500\u00a0000 JPY"),
        ("1234.5050", "KWD", "1,234.505 KWD", "fil", "1,234.505 KWD"),
        (2**53 - 1, "JPY", "9,007,199,254,740,991 JPY", "th", "9,007,199,254,740,991 JPY"),
    ],
)
def test_an_amount_stands_as_each_side_writes_numbers(
    desk: Workspace, amount: Json, currency: str, reader: str, lang: str, person: str
) -> None:
    """One thousand five hundred written 1,500 is one and a half to a reader of Portuguese."""
    data: Json = {"amount": amount, "currency": currency, "per": "hour"}
    asked = desk.pack.items[ItemId("LAB-03")]
    answer = answer_from_json(asked, {"overtime_rate": {"value": data}})
    pair = Words(desk.pack, desk.texts, phrase, LangTag(lang)).answer(asked, answer)
    assert pair.person is not None
    assert reader in pair.ja.text
    assert person in pair.person.text


def test_a_number_with_a_fraction_is_written_out(desk: Workspace) -> None:
    assert both_sides(desk, "IDEN-09", "8.5", LangTag("id"))[0].endswith(": 8.5")
    assert (both_sides(desk, "IDEN-09", "8.5", LangTag("id"))[1] or "").endswith(": 8,5")


def test_a_word_that_is_written_as_in_english_is_a_word() -> None:
    """Spanish *No* once stood on no button and no paper of the person."""
    same = {"es-419": "No", "fr": "Date", "fil": "Interpreter", "en": "No"}
    assert {lang: phrase(LangTag(lang), word) for lang, word in same.items()} == same
    assert phrase(LangTag("es-419"), "Not a word of the program") is None
    assert phrase(LangTag("xx"), "No") is None
