# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index"
"""What is said before a question: that a separate sheet can be asked for, and who is asking, by agency."""

from __future__ import annotations

import json
from datetime import date

import pytest

from app.content import load_builtin
from app.content.load import builtin_dir
from app.domain.condition import AgeState
from app.domain.pack import Pack
from app.ids import LangTag
from app.services.texts import Texts
from tests.app.domain.talking import begun

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_builtin()


def led_in(pack: Pack, item: str, agency: str) -> str:
    texts = Texts(pack, agency, True, TODAY, {}, str)
    lead = texts.item(begun(pack, agency).interview, pack.items[item], AgeState.ADULT).lead_in
    return lead[0].text if lead else ""


@pytest.mark.parametrize("agency", ["police", "isa"])
def test_who_investigates_says_so_before_what_is_against_the_law(pack: Pack, agency: str) -> None:
    for item in ("WORK-01", "CTRL-08"):
        assert "弁護士に相談できます" in led_in(pack, item, agency)
    assert "つらいことかもしれません" in led_in(pack, "CTRL-08", agency), "and that it may be hard"
    assert led_in(pack, "WORK-01", "jcg") == ""
    assert "弁護士" not in led_in(pack, "CTRL-08", "jcg")


def test_before_the_free_account_the_separate_sheet_is_offered(pack: Pack) -> None:
    assert "別の紙" in led_in(pack, "RECR-00", "jcg")


def test_the_card_on_who_sees_it_ends_so_in_every_language(pack: Pack) -> None:
    card, offered = pack.cards["CARD-18"].text, pack.shared_texts["LEAD-MADE"]
    manifest = json.loads((builtin_dir() / "manifest.json").read_bytes())
    tags = [*manifest["complete"], "ja", "ja_easy", "en"]
    assert len(tags) == 18
    for tag in tags:
        words, whole = offered.get(LangTag(tag)), card.get(LangTag(tag))
        assert words is not None
        assert whole is not None
        assert whole.text.endswith(words.text), tag
