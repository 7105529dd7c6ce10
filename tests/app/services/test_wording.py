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


def said(desk: Workspace, item: str, data: Json) -> tuple[str, str | None]:
    words = Words(desk.pack, desk.texts, phrase, FIL)
    known = desk.pack.items[ItemId(item)]
    pair = words.answer(known, answer_from_json(known, {known.parts[0].id: {"value": data}}))
    assert pair.ja.lang == JA
    return pair.ja.text, pair.person.text if pair.person else None


def test_the_person_side_has_the_words_of_the_person(desk: Workspace) -> None:
    assert said(desk, "MOVE-02", "no") == ("いいえ", "hindi")


def test_what_the_officer_fills_in_has_no_person_side(desk: Workspace) -> None:
    assert said(desk, "PREP-06", "came_in_person") == ("本人が来た", None)


def test_an_option_of_the_officer_is_never_a_bare_code(desk: Workspace) -> None:
    reader, person = said(desk, "REFR-03", "informed_of_duty")
    assert person == reader
    assert "informed_of_duty" not in reader


def test_a_word_that_is_written_as_in_english_is_a_word() -> None:
    """Spanish *No* once stood on no button and no paper of the person."""
    same = {"es-419": "No", "fr": "Date", "fil": "Interpreter", "en": "No"}
    assert {lang: phrase(LangTag(lang), word) for lang, word in same.items()} == same
    assert phrase(LangTag("es-419"), "Not a word of the program") is None
    assert phrase(LangTag("xx"), "No") is None
