# SPDX-License-Identifier: MIT
"""Papers that only the officer reads, as the command prints them: one page, every point with its boxes."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pytest

from app.cli import main
from app.content import load_builtin
from app.documents.on_a4 import TICK
from app.ids import LangTag
from app.paths import resources_dir
from app.services.check_sheets import EXPLAINED_AT_SEA, LIAISON, STANDARDS
from app.services.phrases import officers_words
from tests.app.documents.typeset import bare, poppler
from tests.golden import differs, of_page

TEN = {
    "ja": (
        "害を与えない",
        "背景を知り、危険を見積もる",
        "支援先を用意し、守れない約束をしない",
        "通訳人と同席者を選び、準備する",
        "本人がだれか、何を話したかを秘密にする",
        "説明してから同意を求める",
        "本人がどう危険を見ているかを聞き、尊重する",
        "もう一度傷つけない。つらさに備える",
        "緊急の事態に備える",
        "聞いたことを役に立てる",
    ),
    "en": tuple(point.title for point in STANDARDS),
}
FIVE = {
    "ja": (
        "刑事手続のあらまし",
        "捜査の状況",
        "疑いのある人の逮捕・勾留など",
        "被害者の救済と支援",
        "そのほか、不安をやわらげること",
    ),
    "en": tuple(point.title for point in EXPLAINED_AT_SEA),
}
ITEM = re.compile(r"\b[A-Z]{4}-\d\d[a-z]?\b")


def printed(tmp_path: Path, paper: str, *words: str) -> bytes:
    out = tmp_path / f"{paper}-{len(list(tmp_path.iterdir()))}.pdf"
    arguments = ["pack", "print", paper, "--data", str(tmp_path / "data"), *words]
    assert main([*arguments, "--out", str(out)]) == 0
    return out.read_bytes()


def sound(pdf: bytes) -> None:
    """PDF/A-3b, tagged, one page."""
    report = pikepdf.pdfa.validate_written(io.BytesIO(pdf), "3b")
    assert report.passed, report
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert len(document.pages) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_ten_standards_are_one_page_in_the_officers_language(tmp_path: Path, lang: str) -> None:
    pdf = printed(tmp_path, "standards", "--officer-language", lang)
    sound(pdf)
    text = poppler(pdf, "-raw")
    found = [bare(text).find(bare(title)) for title in TEN[lang]]
    assert -1 not in found
    assert found == sorted(found)
    for point in STANDARDS:
        assert bare(officers_words(LangTag(lang), point.meaning).text) in bare(text)
    assert text.count(TICK) == 10 * 3
    plan = json.loads((resources_dir() / "content" / "papers.json").read_text("utf-8"))
    named = set(ITEM.findall(text))
    assert named == {item for row in plan["standards"] for item in row}
    assert named <= set(load_builtin().items)
    assert "2003" in text
    assert differs(of_page(pdf), f"{lang}/paper-standards") == ""


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_coast_guards_five_topics_have_boxes_and_their_cards(tmp_path: Path, lang: str) -> None:
    pack = load_builtin()
    pdf = printed(tmp_path, "coast-guard", "--officer-language", lang)
    sound(pdf)
    text = poppler(pdf, "-raw")
    found = [bare(text).find(bare(title)) for title in FIVE[lang]]
    assert -1 not in found
    assert found == sorted(found)
    for point in EXPLAINED_AT_SEA:
        assert bare(officers_words(LangTag(lang), point.meaning).text) in bare(text)
    assert text.count(TICK) == 5 * 3
    cards = {card for row in pack.papers.explained_at_sea for card in row}
    assert all(pack.papers.explained_at_sea)
    for card in cards:
        assert bare(pack.cards[card].title.first(LangTag(lang)).text) in bare(text)
    assert differs(of_page(pdf), f"{lang}/paper-coast-guard") == ""


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_agenda_of_a_liaison_meeting_has_no_place_for_a_name(tmp_path: Path, lang: str) -> None:
    pdf = printed(tmp_path, "liaison", "--officer-language", lang)
    sound(pdf)
    text = poppler(pdf, "-raw")
    for point in LIAISON:
        for words in (point.title, point.meaning):
            assert bare(officers_words(LangTag(lang), words).text) in bare(text)
    assert text.count(TICK) == len(LIAISON) * 3
    fields = {"ja": "記録番号（複数） 日付 場所 進行", "en": "Record numbers Date Place Led by"}
    assert bare(fields[lang]) in bare(text)
    assert differs(of_page(pdf), f"{lang}/paper-liaison") == ""


def test_a_paper_for_the_officer_has_no_language_of_the_person(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = ["--data", str(tmp_path / "data"), "--out", str(tmp_path / "paper.pdf"), "--speak", "en"]
    assert main(["pack", "print", "standards", "--lang", "vi", *out]) != 0
    assert "--officer-language" in capsys.readouterr().err
    assert main(["pack", "print", "consent", *out]) != 0
    assert "--lang" in capsys.readouterr().err
    assert not (tmp_path / "paper.pdf").exists()
