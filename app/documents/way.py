# SPDX-License-Identifier: MIT
"""Draw the way of the procedures: stages one under the other, the choices of each side by side, on one page.

Frames, arrows and signs are no content; every step is text in a list (L, LI, LBody), in the order of the way,
so that a screen reader reads the picture. Nothing is red, nothing is marked as good or bad.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, Spacer

from app.documents.fonts import FontBook
from app.documents.on_a4 import BOTTOM, TOP, finished_a4
from app.documents.paragraph import ShapedParagraph
from app.documents.shaping import Colour, is_rtl
from app.documents.sheet import (
    AMBER_LINE,
    AMBER_TEXT,
    AMBER_TINT,
    BLUE,
    BLUE_TINT,
    FAINT,
    GREY,
    GREY_LINE,
    MARGIN,
    SECONDARY,
    TITLE,
    WHITE,
    Look,
    PaperSheet,
)
from app.documents.tags import Element
from app.documents.way_signs import draw_sign
from app.domain.document import WordPair
from app.domain.forms_on_paper import WaySheet, WayStage, WayStep
from app.domain.text import Wording

if TYPE_CHECKING:
    from app.documents.canvas import PdfaCanvas

#: Size of a step and how wide the gaps are: the first at which the page holds all.
_SIZES: Final = (
    (11, 1),
    (10.5, 1),
    (10, 1),
    (9.5, 1),
    (9, 1),
    (9, 0.75),
    (9, 0.5),
    (8.5, 0.5),
    (8, 0.5),
)
_READ, _SMALL = 9.0, 8.0  # what matters is never smaller; who does it
_RAIL: Final = 42.0  # the line with the signs, beside the stages
_SIGN: Final = 15.0  # radius
_BESIDE: Final = 118.0  # what helps at any time, beside all stages
_APART: Final = 12.0  # between the stages and what is beside them
_GAP, _PAD = 1.3, 0.65  # between stages and around texts, in sizes of a step
_ROUND: Final = 6.0
_TWO: Final = 2  # steps of a stage in one row
_ENDLESS: Final = 10_000.0
_NOTE = Look(size=8.5, colour=AMBER_TEXT, after=1)


def finished_way(book: FontBook, way: WaySheet) -> bytes:
    """Return the picture."""
    sheet = PaperSheet(book, A4[0] - 2 * MARGIN)
    head = list(_opening(sheet, way))
    picture = _fitting(sheet, way, head)
    own = way.title.person or way.title.ja
    return finished_a4(book, [*head, picture], own, way.code, way.made_on)


def _fitting(sheet: PaperSheet, way: WaySheet, head: list[Flowable]) -> _WayPicture:
    """The picture in the largest letters at which the page holds all."""
    used = sum(part.wrap(sheet.width, A4[1])[1] + part.getSpaceAfter() for part in head)
    room = A4[1] - TOP - BOTTOM - used
    pictures = (_WayPicture(sheet, way, size, gaps) for size, gaps in _SIZES)
    fitting = next((drawn for drawn in pictures if drawn.height <= room), None)
    return fitting or _WayPicture(sheet, way, *_SIZES[-1])


def _opening(sheet: PaperSheet, way: WaySheet) -> Iterator[Flowable]:
    own = way.title.person or way.title.ja
    yield sheet.text(own, TITLE)
    if own != way.title.ja:
        yield sheet.text(way.title.ja, FAINT)
    words = [sheet.text(wording, _NOTE) for wording in _both(way.note)]
    yield Spacer(1, 3)
    yield sheet.box(words, fill=AMBER_TINT, line=AMBER_LINE)
    yield Spacer(1, 10)


def _both(pair: WordPair) -> tuple[Wording, ...]:
    """The person's words first, then the officer's where they are others."""
    if pair.person is None or pair.person.text == pair.ja.text:
        return (pair.ja,)
    return (pair.person, pair.ja)


@dataclass(eq=False, slots=True)
class _StepBox:
    """Paragraphs in a frame, ``width`` wide; ``top`` is measured from the picture's upper edge."""

    words: list[ShapedParagraph]
    width: float
    pad: float
    left: float = 0.0
    top: float = 0.0
    tall: float = 0.0  # of the frame: as high as the highest beside it

    @property
    def height(self) -> float:
        return (
            sum(p.wrap(self.width - 2 * self.pad, _ENDLESS)[1] for p in self.words) + 2 * self.pad
        )

    def draw_words(self, canvas: PdfaCanvas, left: float, top: float) -> None:
        """``top``: the frame's upper edge on the page."""
        at = top - self.pad
        for paragraph in self.words:
            at -= paragraph.wrap(self.width - 2 * self.pad, _ENDLESS)[1]
            paragraph.drawOn(canvas, left + self.pad, at)


@dataclass(eq=False, slots=True)
class _StageFrame:
    """One stage: its frame, the steps in it, its sign."""

    sign: str
    top: float
    height: float
    boxes: list[_StepBox]
    notes: _StepBox | None


