# SPDX-License-Identifier: MIT
"""Papers without answers: in every language of the pack, tagged, PDF/A-3b, every text there."""

from __future__ import annotations

import io
import re
from datetime import date

import pikepdf
import pikepdf.pdfa
import pytest

from app.content import load_builtin
from app.content.checks.directory import TELLING as SAYING
from app.documents.blank import finished
from app.documents.on_a4 import TICK
from app.domain.carried import CarriedNumbers, Carrier, Numbers
from app.domain.directory import OpenTimes, entries
from app.domain.forms_on_paper import MiniCard, Paper
from app.domain.ruby import strip_ruby
from app.domain.situation import Situation
from app.domain.text import EN, JA
from app.errors import UserError
from app.ids import ItemId, LangTag
from app.services.agencies import agency_name
from app.services.carried_words import hours_in
from app.services.phrases import phrase
from app.services.sheets import SCRIPTS, Sheets
from app.services.texts import Texts
from tests.app.documents.test_paper import TELLING
from tests.app.documents.typeset import bare, book, poppler
from tests.app.domain.test_carried import everything
from tests.counts import sample
from tests.golden import differs, of_page

PACK = load_builtin()
LANGUAGES = [lang for lang in PACK.languages if lang != JA]
#: Four pages a language that are compared with their golden pictures.
GOLDEN = {"short form", "consent", "cards", "numbers"}
#: What the others run through is the same.
COUNTED = {LangTag("ja_easy"), LangTag("ur"), LangTag("km")}
#: Reading order of these is not the order of writing: PDF.md tells why.
UNREAD = {LangTag("ur")}


def sheets(lang: LangTag, reader: LangTag = JA, agency: str = "police") -> Sheets:
    texts = Texts(
        PACK,
        agency,
        True,
        date(2026, 11, 25),
        {"officer_name": "______"},
        lambda tag: agency_name(PACK.agencies, agency, tag),
    )
    return Sheets(PACK, texts, phrase, reader, lang, date(2026, 11, 25))


def numbers(lang: LangTag) -> CarriedNumbers:
    """As if an officer had confirmed each of them."""
    day, after = date(2026, 11, 25), PACK.contacts_stale_after
    rule = Numbers(tuple(entries(PACK.contacts, ())), PACK.card_rules, day, after)
    return rule.of(Carrier(lang), everything(PACK))


def papers(made: Sheets) -> dict[str, Paper]:
    card = made.mini_card(numbers(made.language))
    return {
        "short form": made.form("short"),
        "consent": made.consent(),
        "cards": made.cards(),
        "languages": made.languages(),
        "numbers": card,
    }


@pytest.mark.parametrize(
    "lang",
    [
        lang if lang in COUNTED else pytest.param(lang, marks=pytest.mark.uncounted)
        for lang in sample("papers", LANGUAGES, 5)
    ],
)
def test_every_paper_in_every_language(lang: LangTag) -> None:
    made = sheets(lang)
    for name, paper in papers(made).items():
        pdf = finished(book(), paper)
        report = pikepdf.pdfa.validate_written(io.BytesIO(pdf), "3b")
        assert report.passed, (name, report)
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert document.Root.MarkInfo.Marked, name
            assert "/StructTreeRoot" in document.Root, name
        if name in GOLDEN:
            assert differs(of_page(pdf), f"{lang}/paper-{name.replace(' ', '-')}") == ""
        if name in {"consent", "numbers"} and lang not in UNREAD:
            text = bare(poppler(pdf, "-raw"))
            for words in spoken(made, name):
                assert bare(strip_ruby(words)) in text, (name, words)


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang not in UNREAD])
def test_all_that_the_person_may_tick_has_the_persons_words(lang: LangTag) -> None:
    made = sheets(lang, EN if lang != EN else JA)
    for form in (made.form("full"), made.consent()):
        assert form.title.person
        assert all(pair.person for pair in (*form.intro, *form.signing))
        asked = [q for section in form.sections for q in section.questions if not q.for_officer]
        for part in (part for question in asked for part in question.parts):
            assert all(pair.person for pair in part.states), part
        for pair in (choice for question in asked for p in question.parts for choice in p.choices):
            assert pair.person or pair.ja.text not in {"Yes", "No", "はい", "いいえ"}, pair
    assert made.cards().title.person


def test_a_box_stands_with_its_words() -> None:
    """A box at the end of a line would be ticked for the words before it."""
    text = poppler(finished(book(), sheets(LangTag("th")).form("full")), "-raw")
    assert text.count(TICK) > 500
    assert re.findall(rf"{TICK}[\s\u00a0]*\n", text) == []


def spoken(made: Sheets, name: str) -> list[str]:
    """What the person must be able to read on the paper."""
    paper = papers(made)[name]
    if isinstance(paper, MiniCard):
        return [line.text for block in paper.blocks for line in block.lines]
    consent = made.consent()
    return [q.text.person.text for s in consent.sections for q in s.questions if q.text.person]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_form_holds_each_item_of_its_path_once(script: str) -> None:
    form = sheets(EN).form(script)
    codes = [question.code for section in form.sections for question in section.questions]
    assert len(codes) == len(set(codes)) >= 10
    assert ItemId(codes[0]) in PACK.items
    text = poppler(finished(book(), form))
    assert set(codes) <= set(re.findall(r"[A-Z]{3,4}-[0-9]{2}[a-z]?", text))
    assert f"{form.code}-01" in text


