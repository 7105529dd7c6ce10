# SPDX-License-Identifier: MIT
"""Pages of A4 without answers: what all papers on them share, boxes to tick and the foot with the code."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import partial
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable

from app.documents.canvas import Assembly, PdfaCanvas
from app.documents.finish import finish
from app.documents.fonts import FontBook
from app.documents.pages import draw, margin_line
from app.documents.sheet import MARGIN
from app.domain.ruby import strip_ruby
from app.domain.text import Wording

TOP, BOTTOM = 36.0, 44.0
TICK: Final = "\u25a1"  # a white square: in every font of the book's first face
NO_BREAK: Final = "\u00a0"  # a box never ends a line: its words would stand in the next


def finished_a4(
    book: FontBook, story: list[Flowable], title: Wording, code: str, made_on: date
) -> bytes:
    """Return the pages of a story, tagged, with the code and the number of each at its foot."""
    assembly = Assembly()
    pdf = draw(story, A4, (TOP, TOP, BOTTOM, MARGIN), assembly, partial(_margins, book, code))
    return finish(
        pdf,
        assembly.tags,
        title=strip_ruby(title.text),
        lang=title.lang,
        created=midnight(made_on),
    )


def midnight(day: date) -> datetime:
    """The day alone: the time of day would tell when somebody was here."""
    return datetime.combine(day, time(), UTC)


def _margins(book: FontBook, code: str, canvas: PdfaCanvas, page: int, pages: int) -> None:
    base = BOTTOM - 22
    margin_line(canvas, book, f"{code}-{page:02d}", (MARGIN, base), size=9)
    margin_line(canvas, book, f"{page} / {pages}", (A4[0] - MARGIN, base), align="right")
