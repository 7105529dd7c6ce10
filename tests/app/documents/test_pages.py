# SPDX-License-Identifier: MIT
"""Handovers as their readers see them: what stands where, in which order, in both languages."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4

from app.documents.blocks import grouped
from app.documents.handover import finished_handover
from app.documents.qr import QrCode, payload
from app.documents.writer import ReportlabWriter
from app.domain.document import DocumentEntry, HandoverDocument, Section, Urgent, WordPair
from app.domain.text import Wording
from tests.app.documents import handover_samples as samples
from tests.app.documents.signing_station import officer
from tests.app.documents.typeset import bare, book, pdfium, poppler

LAYOUTS = ["protection", "immigration", "investigation", "iom", "own_agency", "medical"]
LANGUAGES = ["th", "fil", "my", "ja_easy"]


def made(document: HandoverDocument) -> bytes:
    return finished_handover(book(), document)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_languages_are_found_by_poppler(lang: str) -> None:
    text = bare(cell_by_cell(made(samples.handover("own_agency", lang))))
    for key in ("no_evidence", "SAFE-01", "IDEN-01", "NEED-01"):
        for pair_lang in ("ja", lang):
            wanted = samples.TEXTS[key][pair_lang]
            assert bare(re.sub(r"\{.*?\}", "", wanted)) in text, (key, pair_lang)
    assert bare(samples.RENDERED) in text
    assert bare(samples.NAME) in text


def test_a_free_account_is_marked_and_a_single_answer_is_not() -> None:
    document = samples.handover("own_agency", "th")
    mark = bare("自由な話（話したとおり）")
    assert mark not in bare(poppler(made(document)))
    first, *rest = document.sections
    told = replace(first.entries[0], told_freely=True)
    free = replace(first, entries=(told, *first.entries[1:]))
    text = bare(poppler(made(replace(document, sections=(free, *rest)))))
    assert text.count(mark) == 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_page_one_says_what_it_is(layout: str) -> None:
    document = samples.handover(layout)
    pdf = made(document)
    first = bare(poppler_page(pdf, 1))
    for wanted in (
        "2026-0123", samples.RECIPIENTS[layout], "供述調書ではありません", "本人の同意", "緊急", "家族への脅しがある",
        "2026年11月24日14:03", "2026-11-2414:03+0900", "出入国在留管理庁", "見本空港支局", "版2",
    ):  # fmt: skip
        assert bare(wanted) in first, wanted
    whole = bare(poppler(pdf))
    assert bare("この文書に含まれない区分") in whole
    assert bare(document.record_hash) in whole
    assert bare(document.chain_head) in whole


def cell_by_cell(pdf: bytes) -> str:
    """Poppler's text in the order of the file: across columns it would mix the lines of two cells."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("needs pdftotext")
    run = subprocess.run([tool, "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def poppler_page(pdf: bytes, number: int) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for index in reversed(range(len(document.pages))):
            if index != number - 1:
                del document.pages[index]
        out = io.BytesIO()
        document.save(out)
    return poppler(out.getvalue())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_sections_come_in_the_order_of_the_layout(layout: str) -> None:
    document = samples.handover(layout)
    text = pdfium(made(document))
    text = text[text.index("供述調書") :]
    titles = [section.title.ja.text for section in document.sections]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert {section.group for section in document.sections} == set(samples.GROUPS[layout])


def test_every_page_has_its_number_and_the_records() -> None:
    pdf = made(samples.handover("own_agency"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        count = len(document.pages)
    assert count > 1
    for page in range(1, count + 1):
        text = bare(poppler_page(pdf, page))
        assert f"{page}/{count}ページ" in text
        assert f"Page{page}of{count}" in text
        assert "2026-0123" in text
        assert samples.handover().record_hash[:16] in text
        assert ("所属の上司" in text) is True


def test_practice_is_on_every_page() -> None:
    pdf = made(samples.practice())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        count = len(document.pages)
    for page in range(1, count + 1):
        assert "練習" in poppler_page(pdf, page)
    assert "見本一郎SAMPLE" in bare(poppler_page(pdf, 1))
    assert "練習" not in poppler(made(samples.handover()))


def test_a_document_with_nothing_in_it_is_one_sober_page() -> None:
    pdf = made(samples.empty())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
    text = bare(poppler(pdf))
    assert "提供する項目はありません" in text
    assert "供述調書ではありません" in text


def test_an_empty_section_says_so() -> None:
    empty = Section("safety", samples.pair("safety", "th"), ())
    text = bare(poppler(made(replace(samples.handover(), sections=(empty,)))))
    assert "今の安全" in text
    assert "提供する項目はありません" in text


def test_what_was_said_stands_once_beside_its_rendering() -> None:
    text = bare(poppler(made(replace(samples.handover("immigration"), warnings=()))))
    assert text.count(bare(samples.STORY["th"])) == 2  # ACCT-02 and WISH-01, once each
    assert bare("訳（通訳人 T-014）") in text
    assert bare("本人のことば") in text
    assert bare("職員のメモ") in text


def test_a_said_answer_without_rendering_is_still_printed_for_the_reader() -> None:
    account = Wording("th", "ตี้สี่")
    entry = DocumentEntry(
        "ACCT-02",
        samples.pair("ACCT-02", "th"),
        WordPair(Wording("ja", "午前四時"), account),
        account,
        None,
        None,
    )
    section = Section("account", samples.pair("account", "th"), (entry,))
    text = bare(poppler(made(replace(samples.handover(), sections=(section,)))))
    assert "午前四時" in text
    assert text.count(bare(account.text)) == 1


def long_text(length: int) -> str:
    return ("見本の長い話です。SAMPLE。" * length)[:length]


@pytest.mark.parametrize("length", [200, 2_000, 20_000])
def test_long_accounts_flow_over_pages(length: int) -> None:
    story = long_text(length)
    entry = replace(samples.entry("ACCT-02", "th"), rendered=Wording("ja", story))
    section = Section("account", samples.pair("account", "th"), (entry,))
    text = bare(pdfium(made(replace(samples.handover(), sections=(section,)))))
    assert text.count("SAMPLE。") >= story.count("SAMPLE。") * 0.99  # a page's head may part a word


def test_a_whole_interview_of_180_items_is_laid_out() -> None:
    sections = samples.sections("own_agency", "th")
    many = tuple(replace(part, entries=part.entries * 9) for part in sections)
    pdf = made(replace(samples.handover("own_agency"), sections=many))
    assert bare(poppler(pdf)).count("SAFE-01") == 9


def test_a_character_without_glyph_is_listed_on_page_one() -> None:
    entry = replace(samples.entry("IDEN-01", "th"), notes=("名前は\U00013000です",))
    section = Section("identity", samples.pair("identity", "th"), (entry,))
    pdf = made(replace(samples.handover(), sections=(section,)))
    assert "U+13000" in poppler_page(pdf, 1)
    assert "表示できない文字" not in poppler(made(samples.handover()))


def test_many_flags_leave_the_facts_on_page_one() -> None:
    document = samples.handover("own_agency")
    first = bare(poppler_page(made(replace(document, urgent=document.urgent * 5)), 1))
    for wanted in (
        "家族への脅しがある",
        "供述調書ではありません",
        "読み聞かせ：済み",
        "本人の同意",
    ):
        assert wanted in first


def test_a_flag_higher_than_the_page_is_drawn_whole() -> None:
    red = samples.urgent("th")[0]
    many = replace(red, actions=tuple(Wording("ja", f"すること{n}。") for n in range(120)))
    text = bare(poppler(made(replace(samples.handover(), urgent=(many,)))))
    assert "すること0。" in text
    assert "すること119。" in text


def test_only_an_open_red_flag_fills_red() -> None:
    red = "0.808 0.000 0.000 rg"

    def fills(flag: Urgent) -> bool:
        pdf = made(replace(samples.handover(), urgent=(flag,)))
        with pikepdf.open(io.BytesIO(pdf)) as document:
            content = document.pages[0].Contents.read_bytes().decode("latin-1")
        return any(f"{x}" in content for x in (red, ".807843 0 0 rg", "0.807843 0 0 rg"))

    red_open, amber, closed = samples.urgent("th")
    assert fills(red_open)
    assert not fills(amber)
    assert not fills(closed)


def test_the_file_is_tagged_and_its_metadata_neutral() -> None:
    with pikepdf.open(io.BytesIO(made(samples.handover()))) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "ja"
        info = document.docinfo
        assert str(info["/Title"]) == "Record of an interview 2026-0123"
        assert set(info.keys()) == {"/Title", "/CreationDate", "/ModDate"}
        roles = structure_roles(root.StructTreeRoot)
    assert {"H1", "H2", "P", "Table", "TR", "TH", "TD"} <= roles


def structure_roles(element: pikepdf.Object) -> set[str]:
    roles = set()
    stack = [element]
    while stack:
        node = stack.pop()
        if "/S" in node:
            roles.add(str(node.S).removeprefix("/"))
        kids = node.get("/K")
        if isinstance(kids, pikepdf.Array):
            stack += [kid for kid in list(kids) if isinstance(kid, pikepdf.Dictionary)]
        elif isinstance(kids, pikepdf.Dictionary):
            stack.append(kids)
    return roles


def test_the_same_document_gives_the_same_bytes() -> None:
    assert made(samples.handover("iom", "fil")) == made(samples.handover("iom", "fil"))


def test_furigana_is_drawn_but_not_read() -> None:
    text = bare(poppler(made(samples.handover("protection", "ja_easy"))))
    assert bare("今、ここで話すことは安全だと思いますか。") in text


def test_nothing_stands_outside_the_page() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(made(samples.handover("own_agency", "my")))
    for page in document:
        for item in page.get_objects():
            left, bottom, right, top = item.get_bounds()
            assert left >= -1, item
            assert bottom >= -1, item
            assert right <= A4[0] + 1, item
            assert top <= A4[1] + 1, item


def test_the_code_holds_hash_station_and_version() -> None:
    text = payload("abc", "見本 SAMPLE", 2)
    assert text == "record:abc station:見本 SAMPLE version:2"
    assert len(QrCode(text, 84).matrix) >= 21
    assert grouped("abcdefghij") == "abcdefgh ij"


@pytest.mark.parametrize("passphrase", [None, "correct horse SAMPLE"])
def test_the_writer_makes_signed_files_and_pictures(passphrase: str | None) -> None:
    writer = ReportlabWriter(book())
    pdf = writer.handover(samples.handover(), officer(), passphrase)
    assert b"/ByteRange" in pdf
    pictures = writer.pictures(pdf, 300, passphrase)
    assert len(pictures) == 2
    for picture in pictures:
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20], "big") == 300


def test_pictures_of_no_pdf_are_refused() -> None:
    from app.errors import UserError

    with pytest.raises(UserError, match="pictures_failed"):
        ReportlabWriter(book()).pictures(b"no pdf", 100)


def test_warm_imports_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    warm: Callable[[], None] = ReportlabWriter.warm
    warm()
    assert capsys.readouterr().out == ""
