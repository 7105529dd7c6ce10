# SPDX-License-Identifier: MIT
"""A paragraph of any language, as ReportLab places it: wraps, splits over pages, draws tagged.

ReportLab's own Paragraph cannot be used: shaped glyphs lose their text, Thai breaks inside words
and Urdu comes out reversed without an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

from app.documents.fonts import FontBook, bcp47
from app.documents.glyphs import Pads, colour_operators, draw_glyphs
from app.documents.layout import (
    BOX_PAD,
    BOX_SCALE,
    READING_RISE,
    READING_SCALE,
    Setting,
    TextLine,
    TextStyle,
    box_label,
    label_item,
    place_on,
)
from app.documents.outline import outline
from app.documents.shaping import ReadingOrder, ShapedItem, Span, compose, shape
from app.documents.tags import Element

if TYPE_CHECKING:
    from app.documents.canvas import PdfaCanvas

_ROUNDING = 0.01


class ShapedParagraph(Flowable):
    """Text of one or several languages in one style.

    A plain string is in the style's language. The paragraph's `element` may be put under another
    one (a table cell) before it is drawn; drawn a second time (a repeated table head) it is an
    artifact.
    """

    def __init__(self, content: str | Sequence[Span], style: TextStyle, book: FontBook) -> None:
        spans = (
            [Span(content, style.lang, style.bold)] if isinstance(content, str) else list(content)
        )
        element = Element(style.role, style.lang)
        self._prepare(Setting(compose(spans), style, book), element)

    def _prepare(self, setting: Setting, element: Element) -> None:
        super().__init__()
        self.setting = setting
        self.element = element
        self.style = setting.style
        self.spaceBefore = self.style.space_before
        self.spaceAfter = self.style.space_after
        self.keepWithNext = self.style.keep_with_next
        self._lines: dict[float, tuple[TextLine, ...]] = {}
        self._drawn = False

    def _part(self, lines: Sequence[TextLine], style: TextStyle) -> ShapedParagraph:
        """Return some of this paragraph's lines: the same element, nothing measured again.

        A long account is split once a page; laid out anew each time it would take hours.
        """
        part = ShapedParagraph.__new__(ShapedParagraph)
        start = lines[0].start
        setting = self.setting.cut(start, lines[-1].next, style)
        part._prepare(setting, self.element)  # noqa: SLF001 own class
        inner = self.width - self.style.indent
        part._lines[inner] = tuple(line.moved(-start) for line in lines)  # noqa: SLF001 own class
        return part

    @property
    def text(self) -> str:
        """The text as it reads, without furigana."""
        return self.setting.composed.text

    def lines(self, width: float) -> tuple[TextLine, ...]:
        """Return the lines in a frame ``width`` points wide."""
        inner = width - self.style.indent
        if inner not in self._lines:
            self._lines[inner] = self.setting.lines(inner + _ROUNDING)
        return self._lines[inner]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 ReportLab
        self.width = availWidth
        self.height = sum(line.height for line in self.lines(availWidth))
        return self.width, self.height

    def minWidth(self) -> float:  # noqa: N802 ReportLab
        return self.setting.narrowest() + self.style.indent

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 ReportLab
        """Split after the last line that fits; leave no line alone on either side.

        All lines fit but the room before them does not: nothing is split ([]), as a table wants it. The
        width is the one it was wrapped in: a table names another here, without its padding.
        """
        self.width = self.width or availWidth
        lines = self.lines(self.width)
        fitting = place_on(lines, availHeight)
        if fitting >= len(lines):
            return []
        if fitting == len(lines) - 1 and fitting > 2:
            fitting -= 1
        if fitting == 0 or (fitting == 1 and len(lines) > 1):
            return []
        first = replace(self.style, space_after=0.0)
        second = replace(self.style, space_before=0.0)
        return [self._part(lines[:fitting], first), self._part(lines[fitting:], second)]

    def draw(self) -> None:
        canvas: PdfaCanvas = self.canv  # type: ignore[assignment] # our canvas draws our text
        with canvas.artifact() if self._drawn else canvas.marked(self.element):
            canvas.emit("q", colour_operators(self.style.colour))
            readings: list[tuple[ReadingOrder, float, float]] = []
            top = self.height
            for line in self.lines(self.width):
                readings += self._draw_line(canvas, line, top - line.baseline)
                top -= line.height
            canvas.emit("Q")
        if readings:
            self._draw_readings(canvas, readings)
        self._drawn = True

    def _left(self, line: TextLine) -> float:
        free = self.width - self.style.indent - line.width
        shift = {"left": 0.0, "right": free, "center": free / 2}[self.style.side]
        return shift + (0.0 if self.style.runs_rtl else self.style.indent)

    def _draw_line(
        self, canvas: PdfaCanvas, line: TextLine, y: float
    ) -> list[tuple[ReadingOrder, float, float]]:
        """Draw the text of a line; return its readings with their words' left edge and base line."""
        x = self._left(line)
        edges: dict[int, tuple[float, float]] = {}
        tail = self.setting.tail(line)
        if tail and self.style.runs_rtl:
            self._draw_item(canvas, tail, (x - self.setting.width(tail.start, tail.end), y))
        for item in self.setting.line_items(line):
            begin = x
            x = self._draw_item(canvas, item, (x, y))
            edges[item.start] = (begin, x)
        if tail and not self.style.runs_rtl:
            self._draw_item(canvas, tail, (x, y))
        return [
            (reading, self.setting.place(edges, reading.start), y)
            for reading in self.setting.composed.readings
            if line.start <= reading.start < line.end
        ]

    def _draw_item(
        self, canvas: PdfaCanvas, item: ShapedItem, origin: tuple[float, float]
    ) -> float:
        span = item.span
        if span.colour is not None:
            canvas.emit("q", colour_operators(span.colour))
        if span.lang != self.style.lang:
            with canvas.span(lang=bcp47(span.lang)):
                end = self._show(canvas, item, origin)
        else:
            end = self._show(canvas, item, origin)
        if span.colour is not None:
            canvas.emit("Q")
        return end

    def _show(self, canvas: PdfaCanvas, item: ShapedItem, origin: tuple[float, float]) -> float:
        if item.face is None:
            return self._draw_box(canvas, item, origin)
        setting = self.setting
        text = setting.composed.text
        pads = Pads(setting.pad_before, setting.pad_after)
        size = self.style.size * item.span.scale
        return draw_glyphs(canvas, item, shape(text, item), origin, size, text=text, pads=pads)

    def _draw_box(self, canvas: PdfaCanvas, item: ShapedItem, origin: tuple[float, float]) -> float:
        """Draw the code of a character that no font has, in a box; it still copies as itself."""
        x, y = origin
        size = self.style.size * item.span.scale
        character = self.setting.composed.text[item.start]
        label = box_label(character)
        shown = label_item(label, self.setting.label_face, item.span)
        width, pad = self.setting.box_width(item) * size, BOX_PAD * size
        canvas.assembly.note_missing(character)
        with canvas.span(actual=character):
            canvas.emit(
                f"q {0.05 * size:.3f} w {x + pad / 2:.3f} {y - 0.15 * size:.3f}"
                f" {width - pad:.3f} {0.85 * size:.3f} re S Q"
            )
            inner = (x + 1.5 * pad, y + 0.08 * size)
            draw_glyphs(canvas, shown, shape(label, shown), inner, size * BOX_SCALE)
        return x + width

    def _draw_readings(
        self, canvas: PdfaCanvas, places: Sequence[tuple[ReadingOrder, float, float]]
    ) -> None:
        """Draw furigana over their words: seen, but not part of the text that is searched or read."""
        with canvas.artifact():
            canvas.emit("q", colour_operators(self.style.colour))
            for reading, left, y in places:
                self._draw_reading(canvas, reading, left, y)
            canvas.emit("Q")

    def _draw_reading(
        self, canvas: PdfaCanvas, reading: ReadingOrder, left: float, y: float
    ) -> None:
        setting = self.setting
        span = setting.span_at(reading.start)
        word = self.style.size * span.scale
        size = word * READING_SCALE
        glyphs = [(i.face, g) for i, shaped in setting.reading(reading) for g in shaped if i.face]
        own = sum(glyph.advance for _, glyph in glyphs) * size
        gap = max(0.0, setting.width(reading.start, reading.end) - own) / max(1, len(glyphs))
        x = left + gap / 2
        for face, glyph in glyphs:
            at = (x + glyph.dx * size, y + READING_RISE * word + glyph.dy * size)
            canvas.emit(*outline(face, glyph.gid, at, size))
            x += glyph.advance * size + gap
