# SPDX-License-Identifier: MIT
"""Paragraphs and tables on pages: lines, splits, readings, boxes, and text that can be searched."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Literal

import pikepdf
import pytest
from reportlab.platypus import Flowable, Spacer
from reportlab.platypus.flowables import KeepTogether

from app.documents.canvas import Assembly
from app.documents.layout import TextStyle
from app.documents.paragraph import ShapedParagraph
from app.documents.shaping import Span
from app.documents.table import Cell, tagged_table
from app.domain.ruby import strip_ruby
from tests.app.documents.typeset import bare, book, draw, paragraph, pdfium, poppler, samples

# Lines in 300 points at 10.5 points, checked by eye against Pango's.
LINES = {
    "ja": 3, "en": 3, "zh-Hans": 2, "ko": 2, "th": 2, "vi": 2, "fil": 3, "my": 3, "km": 3,
    "ne": 2, "mn": 2, "lo": 2, "ur": 2,
}  # fmt: skip


# Readers turn the marks of right-to-left letters around: see the test of Urdu.
LEFT_TO_RIGHT = [lang for lang in samples() if lang != "ur"]


def first_page(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return document.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("lang", LEFT_TO_RIGHT)
def test_text_comes_back_exactly(lang: str) -> None:
    expected = bare(strip_ruby(samples()[lang]) if lang == "ja_easy" else samples()[lang])
    pdf, assembly = draw([paragraph(samples()[lang], lang)])
    assert assembly.missing == ()
    assert bare(poppler(pdf)) == expected
    assert bare(pdfium(pdf)) == expected


@pytest.mark.parametrize("lang", LEFT_TO_RIGHT)
def test_words_can_be_searched(lang: str) -> None:
    """With white space as it is: no reader sees gaps inside a word."""
    pdf, _ = draw([paragraph(samples()[lang], lang)])
    read = " ".join(poppler(pdf).split())
    text = strip_ruby(samples()[lang]) if lang == "ja_easy" else samples()[lang]
    words = [word for word in text.split() if lang not in {"ja", "ja_easy", "zh-Hans", "zh-Hant"}]
    lost = [word for word in words if word not in read]
    assert len(lost) <= {"th": 2, "lo": 2, "km": 2, "my": 2}.get(lang, 0)  # broken over lines


def test_urdu_words_can_be_searched() -> None:
    text = samples()["ur"]
    read = poppler(draw([paragraph(text, "ur")])[0])
    assert [word for word in text.split() if word not in read] == []
    assert "0570-013904" in read


@pytest.mark.parametrize(("lang", "count"), LINES.items())
def test_line_counts(lang: str, count: int) -> None:
    lines = paragraph(samples()[lang], lang).lines(300)
    assert len(lines) == count
    assert all(line.width <= 300.02 for line in lines)


@pytest.mark.parametrize("lang", samples())
@pytest.mark.parametrize("width", [80, 133, 300])
def test_lines_cover_the_text_and_fit(lang: str, width: float) -> None:
    made = paragraph(samples()[lang], lang)
    lines = made.lines(width)
    assert lines[0].start == 0
    assert lines[-1].next == len(made.text)
    assert all(a.next == b.start for a, b in pairwise(lines))
    assert all(line.width <= width + 0.02 for line in lines)


def test_a_word_wider_than_the_line_is_cut() -> None:
    lines = paragraph("0123456789abcdef" * 4, "en").lines(100)
    assert len(lines) > 3
    assert all(line.width <= 100.02 for line in lines)


def test_line_ends_are_kept() -> None:
    made = paragraph("一\n\n二", "ja")
    assert [made.text[line.start : line.end] for line in made.lines(300)] == ["一", "", "二"]


def test_an_empty_paragraph_takes_no_room_and_draws() -> None:
    made = paragraph("", "ja")
    assert made.wrap(300, 300) == (300, 0)
    assert bare(poppler(draw([made, paragraph("x", "en")])[0])) == "x"


def test_readings_make_room_and_stay_out_of_the_text() -> None:
    plain, easy = paragraph("身の回り", "ja_easy"), paragraph("身{み}の回{まわ}り", "ja_easy")
    assert easy.text == "身の回り"
    assert easy.lines(300)[0].height > plain.lines(300)[0].height
    wide = paragraph("志{こころざし}", "ja_easy").lines(300)[0].width
    assert wide == pytest.approx(10.5 * 2.5, abs=0.1)
    pdf, _ = draw([easy])
    assert poppler(pdf).strip() == "身の回り"
    assert pdfium(pdf).strip() == "身の回り"


def test_a_word_with_a_reading_is_not_broken() -> None:
    made = paragraph("在留{ざいりゅう}" * 8, "ja_easy")
    for line in made.lines(70):
        assert line.start % 2 == 0


def test_nastaliq_and_mixed_lines_do_not_touch() -> None:
    spans = [Span("氏名 ", "ja"), Span("اسٹیشن ٹھیک", "ur")]
    mixed = ShapedParagraph(spans, TextStyle("ja"), book()).lines(300)[0]
    assert mixed.height > paragraph("氏名 見本", "ja").lines(300)[0].height + 1


def test_a_missing_character_is_boxed_reported_and_copied() -> None:
    pdf, assembly = draw([paragraph("名前 😀 見本", "ja")])
    assert assembly.missing == ("😀",)
    assert "😀" in poppler(pdf)
    assert "U+1F600" not in poppler(pdf)
    content = first_page(pdf)
    assert b" re S" in content


def test_spans_have_their_own_language_weight_and_colour() -> None:
    spans = [
        Span("Name: ", "en"),
        Span("見本 花子 SAMPLE", "ja", bold=True, colour=(0.5, 0, 0)),
        Span(" ภาษาไทย", "th", scale=1.5),
    ]
    pdf, _ = draw([ShapedParagraph(spans, TextStyle("en"), book())])
    assert poppler(pdf).strip() == "Name: 見本 花子 SAMPLE ภาษาไทย"
    content = first_page(pdf)
    assert b"/Lang (th)" in content
    assert b"0.5 0 0 rg" in content


@pytest.mark.parametrize(
    ("lang", "align", "expected"),
    [("ja", "start", 0), ("ur", "start", 1), ("ur", "left", 0), ("en", "right", 1)],
)
def test_sides(lang: str, align: Literal["start", "left", "right"], expected: int) -> None:
    style = TextStyle(lang, align=align)
    assert style.side == ("left", "right")[expected]


def test_a_long_paragraph_goes_on_over_the_page_as_one_element() -> None:
    text = samples()["en"] + " "
    pdf, assembly = draw([Spacer(1, 500), paragraph(text * 40, "en")])
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 3
    assert len(assembly.tags.elements) == 1
    assert [mark.page for mark in assembly.tags.elements[0].marks()] == [1, 2, 3]
    assert bare(poppler(pdf)).replace("\x0c", "") == bare(text * 40)


def test_no_line_is_left_alone() -> None:
    made = paragraph("日本語の文章です。" * 20, "ja")
    lines = made.lines(200)
    height = lines[0].height
    assert made.split(200, height * 1.5) == []
    parts = made.split(200, height * (len(lines) - 1) + 1)
    assert [len(part.lines(200)) for part in parts if isinstance(part, ShapedParagraph)] == [
        len(lines) - 2,
        2,
    ]


def test_readings_survive_a_split() -> None:
    made = paragraph("駅{えき}の前{まえ}で待{ま}っていました。" * 12, "ja_easy")
    first, second = made.split(200, 80)
    assert isinstance(first, ShapedParagraph)
    assert isinstance(second, ShapedParagraph)
    readings = [len(p.setting.composed.readings) for p in (first, second)]
    assert sum(readings) == 36
    assert min(readings) > 0


def table(rows: int, head: int = 1) -> Flowable:
    def cell(text: str, lang: str) -> ShapedParagraph:
        return ShapedParagraph(text, TextStyle(lang, size=9, space_after=0), book())

    body: list[list[Cell]] = [
        [cell(f"質問{row}", "ja"), [cell("คำถาม", "th"), cell(f"答え{row}", "ja")]]
        for row in range(rows)
    ]
    heading: list[list[Cell]] = [[cell("項目", "ja"), cell("Item", "en")]] * head
    return tagged_table([*heading, *body], [120, 300], head_rows=head, head_column=True)


def test_a_table_is_tagged_and_its_repeated_head_is_an_artifact() -> None:
    _, assembly = draw([table(60)])
    (top,) = assembly.tags.elements
    assert top.role == "Table"
    assert [getattr(kid, "role", None) for kid in top.kids] == ["TR"] * 61
    head = top.kids[0]
    assert len(list(head.marks())) == 2  # type: ignore[union-attr]
    pages = {mark.page for mark in top.marks()}
    assert len(pages) > 1


def test_a_table_in_keep_together_is_drawn_once() -> None:
    pdf, _ = draw([KeepTogether([paragraph("表", "ja"), table(3)])])
    read = poppler(pdf)
    assert [read.count(f"答え{row}") for row in range(3)] == [1, 1, 1]


def test_every_operator_is_inside_marked_content() -> None:
    """Nothing on the page is neither content nor artifact (PDF/UA's first demand)."""
    pdf, _ = draw([paragraph("字", "ja"), table(3)])
    depth = 0
    for page in pikepdf.open(io.BytesIO(pdf)).pages:
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            if name in {"Tj", "TJ", "S", "f", "f*", "B", "Do"}:
                assert depth > 0, name
    assert depth == 0


def test_the_canvas_refuses_text_in_fonts_that_are_not_embedded() -> None:
    canvas = Assembly().canvas(io.BytesIO())
    with pytest.raises(TypeError, match="ShapedParagraph"):
        canvas.drawString(1, 1, "x")


def test_same_story_same_bytes() -> None:
    assert draw([table(5)])[0] == draw([table(5)])[0]
