# SPDX-License-Identifier: MIT
"""Draw a sheet of points to tick on one page of A4: for the officer, who goes through it with a pen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, Spacer

from app.documents.fonts import FontBook
from app.documents.on_a4 import BOTTOM, NO_BREAK, TICK, TOP, finished_a4
from app.documents.paragraph import ShapedParagraph
from app.documents.shaping import Span
from app.documents.sheet import (
    BLUE,
    BLUE_TINT,
    FAINT,
    GREY_LINE,
    MARGIN,
    RULE,
    SECONDARY,
    TINY,
    TITLE,
    Look,
    PaperSheet,
)
from app.domain.forms_on_paper import CheckPoint, CheckSheet
from app.domain.text import EN

_NUMBER_WIDTH: Final = 30.0
_TICKS_WIDTH: Final = 92.0
_FIELD_HEIGHT: Final = 16.0
_LEFT_OVER: Final = (
    56.0  # the gaps between what stands on the page, and the label of what is written
)
_LEAST: Final = 16.0
_NUMBER = Look(size=15, bold=True, colour=BLUE, after=0)
_POINT = Look(size=10.5, bold=True, role="H2", after=0.5)
_LINE = Look(size=9, after=0.5)
_TICKED = Look(size=9, after=0)
_SMALL = Look(size=TINY, colour=SECONDARY, after=0)


def finished_checks(book: FontBook, checks: CheckSheet) -> bytes:
    """Return the sheet."""
    sheet = PaperSheet(book, A4[0] - 2 * MARGIN)
    story: list[Flowable] = [sheet.text(checks.title, TITLE), Spacer(1, 3)]
    story += [sheet.text(line, FAINT) for line in checks.intro]
    story += [Spacer(1, 4), _fields(sheet, checks), Spacer(1, 6)]
    story += list(_points(sheet, checks))
    source = sheet.text(checks.source, _SMALL)
    used = sum(part.wrap(sheet.width, A4[1])[1] for part in (*story, source))
    room = A4[1] - TOP - BOTTOM - used - _LEFT_OVER
    story += [Spacer(1, 8), _remark(sheet, checks, max(room, _LEAST)), Spacer(1, 6), source]
    return finished_a4(book, story, checks.title, checks.code, checks.made_on)


def _fields(sheet: PaperSheet, checks: CheckSheet) -> Flowable:
    """Labels in tinted cells, with room to write under each."""
    many = len(checks.fields)
    return sheet.grid(
        [[[sheet.text(label, _SMALL)] for label in checks.fields]],
        [sheet.width / many] * many,
        ("BACKGROUND", (0, 0), (-1, 0), BLUE_TINT),
        ("GRID", (0, 0), (-1, 0), 0.6, GREY_LINE),
        ("LEFTPADDING", (0, 0), (-1, 0), 6),
        ("BOTTOMPADDING", (0, 0), (-1, 0), _FIELD_HEIGHT),
    )


def _remark(sheet: PaperSheet, checks: CheckSheet, room: float) -> Flowable:
    """What is left of the page, to write on."""
    return sheet.grid(
        [[[sheet.text(checks.remark, _SMALL)]]],
        [sheet.width],
        ("BOX", (0, 0), (-1, -1), 0.6, GREY_LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), room),
    )


def _points(sheet: PaperSheet, checks: CheckSheet) -> Iterator[Flowable]:
    """Each as its own small table with a rule under it: number, words and boxes."""
    words = sheet.width - _NUMBER_WIDTH - _TICKS_WIDTH
    for number, point in enumerate(checks.points, 1):
        commands: list[tuple[Any, ...]] = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
        yield sheet.grid(
            [[
                [sheet.en(f"{number}", _NUMBER)],
                _lines(sheet, point),
                list(_ticks(sheet, checks)),
            ]],
            [_NUMBER_WIDTH, words, _TICKS_WIDTH],
            *commands,
        )  # fmt: skip


def _lines(sheet: PaperSheet, point: CheckPoint) -> list[ShapedParagraph]:
    words = [sheet.text(point.title, _POINT)]
    words += [sheet.text(line, _LINE) for line in point.lines]
    if point.trace is not None:
        words.append(sheet.text(point.trace, _SMALL))
    return words


def _ticks(sheet: PaperSheet, checks: CheckSheet) -> Iterator[ShapedParagraph]:
    for tick in checks.ticks:
        spans = [Span(f"{TICK}{NO_BREAK}", EN), Span(tick.text, tick.lang)]
        yield sheet.spans(spans, _TICKED)
