# SPDX-License-Identifier: MIT
"""Put the blocks of a handover on A4 pages; `handover` makes the file of them.

Contract: a pure function of the document and the fonts, byte for byte. Every
character is drawn; those that no font has are drawn as boxed codes and listed on page 1 (PDF.md).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from app.documents import blocks, labels
from app.documents.canvas import Assembly, PdfaCanvas
from app.documents.drawn import appearance_of_drawn
from app.documents.finish import finishing
from app.documents.fonts import FontBook
from app.documents.layout import TextStyle
from app.documents.paragraph import ShapedParagraph
from app.documents.running import Margins, NumberedCanvas
from app.documents.sections import section
from app.documents.shaping import Colour
from app.documents.sheet import AMBER_TEXT, MARGIN, RULE, SECONDARY, PaperSheet
from app.documents.tags import ARTIFACT, TagTree
from app.domain.document import Appearance, DocumentEntry, HandoverDocument, WordPair
from app.domain.ruby import strip_ruby
from app.domain.text import JA, Wording

TOP, BOTTOM, TOP_LATER = 34.0, 46.0, 50.0
SHORT_HASH = 16
MARK_DOWN = 26.0  # from the upper edge: the bottom of the mark of an unsigned paper
METADATA_TITLE = "Record of an interview"


class _Output(io.BytesIO):
    """A buffer with a name: ReportLab would hash the address of a nameless one into the file's id."""

    name = "pages.pdf"


def handover_appearance(book: FontBook, document: HandoverDocument) -> Appearance:
    """Return what the handover shows, without writing the file."""
    pdf, tags = drawn_handover(book, document)
    with finishing(
        pdf, tags, title=title_of(document), lang=JA, created=document.created_at
    ) as finished:
        return appearance_of_drawn(finished)


def drawn_handover(book: FontBook, document: HandoverDocument) -> tuple[bytes, TagTree]:
    """Return the pages and their structure, to be finished."""
    assembly = Assembly()
    pdf = draw(
        handover_story(PaperSheet(book, A4[0] - 2 * MARGIN), document),
        A4,
        (TOP, TOP_LATER, BOTTOM, MARGIN),
        assembly,
        partial(_margins, book, document),
    )
    return pdf, assembly.tags


def title_of(document: HandoverDocument) -> str:
    """Return the neutral title of the file."""
    return f"{METADATA_TITLE} {document.case_number}"


def draw(
    story: list[Flowable],
    size: tuple[float, float],
    edges: tuple[float, float, float, float],
    assembly: Assembly,
    margins: Margins,
) -> bytes:
    """Return the pages of a story. ``edges`` in points: top of page 1, of later pages, bottom, sides."""
    out = _Output()
    width, height = size
    first, later, bottom, side = edges
    template = BaseDocTemplate(out, pagesize=size, pageCompression=0)  # `finish` compresses
    template.addPageTemplates([
        PageTemplate(
            name,
            [Frame(
                side, bottom, width - 2 * side, height - top - bottom,
                leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
            )],
            autoNextPageTemplate="later",
        )
        for name, top in (("first", first), ("later", later))
    ])  # fmt: skip
    template.build(
        story,
        canvasmaker=partial(NumberedCanvas, assembly=assembly, margins=margins),
    )
    return out.getvalue()


def handover_story(sheet: PaperSheet, document: HandoverDocument) -> list[Flowable]:
    """Return the flowables of a handover in reading order."""
    missing = sheet.book.missing("".join(_texts(document)))
    story = list(blocks.opening(sheet, document, missing))
    for group in document.sections:
        story += section(sheet, group)
    if not document.sections:
        story += blocks.nothing(sheet)
    return story + list(blocks.closing(sheet, document))


def _margins(
    book: FontBook, document: HandoverDocument, canvas: PdfaCanvas, page: int, pages: int
) -> None:
    width, height = A4
    foot = f"{document.case_number}　{document.agency.ja.text}　{document.record_hash[:SHORT_HASH]}"
    number = f"{page} / {pages} ページ　Page {page} of {pages}"
    base = BOTTOM - 22
    _rule(canvas, base + 13)
    margin_line(canvas, book, foot, (MARGIN, base))
    margin_line(canvas, book, number, (width - MARGIN, base), align="right")
    if page > 1:
        top = height - TOP_LATER + 18
        _rule(canvas, top - 4)
        margin_line(canvas, book, document.title.ja.text, (MARGIN, top))
        margin_line(
            canvas, book, document.recipient_name.ja.text, (width - MARGIN, top), align="right"
        )
    marks = [labels.PRACTICE.both] if document.practice else []
    if document.unsigned:
        marks.append(labels.UNSIGNED.both)
        above, mark = (width / 2, height - MARK_DOWN), labels.UNSIGNED.both
        margin_line(canvas, book, mark, above, align="center", colour=AMBER_TEXT, size=12)
    if marks:
        mark = "　".join(marks)
        margin_line(
            canvas, book, mark, (width / 2, base), align="center", colour=AMBER_TEXT, size=9.5
        )


def _rule(canvas: PdfaCanvas, y: float) -> None:
    red, green, blue = RULE
    with canvas.artifact("Pagination"):
        canvas.emit(
            f"q {red:.3f} {green:.3f} {blue:.3f} RG 0.5 w"
            f" {MARGIN:.2f} {y:.2f} m {A4[0] - MARGIN:.2f} {y:.2f} l S Q"
        )


def margin_line(  # noqa: PLR0913 one line of text with its place and look
    canvas: PdfaCanvas,
    book: FontBook,
    words: str,
    at: tuple[float, float],
    *,
    align: str = "left",
    colour: Colour = SECONDARY,
    size: float = 7.5,
) -> None:
    """Draw one line whose bottom is at ``at``."""
    style = TextStyle(lang=JA, size=size, colour=colour, role=ARTIFACT, space_after=0)
    paragraph = ShapedParagraph(words, style, book)
    x, y = at
    own = paragraph.setting.width(0, len(paragraph.text))
    shift = {"left": 0.0, "right": own, "center": own / 2}[align]
    paragraph.wrap(own + 1, 100)
    paragraph.drawOn(canvas, x - shift, y)


def _texts(document: HandoverDocument) -> Iterator[str]:
    """Yield every text that is drawn, for the list of characters without a glyph."""
    for pair in _pairs(document):
        yield from _pair(pair)
    for flag in document.urgent:
        yield from (action.text for action in flag.actions)
    for part in document.sections:
        for entry in part.entries:
            yield from _own_words(entry)
    yield document.station
    yield document.countersigned_by or ""


def _pairs(document: HandoverDocument) -> Iterator[WordPair]:
    yield from (document.recipient_name, document.title, document.agency, document.basis)
    yield from (document.no_evidence, document.translation_note)
    yield from document.warnings
    yield from document.not_included
    for fact in document.header:
        yield from (fact.label, fact.value)
    yield from (flag.title for flag in document.urgent)
    for part in document.sections:
        yield part.title
        for entry in part.entries:
            yield from (entry.question, entry.answer)


def _pair(pair: WordPair) -> Iterator[str]:
    yield strip_ruby(pair.ja.text)
    if pair.person is not None:
        yield strip_ruby(pair.person.text)


def _own_words(entry: DocumentEntry) -> Iterator[str]:
    kept: tuple[Wording | None, ...] = (entry.own_words, entry.rendered)
    yield from (wording.text for wording in kept if wording is not None)
    yield entry.rendered_by or ""
    yield from entry.notes
