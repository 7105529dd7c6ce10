# SPDX-License-Identifier: MIT
"""The person's own paper: readable, plain, and silent about where it comes from."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from app.documents.paper import finished_paper
from app.documents.writer import ReportlabWriter
from app.domain.document import PaperBlock
from app.domain.text import Wording
from tests.app.documents import handover_samples as samples
from tests.app.documents.typeset import bare, book, poppler

TELLING = re.compile(
    rb"(?i)kakehashi|traffick|victim|police|immigra|reportlab|pyhanko|pikepdf|qpdf|interview|2026-0123"
)


@pytest.mark.parametrize("lang", ["th", "ja_easy"])
def test_it_reads_in_the_persons_language(lang: str) -> None:
    paper = samples.paper(lang)
    text = bare(poppler(finished_paper(book(), paper)))
    for block in paper.blocks:
        for line in (block.title, *block.lines):
            assert bare(re.sub(r"\{.*?\}", "", line.text)) in text


def test_only_a_practice_paper_is_marked() -> None:
    marked = finished_paper(book(), replace(samples.paper(), practice=True))
    assert "練習" in bare(poppler(marked))
    assert "練習" not in bare(poppler(finished_paper(book(), samples.paper())))


def test_it_tells_nothing() -> None:
    pdf = finished_paper(book(), samples.paper())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        out = io.BytesIO()
        document.save(
            out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized
        )
        info = document.docinfo
        assert set(info.keys()) == {"/Title", "/CreationDate", "/ModDate"}
        assert str(info["/Title"]) == samples.paper().title.text
        assert str(info["/CreationDate"]) == "D:20261123150000+00'00'"  # midnight in Japan
        assert not document.attachments
        assert "/AF" not in document.Root
        assert "/AcroForm" not in document.Root
    for data in (pdf, out.getvalue()):
        assert not re.findall(TELLING, data.replace(b"%PDF", b""))


def test_the_positive_control_tells() -> None:
    assert TELLING.search(b"/Producer (ReportLab)")


def test_the_number_stands_there_only_when_wanted() -> None:
    plain = samples.paper()
    assert "2026-0123" not in poppler(finished_paper(book(), plain))
    wanted = replace(plain, case_number="2026-0123")
    assert "2026-0123" in poppler(finished_paper(book(), wanted))


def test_titles_lose_their_readings() -> None:
    with pikepdf.open(io.BytesIO(finished_paper(book(), samples.paper("ja_easy")))) as document:
        assert str(document.docinfo["/Title"]) == "役に立つこと"
        assert str(document.Root.Lang) == "ja-x-easy"


def test_it_is_small_and_many_blocks_get_page_numbers() -> None:
    pdf = ReportlabWriter(book()).paper(samples.paper())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        assert float(document.pages[0].MediaBox[2]) < 425
    line = Wording("th", "โทร 110")
    many = replace(samples.paper(), blocks=(PaperBlock(line, (line,) * 4),) * 12)
    text = bare(poppler(finished_paper(book(), many)))
    assert "1/" in text
    assert text.count(bare(line.text)) == 60


def test_a_paper_without_blocks_is_its_title() -> None:
    nothing = replace(samples.paper(), blocks=())
    assert bare(samples.paper().title.text) in bare(poppler(finished_paper(book(), nothing)))


def test_a_block_without_lines_is_its_heading() -> None:
    bare_block = replace(samples.paper(), blocks=(PaperBlock(Wording("th", "โทร"), ()),))
    assert "โทร" in poppler(finished_paper(book(), bare_block))


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    """Wherever the end of the page falls, a heading has its first line below it."""
    second = PaperBlock(Wording("en", "SECONDHEAD"), (Wording("en", "SECONDLINE"),))
    places = set()
    for count in range(14, 26):
        first = PaperBlock(Wording("en", "FIRST"), (Wording("en", "SAMPLE"),) * count)
        paper = replace(samples.paper(), blocks=(first, second))
        pages = poppler(finished_paper(book(), paper)).split("\f")
        head = next(n for n, page in enumerate(pages) if "SECONDHEAD" in page)
        assert "SECONDLINE" in pages[head], count
        places.add(head)
    assert places == {0, 1}  # the page's end was met
