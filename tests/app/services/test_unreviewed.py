# SPDX-License-Identifier: MIT
"""Rights texts that nobody reviewed: read under one sentence, or kept away in the strict mode; always told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from app.domain.condition import AgeState
from app.domain.event import EventType
from app.domain.text import JA, JA_EASY, LocalText, Status, Wording
from app.domain.value import Json
from app.ids import ItemId, LangTag, RecipientId
from app.services.documents import UNREVIEWED
from app.services.papers import Papers, PaperWanted
from app.services.phrases import phrase
from app.services.sheets import Sheets
from app.services.texts import UNOFFICIAL, Texts
from app.services.unreviewed import unreviewed_texts
from app.services.workspace import Workspace
from tests.app.documents.typeset import bare, pdfium
from tests.stations import House, begin, build_house, seal
from tests.ui.pages import SEVENTEEN

SENTENCE = "คำแปลนี้ไม่ใช่คำแปลทางการ หากมีส่วนใดไม่ชัดเจน กรุณาสอบถามได้ทุกเมื่อ"
AGREED = {"REFR-02": "all", "CLOS-05": "paper"}


@dataclass
class Desks:
    """One station in both modes; the strict desk was opened before a supervisor chose."""

    house: House
    strict: Workspace
    shown: Workspace


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    house = build_house(tmp_path_factory.mktemp("station"))
    shown = house.open(house.officer)
    house.stations.set_show_unreviewed(house.supervisor, False)
    strict = replace(shown, texts=replace(shown.texts, show_unreviewed=False))
    assert not house.stations.info().show_unreviewed
    yield Desks(house, strict, shown)
    shown.close()


def test_a_new_station_shows_them(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert build_house(tmp_path_factory.mktemp("new")).stations.info().show_unreviewed


def test_one_sentence_stands_above_consent_rights_and_cards(desks: Desks) -> None:
    for practice in (False, True):
        session = desks.shown.interviews.open(begin(desks.shown, practice=practice))
        for name, there in (("CONS-06", True), ("REFR-02", True), ("WORK-03", False)):
            item = desks.house.pack.items[ItemId(name)]
            texts = desks.shown.texts.item(session.interview, item, session.view.age_state)
            assert texts.unreviewed
            assert not texts.person_hidden
            assert (texts.notice and texts.notice.text) == (SENTENCE if there else None)
        card = next(iter(desks.house.pack.cards.values()))
        made = desks.shown.texts.card(session.interview, card, session.view.age_state)
        assert made.notice == Wording(LangTag("th"), SENTENCE)
        assert not made.person_hidden


def test_the_strict_mode_keeps_them_from_the_person(desks: Desks) -> None:
    interview = begin(desks.shown)
    session = desks.shown.interviews.open(interview)
    item = desks.house.pack.items[ItemId("CONS-06")]
    texts = desks.strict.texts.item(session.interview, item, session.view.age_state)
    assert texts.person_hidden
    assert texts.notice is None
    card = next(iter(desks.house.pack.cards.values()))
    assert desks.strict.texts.card(session.interview, card, session.view.age_state).person_hidden
    assert desks.strict.texts.grounding_hidden(session.interview)
    plain = desks.house.pack.items[ItemId("WORK-03")]
    assert not desks.strict.texts.item(session.interview, plain, AgeState.ADULT).person_hidden


def test_an_option_that_nobody_reviewed_counts(desks: Desks) -> None:
    """The question alone being reviewed does not make its answers so."""
    session = desks.shown.interviews.open(begin(desks.shown))
    item = desks.house.pack.items[ItemId("CONS-06")]
    thai = replace(item.text.wordings[LangTag("th")], status=Status.REVIEWED_NATIVE)
    text = LocalText(item.text.key, {**item.text.wordings, LangTag("th"): thai})
    found = desks.shown.texts.item(session.interview, replace(item, text=text), AgeState.ADULT)
    assert found.unreviewed
    assert found.notice is not None


@pytest.mark.parametrize("tag", [*SEVENTEEN, "ja_easy", "ur"])
def test_the_sentence_is_there_in_every_language(desks: Desks, tag: str) -> None:
    lang = JA_EASY if tag == "ja" else LangTag(tag)
    found = desks.shown.texts.notice(tag)
    assert found is not None
    assert found.lang == lang
    assert (found.text == UNOFFICIAL) is (tag == "en")
    assert desks.shown.texts.notice("si") is None


def test_events_keep_the_status_of_what_was_shown(desks: Desks) -> None:
    interview = begin(desks.shown)
    desks.shown.interviews.shown(interview, ItemId("CONS-06"))
    card = next(iter(desks.house.pack.cards))
    desks.shown.interviews.show_card(interview, card, "shown")
    store = desks.shown.interviews._store
    *_rest, shown, carded = store.events(interview)
    assert shown.type is EventType.SHOWN
    draft = {"lang": "th", "status": "draft-machine"}
    officer = {"lang": "ja", "status": "draft-machine"}
    assert shown.payload == {"item": "CONS-06", "officer": officer, "person": draft}
    assert carded.payload["person"] == draft
    given = desks.shown.interviews.open(interview).interview.answers[ItemId("CONS-06")]
    assert given.shown["person"]["status"] == "draft-machine"  # type: ignore[call-overload]


def test_every_handover_says_it_on_the_page(desks: Desks) -> None:
    desk = desks.shown
    interview = begin(desk)
    desk.interviews.show_card(interview, next(iter(desks.house.pack.cards)), "shown")
    seal(desk, interview, AGREED)
    warnings = {}
    for recipient in ("wcsc", "supervisor"):
        prepared = desk.handovers.prepare(interview, RecipientId(recipient))
        (warning,) = prepared.document.warnings
        assert warning.ja.text.startswith(UNREVIEWED)
        page = bare(pdfium(desk.handovers.draw(prepared).pdf))
        assert bare(warning.ja.text) in page
        print(recipient, warning.ja.text)
        warnings[recipient] = warning.ja.text
    counts = {name: re.search(r"そのうち(\d+)件", words) for name, words in warnings.items()}
    assert counts["supervisor"]
    assert int(counts["supervisor"][1]) > 1  # the own agency has them all
    assert len(warnings["supervisor"]) < 150  # the first page has other things to say


def test_a_handover_names_no_more_than_it_holds(desks: Desks) -> None:
    values: dict[str, dict[str, Json]] = {
        "CONS-06": {"shown": {"person": {"lang": "th", "status": "draft-machine", "text": "x"}}},
        "CONS-02": {"shown": {"person": {"lang": "th", "status": "reviewed-native"}}},
        "CONS-04": {"shown": {"person": None}},
        "WORK-03": {"shown": {"person": {"lang": "th", "status": "draft-machine"}}},
        "card:CARD-01": {"shown": [{"how": "shown", "person": {}}]},
        "card:CARD-03": {"shown": [{"person": {}}, {"person": {"status": "human-translated"}}]},
    }
    found = unreviewed_texts(desks.house.pack, values)
    assert found == ("CONS-06", "card:CARD-03")
    assert unreviewed_texts(desks.house.pack, {}) == ()


def test_nothing_is_said_where_nothing_was_shown(desks: Desks) -> None:
    """English and Japanese aside, a language without texts reads nothing unreviewed."""
    interview = begin(desks.shown, language="si")
    seal(desks.shown, interview, AGREED)
    assert desks.shown.handovers.document(interview, RecipientId("supervisor")).warnings == ()


def test_the_persons_copy_follows_the_mode(desks: Desks) -> None:
    desk = desks.shown
    interview = begin(desk)
    desk.interviews.show_card(interview, next(iter(desks.house.pack.cards)), "shown")
    desk.interviews.answer(interview, ItemId("CLOS-05"), "paper")
    paper = bare(pdfium(desk.handovers.draw_paper(interview)))
    assert bare(SENTENCE) in paper
    assert desk.handovers.paper_shows_cards(interview)
    desk.handovers._texts = desks.strict.texts
    try:
        assert bare(SENTENCE) not in bare(pdfium(desk.handovers.draw_paper(interview)))
        assert not desk.handovers.paper_shows_cards(interview)
    finally:
        desk.handovers._texts = desk.texts


def test_blank_papers_follow_the_mode(desks: Desks) -> None:
    def text(texts: Texts, kind: str) -> str:
        papers = Papers(texts, desks.shown.papers.writer, tuple)
        return bare(pdfium(papers.make(PaperWanted(kind, LangTag("th"), JA)).pdf))

    pack = desks.house.pack
    agree = bare(pack.items[ItemId("CONS-06")].text.wordings[LangTag("th")].text)
    card = next(iter(pack.cards.values()))
    title = bare(card.title.wordings[LangTag("th")].text)
    for kind, words in (("consent", agree), ("cards", title)):
        shown, strict = text(desks.shown.texts, kind), text(desks.strict.texts, kind)
        assert words in shown
        assert bare(SENTENCE) in shown
        assert words not in strict


def test_a_strict_form_still_asks_what_is_no_right(desks: Desks) -> None:
    form = Sheets(
        desks.house.pack, desks.strict.texts, phrase, JA, LangTag("th"), date(2026, 11, 25)
    ).form("full")
    sides = {q.code: q.text.person for part in form.sections for q in part.questions}
    assert sides["WORK-03"] is not None
    assert sides["CONS-06"] is None


@pytest.mark.parametrize("name", ["CONS-01", "NEED-05b", "CLOS-05", "REFR-10"])
def test_the_officer_reads_what_a_child_is_asked(desks: Desks, name: str) -> None:
    session = desks.shown.interviews.open(begin(desks.shown))
    item = desks.house.pack.items[ItemId(name)]
    assert item.text_child is not None
    child = desks.shown.texts.item(session.interview, item, AgeState.CHILD).officer
    adult = desks.shown.texts.item(session.interview, item, AgeState.ADULT).officer
    assert child.text == desks.shown.texts.officer(item.text_child, JA).text
    assert child.text != adult.text
    older = replace(
        item,
        text_child=LocalText(
            item.text_child.key,
            {lang: wording for lang, wording in item.text_child.wordings.items() if lang != JA},
        ),
    )
    without = desks.shown.texts.item(session.interview, older, AgeState.CHILD).officer
    assert without.lang == JA_EASY  # a pack of before: plain Japanese, never the adult's words


def test_lead_in_and_card_of_a_child_are_japanese_too(desks: Desks) -> None:
    texts, pack = desks.shown.texts, desks.house.pack
    session = desks.shown.interviews.open(begin(desks.shown))
    hard = next(item for item in pack.items.values() if item.lead_in == "LEAD-HARD")
    lead = texts.item(session.interview, hard, AgeState.CHILD).lead_in
    assert lead is not None
    assert lead[0].lang == JA
    card = next(card for card in pack.cards.values() if card.text_child)
    officer, _person = texts.card(session.interview, card, AgeState.CHILD).text
    assert card.text_child is not None
    assert officer.text == card.text_child.wordings[JA].text