class _WayPicture(Flowable):
    """All stages in one size of letters; its height is known before it is drawn."""

    def __init__(self, sheet: PaperSheet, way: WaySheet, size: float, gaps: float) -> None:
        super().__init__()
        self._sheet, self.size = sheet, size
        self._gap, self._pad = _GAP * size * gaps, _PAD * size * gaps
        self._mirrored = is_rtl((way.title.person or way.title.ja).lang)
        self._inner = sheet.width - _RAIL - _BESIDE - _APART
        self._list = Element("L")
        self._panels: list[_StageFrame] = []
        top = 0.0
        for stage in way.stages:
            panel = self._panel(stage, top)
            self._panels.append(panel)
            top += panel.height + self._gap
        self._beside = self._stacked(way.beside)
        tall = sum(box.height + self._pad for box in self._beside) + self._pad
        self.height = max(top - self._gap, tall)
        self._spread(self.height - tall)
        self.width = sheet.width

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 ReportLab
        return self.width, self.height

    def _panel(self, stage: WayStage, top: float) -> _StageFrame:
        body = self._list.child("LI").child("LBody")
        columns = 1 if len(stage.steps) == 1 else _TWO
        wide = (self._inner - self._pad * (columns + 1)) / columns
        boxes = [self._box(step, wide, body) for step in stage.steps]
        at = top + self._pad
        for row in range(0, len(boxes), columns):
            beside = boxes[row : row + columns]
            tall = max(box.height for box in beside)
            for column, box in enumerate(beside):
                box.left, box.top, box.tall = (
                    _RAIL + self._pad + column * (wide + self._pad),
                    at,
                    tall,
                )
            at += tall + self._pad
        notes = self._notes(stage, body)
        if notes is not None:
            notes.left, notes.top = _RAIL, at - self._pad
            at += notes.height - self._pad
        return _StageFrame(stage.sign, top, at - top, boxes, notes)

    def _notes(self, stage: WayStage, body: Element) -> _StepBox | None:
        look = Look(size=max(self.size - 1, _READ), after=1)
        words = [p for pair in stage.notes for p in self._in_both(pair, look)]
        for paragraph in words:
            body.adopt(paragraph.element)
        return _StepBox(words, self._inner, self._pad) if words else None

    def _in_both(self, pair: WordPair, look: Look) -> list[ShapedParagraph]:
        """The person's words as they are meant to look; the officer's are always small."""
        faint = Look(size=max(self.size - 3, 7), colour=SECONDARY, after=1)
        first, *rest = _both(pair)
        own = self._sheet.text(first, look if pair.person is not None else faint)
        return [own, *(self._sheet.text(wording, faint) for wording in rest)]

    def _box(self, step: WayStep, width: float, body: Element) -> _StepBox:
        """What it is, in the person's words and the officer's; under it who."""
        words = self._in_both(step.text, Look(size=self.size, bold=True, after=1))
        look = Look(size=max(self.size - 2, _SMALL), colour=BLUE, after=0.5)
        words += [self._in_both(pair, look)[0] for pair in step.who]
        part = body.child("Div")
        for paragraph in words:
            part.adopt(paragraph.element)
        return _StepBox(words, width, self._pad)

    def _stacked(self, steps: Sequence[WayStep]) -> list[_StepBox]:
        boxes: list[_StepBox] = []
        at = self._pad
        for step in steps:
            body = self._list.child("LI").child("LBody")
            box = self._box(step, _BESIDE - 2 * self._pad, body)
            box.left, box.top = _RAIL + self._inner + _APART + self._pad, at
            at += box.height + self._pad
            boxes.append(box)
        return boxes

    def _spread(self, free: float) -> None:
        """What is beside stands at even distances along the whole way."""
        each = max(free, 0.0) / max(len(self._beside), 1)
        for number, box in enumerate(self._beside):
            box.top += each * (number + 0.5)

    def draw(self) -> None:
        canvas: PdfaCanvas = self.canv  # type: ignore[assignment] # our canvas draws our pictures
        with canvas.artifact():
            self._draw_rail(canvas)
            for panel in self._panels:
                self._draw_frame(
                    canvas, _RAIL, panel.top, self._inner, panel.height, fill=BLUE_TINT
                )
            left = _RAIL + self._inner + _APART
            self._draw_frame(canvas, left, 0, _BESIDE, self.height, fill=GREY)
            for box in self._boxes():
                self._draw_frame(
                    canvas, box.left, box.top, box.width, box.tall or box.height, fill=WHITE
                )
        for panel in self._panels:
            for box in (*panel.boxes, *([panel.notes] if panel.notes else [])):
                box.draw_words(canvas, self._left(box.left, box.width), self.height - box.top)
        for box in self._beside:
            box.draw_words(canvas, self._left(box.left, box.width), self.height - box.top)

    def _boxes(self) -> Iterator[_StepBox]:
        for panel in self._panels:
            yield from panel.boxes
        yield from self._beside

    def _left(self, left: float, width: float) -> float:
        """Where it begins on the page: all is mirrored where the person reads from the right."""
        return self.width - left - width if self._mirrored else left

    def _draw_frame(  # noqa: PLR0913 a frame with its place
        self,
        canvas: PdfaCanvas,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Colour,
    ) -> None:
        canvas.setFillColorRGB(*fill)
        canvas.setStrokeColorRGB(*(GREY_LINE if fill == WHITE else fill))
        canvas.setLineWidth(0.8)
        bottom = self.height - top - height
        canvas.roundRect(self._left(left, width), bottom, width, height, _ROUND, fill=1)

    def _draw_rail(self, canvas: PdfaCanvas) -> None:
        """A line from sign to sign with an arrow before each but the first."""
        middle = self._left(_SIGN + 4, 0)
        places = [self.height - panel.top - panel.height / 2 for panel in self._panels]
        canvas.setStrokeColorRGB(*BLUE)
        canvas.setFillColorRGB(*BLUE)
        canvas.setLineWidth(1.6)
        for above, below in pairwise(places):
            tip = below + _SIGN + 2
            canvas.line(middle, above - _SIGN, middle, tip + 4)
            arrow = canvas.beginPath()
            arrow.moveTo(middle - 4, tip + 6)
            arrow.lineTo(middle, tip)
            arrow.lineTo(middle + 4, tip + 6)
            arrow.close()
            canvas.drawPath(arrow, stroke=0, fill=1)
        for panel, place in zip(self._panels, places, strict=True):
            draw_sign(canvas, panel.sign, (middle, place), _SIGN)
