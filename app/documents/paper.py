# SPDX-License-Identifier: MIT
"""The person's own paper: a plain A5 sheet, unsigned, that looks like any other paper.

No attachment, no name of a program, of an office or of a case in its metadata; the title is the
document's own, which is neutral; the time of day is left out of the dates. The person may be searched
by those who control her: nothing here says where it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from reportlab.lib.pagesizes import A5
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from app.clock import JAPAN
from app.documents.canvas import Assembly, PdfaCanvas
from app.documents.finish import finish
from app.documents.fonts import FontBook
from app.documents.labels import PRACTICE
from app.documents.pages import draw, margin_line
from app.documents.sheet import AMBER_TEXT, BLUE, MARGIN, RULE, SECONDARY, Look, PaperSheet
from app.domain.document import PaperBlock, PersonPaper
from app.domain.ruby import strip_ruby

TOP, BOTTOM = 40.0, 40.0
TITLE = Look(size=17, bold=True, role="H1", after=4)
HEAD = Look(size=12, bold=True, colour=BLUE, role="H2", after=3)
LINE = Look(size=11.5, after=4)
NOTICE = Look(size=10, colour=SECONDARY, after=2)
NUMBER = Look(size=9, colour=SECONDARY, after=2)


def finished_paper(book: FontBook, paper: PersonPaper) -> bytes:
    """Return the paper, tagged, not signed. A pure function of the paper and the fonts."""
    assembly = Assembly()
    sheet = PaperSheet(book, A5[0] - 2 * MARGIN)
    pdf = draw(
        list(_story(sheet, paper)),
        A5,
        (TOP, TOP, BOTTOM, MARGIN),
        assembly,
        partial(_margins, book, paper),
    )
    day = paper.created_at.astimezone(JAPAN).replace(hour=0, minute=0, second=0, microsecond=0)
    return finish(
        pdf,
        assembly.tags,
        title=strip_ruby(paper.title.text),
        lang=paper.language,
        created=day,
    )


def _story(sheet: PaperSheet, paper: PersonPaper) -> Iterator[Flowable]:
    title = [sheet.text(paper.title, TITLE)]
    if paper.case_number is not None:
        title.append(sheet.en(paper.case_number, NUMBER))
    yield sheet.grid([[title]], [sheet.width], ("LINEBELOW", (0, 0), (-1, -1), 1.5, BLUE))
    yield Spacer(1, 8)
    if paper.notice is not None:
        yield sheet.grid([[[sheet.text(paper.notice, NOTICE)]]], [sheet.width])
        yield Spacer(1, 6)
    for block in paper.blocks:
        yield from _block(sheet, block)


def _block(sheet: PaperSheet, block: PaperBlock) -> Iterator[Flowable]:
    """One heading with its lines; it never stands alone at the foot of a page."""
    rows = [[[sheet.text(block.title, HEAD)]]]
    rows += [[[sheet.text(line, LINE)]] for line in block.lines]
    table = sheet.grid(
        rows,
        [sheet.width],
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
        ("LINEBELOW", (0, -1), (-1, -1), 0.5, RULE),
    )
    yield CondPageBreak(table.opening_height(sheet.width))
    yield table
    yield Spacer(1, 9)


def _margins(book: FontBook, paper: PersonPaper, canvas: PdfaCanvas, page: int, pages: int) -> None:
    if pages > 1:
        margin_line(canvas, book, f"{page} / {pages}", (A5[0] / 2, BOTTOM - 20), align="center")
    if paper.practice:
        top = (A5[0] / 2, A5[1] - TOP + 12)
        margin_line(canvas, book, PRACTICE.both, top, align="center", colour=AMBER_TEXT, size=9.5)
