# SPDX-License-Identifier: MIT
"""The way of the procedures as a picture: in every language one page, every step a text that is read."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pikepdf
import pikepdf.pdfa
import pytest
from reportlab.lib.pagesizes import A4

from app.content import load_builtin
from app.content.load_papers import paper_plan
from app.documents import way as drawing
from app.documents.blank import finished
from app.documents.sheet import MARGIN, PaperSheet
from app.documents.way_signs import SIGNS
from app.domain.forms_on_paper import WaySheet
from app.domain.ruby import strip_ruby
from app.domain.text import EN, JA
from app.ids import CardId, ItemId, LangTag
from app.paths import resources_dir
from tests.app.documents.test_blank import LANGUAGES, UNREAD, sheets
from tests.app.documents.typeset import bare, book, poppler
from tests.counts import sample
from tests.golden import differs, of_page

LEAST = 9  # points of what matters


@pytest.fixture(scope="module")
def english() -> bytes:
    return finished(book(), sheets(EN).way())


def steps(way: WaySheet) -> Iterator[str]:
    """The steps as the person reads them."""
    for step in (*(step for stage in way.stages for step in stage.steps), *way.beside):
        assert step.text.person is not None
        yield strip_ruby(step.text.person.text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_all_steps_in_its_own_words_on_one_page(lang: LangTag) -> None:
    way = sheets(lang).way()
    assert [stage.sign for stage in way.stages] == ["talk", "shelter", "status", "case", "choice"]
    assert [len(stage.steps) for stage in way.stages] == [1, 4, 2, 2, 4]
    if lang not in UNREAD:  # of Urdu there is the short path only
        own = [step.text.person for stage in way.stages for step in stage.steps]
        assert all((wording and wording.lang == lang) or lang == "ja_easy" for wording in own)
        assert len(set(steps(way))) == 16
    sheet = PaperSheet(book(), A4[0] - 2 * MARGIN)
    assert drawing._fitting(sheet, way, list(drawing._opening(sheet, way))).size >= LEAST


@pytest.mark.parametrize("lang", sample("way", LANGUAGES, 4))
def test_the_page_shows_each_step(lang: LangTag) -> None:
    way = sheets(lang).way()
    pdf = finished(book(), way)
    report = pikepdf.pdfa.validate_written(io.BytesIO(pdf), "3b")
    assert report.passed, report
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
    if lang not in UNREAD:
        text = bare(poppler(pdf, "-raw"))
        for words in steps(way):
            assert bare(words) in text, words


def test_the_picture_looks_as_it_was_looked_at(english: bytes) -> None:
    assert differs(of_page(english), "en/paper-way") == ""


def test_a_screen_reader_reads_the_steps_as_a_list_in_their_order(
    english: bytes, tmp_path: Path
) -> None:
    (tmp_path / "way.pdf").write_bytes(english)
    told = subprocess.run(
        ["pdfinfo", "-struct-text", tmp_path / "way.pdf"], check=True, capture_output=True
    ).stdout.decode()
    way = sheets(EN).way()
    items = told.split("LI (block)")[1:]
    assert told.count("L (block)") == 1
    assert len(items) == len(way.stages) + len(way.beside)
    for stage, item in zip(way.stages, items, strict=False):
        places = [item.find(step.text.person.text) for step in stage.steps if step.text.person]
        assert -1 not in places
        assert places == sorted(places)
        assert len(places) == item.count("Div") == len(stage.steps)
    assert "Figure" not in told


def test_stay_home_elsewhere_and_time_stand_as_equals_and_nothing_is_promised() -> None:
    way = sheets(EN).way()
    last = way.stages[-1]
    options = load_builtin().items[ItemId("WISH-02")].parts[0].options
    wishes = [option.text.first(EN).text for option in options]
    found = [step.text.person.text for step in last.steps if step.text.person]
    assert [words.lower() for words in found] == [words.lower() for words in wishes]
    assert [option.id for option in options] == ["stay", "home", "elsewhere", "time"]
    every = " ".join(line.text for line in way.lines).lower()
    assert "you can change your mind later." in every
    asked = load_builtin().items[ItemId("WISH-06")].text.first(EN).text
    assert asked.lower() in every  # it says that one may say no
    assert not any(word in every for word in ("will get", "guarantee", "promise", "must"))


def table() -> Any:
    return json.loads((resources_dir() / "content" / "papers.json").read_text("utf-8"))


def test_all_that_the_papers_name_is_in_the_pack() -> None:
    """So that nothing is left out of the built-in one without being noticed."""
    pack, raw = load_builtin(), table()
    plan = pack.papers
    assert [len(row) for row in plan.standards] == [len(row) for row in raw["standards"]]
    assert [len(row) for row in plan.explained_at_sea] == [
        len(row) for row in raw["at_sea"]["cards"]
    ]
    assert plan.at_sea <= set(pack.agencies)
    planned = [*(step for stage in plan.way for step in stage.steps), *plan.beside]
    named = [*(step for row in raw["way"] for step in row["steps"]), *raw["beside"]]
    assert [len(step.texts) for step in planned] == [len(step["texts"]) for step in named]
    assert [list(step.who) for step in planned] == [step.get("who", []) for step in named]
    assert {row["sign"] for row in raw["way"]} <= set(SIGNS)


def test_what_a_pack_does_not_have_is_left_out() -> None:
    pack = load_builtin()
    cards = {k: card for k, card in pack.cards.items() if k not in {CardId("CARD-10"), "CARD-12"}}
    items = {k: item for k, item in pack.items.items() if k != ItemId("WISH-02")}
    fewer = replace(pack, cards=MappingProxyType(cards), items=MappingProxyType(items))
    plan = paper_plan(fewer)
    assert [stage.sign for stage in plan.way] == ["talk", "shelter", "status", "choice"]
    assert len(plan.way[-1].steps) == 1  # help to go home, which is asked elsewhere as well
    made = sheets(EN)
    less = replace(made, pack=replace(fewer, papers=plan)).way()
    text = bare(poppler(finished(book(), less), "-raw"))
    gone, kept = (pack.cards[CardId(name)].title.first(EN).text for name in ("CARD-10", "CARD-08"))
    assert bare(gone) not in text
    assert bare(kept) in text


def test_the_officer_reads_it_too() -> None:
    way = sheets(LangTag("th")).way()
    text = bare(poppler(finished(book(), way), "-raw"))
    for stage in way.stages:
        for step in stage.steps:
            assert step.text.ja.lang == JA
            assert bare(step.text.ja.text) in text