def test_every_question_has_both_ways_out() -> None:
    form = sheets(EN).form("full")
    for section in form.sections:
        for question in section.questions:
            if not question.for_officer and not question.code.startswith("CONS-0"):
                states = [pair.ja.text for part in question.parts for pair in part.states]
                assert "答えたくありません" in states or not states, question.code


def test_the_condition_stands_in_the_officers_language() -> None:
    found = {
        q.code: q.only_if.text
        for s in sheets(LangTag("th"), EN).form("full").sections
        for q in s.questions
        if q.only_if
    }
    assert "PREP-04" in found["LANG-04"]
    assert any(" or " in words for words in found.values())
    assert not any(re.search(r"[\u0e00-\u0e7f]", words) for words in found.values())


def test_a_consent_in_a_draft_is_never_an_approved_one() -> None:
    text = bare(poppler(finished(book(), sheets(EN, EN).consent())))
    assert bare("It cannot be used as an approved consent form.") in text


def test_the_numbers_to_carry_give_nothing_away() -> None:
    card = sheets(LangTag("th")).mini_card(numbers(LangTag("th")))
    pdf = finished(book(), card)
    assert poppler(pdf).count("0120") >= 1
    with pikepdf.open(io.BytesIO(pdf)) as document:
        out = io.BytesIO()
        document.save(
            out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized
        )
        assert set(document.docinfo.keys()) == {"/Title", "/CreationDate", "/ModDate"}
    assert not TELLING.findall(out.getvalue().replace(b"%PDF", b""))


def test_a_telephone_speaks_chinese_in_both_scripts() -> None:
    found = [
        [number.phone for number in numbers(LangTag(tag)).useful] for tag in ("zh-Hans", "zh-Hant")
    ]
    assert found[0] == found[1]
    assert len(found[0]) > 2


def test_an_unknown_script_is_refused() -> None:
    with pytest.raises(UserError, match="script_unknown"):
        sheets(EN).form("none")


def lines(lang: LangTag, *who: Situation) -> list[list[str]]:
    """The lines of the small card, each block with its title before them."""
    listed = Numbers(tuple(entries(PACK.contacts, ())), PACK.card_rules, date(2026, 11, 30), 180)
    card = sheets(lang).mini_card(listed.of(Carrier(lang, frozenset(who)), everything(PACK)))
    return [[block.title.text, *(line.text for line in block.lines)] for block in card.blocks]


def test_every_card_says_how_to_be_understood_and_nothing_of_what_it_is_about() -> None:
    for lang in LANGUAGES:
        urgent, *rest = lines(lang, Situation.WORKER)
        assert [line.partition("\u2003")[0] for line in urgent[1:3]] == ["110", "119"], lang
        row = PACK.picker.get(lang)  # Japanese needs no interpreter
        sentence = [f"「{row.name_ja.partition('（')[0]}の通訳をお願いします」"] if row else []
        assert urgent[4:] == sentence, lang
        assert not row or (urgent[3].endswith(row.say_ja) and row.say_ja), lang
        assert all("{" not in line for block in rest for line in block) or lang == "ja_easy", lang
        assert not any(SAYING.search(line) for block in rest for line in block), lang


def test_for_a_language_that_no_line_answers_somebody_calls() -> None:
    """In the person's language whom to ask; under it the Japanese names for the helper, without readings."""
    _urgent, asked = lines(LangTag("mn"), Situation.NO_IMMIGRATION, Situation.WOMAN)
    assert asked[0] == "Хэн нэгнээс таны өмнөөс утасдаж өгөхийг хүсээрэй:"
    assert asked[1:3] == ["#8778\u2003はなそうなやみ", "#8891\u2003はやくワンストップ"]
    assert "#8103\u2003ハートさん (0:00\u2060–\u206024:00)" in asked


def test_a_child_finds_the_childrens_line_first_and_then_what_to_say() -> None:
    _urgent, useful = lines(LangTag("en"), Situation.CHILD)
    assert useful[1].startswith("189\u2003")
    assert useful[2:4] == ["Say: Eigo", "「英語の通訳をお願いします」"]


def test_days_have_the_names_of_the_language() -> None:
    times = (OpenTimes((1, 2, 3, 4, 5), "09:00", "17:00"), OpenTimes((6,), "09:30", "12:00"))
    found = {tag: hours_in(LangTag(tag), times).replace("\u2060", "") for tag in ("en", "vi", "ja")}
    assert found == {
        "en": "Mon–Fri 9:00–17:00, Sat 9:30–12:00",
        "vi": "Th\u00a02–Th\u00a06 9:00–17:00, Th\u00a07 9:30–12:00",
        "ja": "月–金 9:00–17:00, 土 9:30–12:00",
    }
    assert hours_in(EN, (OpenTimes((1, 3), "11:00", "19:00"),)).startswith("Mon Wed 11:00")
    assert hours_in(EN, ()) == ""
