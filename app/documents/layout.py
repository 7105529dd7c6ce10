# SPDX-License-Identifier: MIT
"""Lines: where a paragraph breaks in a given width, and how much height each line needs.

Lengths are in points, heights measured down from the paragraph's top. Lines stand at even
distances; only ink that does not fit (readings, stacked marks, another script) makes its own line
higher.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from app.documents.breaking import grapheme_breaks, line_breaks
from app.documents.faces import Face
from app.documents.fonts import FontBook
from app.documents.shaping import (
    Colour,
    Composed,
    Glyph,
    ReadingOrder,
    ShapedItem,
    Span,
    Stretch,
    is_rtl,
    itemize,
    shape,
    visual_order,
)

BLACK: Colour = (0.0, 0.0, 0.0)
READING_SCALE = 0.5
READING_RISE = 0.90
"""Base line of a reading above the base line of its word, in em of the word."""
BOX_SCALE, BOX_PAD = 0.55, 0.12
_MIN_LEADING, _MAX_LEADING = 1.45, 2.7
_LINE_ENDS = "\n\u2028\u2029"
_TRIMMED = " \n\u2028\u2029\u200b\u3000"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph looks and what it is. Lengths in points.

    ``role`` is its element in the structure tree: H1, H2, H3, P, or Artifact for what is not
    content (running heads, page numbers). ``leading`` None = from the language's font.
    """

    lang: str
    size: float = 10.5
    leading: float | None = None
    align: Literal["start", "left", "right", "center"] = "start"
    colour: Colour = BLACK
    role: str = "P"
    bold: bool = False
    space_before: float = 0.0
    space_after: float = 4.0
    keep_with_next: bool = False
    indent: float = 0.0
    rtl: bool | None = None  # None: from the language

    @property
    def runs_rtl(self) -> bool:
        return is_rtl(self.lang) if self.rtl is None else self.rtl

    @property
    def side(self) -> str:
        """Return left, right or center."""
        if self.align != "start":
            return self.align
        return "right" if self.runs_rtl else "left"


@dataclass(frozen=True, slots=True)
class TextLine:
    """``text[start:end]`` is drawn; ``next`` is where the following line begins."""

    start: int
    end: int
    next: int
    width: float
    baseline: float  # below the line's own top
    height: float

    def moved(self, by: int) -> TextLine:
        """Return the same line of a text that begins elsewhere."""
        return TextLine(
            self.start + by, self.end + by, self.next + by, self.width, self.baseline, self.height
        )


def box_label(character: str) -> str:
    return f"U+{ord(character):04X}"


def label_item(label: str, face: Face, span: Span) -> ShapedItem:
    """Return the item that shapes the code of a missing character."""
    return ShapedItem(0, len(label), 0, "Latn", face, span)


class Setting:
    """A composed text with its items and measures, independent of the width it is set in."""

    def __init__(self, composed: Composed, style: TextStyle, book: FontBook) -> None:
        self.composed = composed
        self.style = style
        self.book = book
        self.items = itemize(composed, book, rtl=style.runs_rtl)
        count = len(composed.text)
        self.advance = [0.0] * count
        self.top = [0.0] * count
        self.bottom = [0.0] * count
        self.pad_before: dict[int, float] = {}
        self.pad_after: dict[int, float] = {}
        for item in self.items:
            self._measure(item)
        for reading in composed.readings:
            self._make_room(reading)
        self._sums = [0.0, *accumulate(self.advance)]

    def cut(self, start: int, end: int, style: TextStyle) -> Setting:
        """Return a stretch of the text with the measures it has here; ``style`` of the same type size."""
        part = Setting.__new__(Setting)
        part.composed, part.style, part.book = self.composed.cut(start, end), style, self.book
        part.items = tuple(
            item.clip(start, end).moved(-start)
            for item in self.items
            if item.start < end and item.end > start
        )
        part.advance = self.advance[start:end]
        part.top, part.bottom = self.top[start:end], self.bottom[start:end]
        part.pad_before = {at - start: w for at, w in self.pad_before.items() if start <= at < end}
        part.pad_after = {at - start: w for at, w in self.pad_after.items() if start <= at < end}
        part._sums = [0.0, *accumulate(part.advance)]  # noqa: SLF001 own class
        return part

    @property
    def label_face(self) -> Face:
        return self.book.chain("en")[0]

    def _measure(self, item: ShapedItem) -> None:
        size = self.style.size * item.span.scale
        if item.face is None:
            self.advance[item.start] = self.box_width(item) * size
            self.top[item.start], self.bottom[item.start] = 0.85 * size, 0.2 * size
            return
        for glyph in shape(self.composed.text, item):
            at = glyph.cluster
            above, below = item.face.ink(glyph.gid)
            self.advance[at] += glyph.advance * size
            self.top[at] = max(self.top[at], (above + glyph.dy) * size)
            self.bottom[at] = max(self.bottom[at], (below - glyph.dy) * size)

    def box_width(self, item: ShapedItem) -> float:
        """Return the width, in em, of the box for a missing character."""
        label = box_label(self.composed.text[item.start])
        glyphs = shape(label, label_item(label, self.label_face, item.span))
        return sum(glyph.advance for glyph in glyphs) * BOX_SCALE + 3 * BOX_PAD

    def span_at(self, at: int) -> Span:
        return next(s.span for s in self.composed.stretches if s.start <= at < s.end)

    def reading(self, reading: ReadingOrder) -> list[tuple[ShapedItem, list[Glyph]]]:
        """Shape a reading, from left to right."""
        text = reading.text
        whole = Stretch(0, len(text), self.span_at(reading.start))
        items = itemize(Composed(text, (whole,)), self.book, rtl=False)
        return [(item, shape(text, item)) for item in items if item.face is not None]

    def _make_room(self, reading: ReadingOrder) -> None:
        """Spread the word when its reading is wider, and reserve the height of the reading."""
        span = self.span_at(reading.start)
        size = self.style.size * span.scale
        shaped = self.reading(reading)
        wide = sum(g.advance for _, glyphs in shaped for g in glyphs) * size * READING_SCALE
        base = sum(self.advance[reading.start : reading.end])
        self.top[reading.start] = max(
            self.top[reading.start], size * (READING_RISE + 0.9 * READING_SCALE)
        )
        if wide > base:
            last = max(at for at in range(reading.start, reading.end) if self.advance[at])
            half = (wide - base) / 2
            self.pad_before[reading.start] = self.pad_after[last] = half
            self.advance[reading.start] += half
            self.advance[last] += half

    def width(self, start: int, end: int) -> float:
        return self._sums[end] - self._sums[start]

    def trimmed(self, start: int, end: int) -> int:
        """Return ``end`` without the white space before it."""
        text = self.composed.text
        while end > start and text[end - 1] in _TRIMMED:
            end -= 1
        return end

    def narrowest(self) -> float:
        """Return the width of the widest stretch without a place to break."""
        ends = self._breaks()
        return max(
            (
                self.width(start, self.trimmed(start, end))
                for start, end in zip([0, *ends], ends, strict=False)
            ),
            default=0.0,
        )

    def _breaks(self) -> list[int]:
        inside = {at for r in self.composed.readings for at in range(r.start + 1, r.end)}
        return [at for at in line_breaks(self.composed.text, self.style.lang) if at not in inside]

    def lines(self, width: float) -> tuple[TextLine, ...]:
        """Break the text into lines at most ``width`` wide."""
        ends: list[tuple[int, int]] = []
        start = last = 0
        text = self.composed.text
        for at in self._breaks():
            if self.width(start, self.trimmed(start, at)) > width and last > start:
                ends.append((start, last))
                start = last
            if self.width(start, self.trimmed(start, at)) > width:
                start = self._cut_word(start, at, width, ends)
            last = at
            if at and text[at - 1] in _LINE_ENDS:
                ends.append((start, at))
                start = at
        if start < len(text):
            ends.append((start, len(text)))
        return tuple(self._line(start, after) for start, after in ends)

    def _cut_word(self, start: int, end: int, width: float, ends: list[tuple[int, int]]) -> int:
        """Cut a word that is wider than a line; return where its rest begins."""
        word = self.composed.text[start:end]
        places = [start + at for at in grapheme_breaks(word, self.style.lang)]
        sums = [self._sums[at] for at in places]
        while self.width(start, self.trimmed(start, end)) > width:
            first = bisect_right(places, start)
            last = bisect_right(sums, self._sums[start] + width, lo=first)
            cut = places[max(first, last - 1)]
            if cut >= end:
                break
            ends.append((start, cut))
            start = cut
        return start

    def _line(self, start: int, after: int) -> TextLine:
        end = self.trimmed(start, after)
        top, bottom = (
            max(self.top[start:end], default=0.0),
            max(self.bottom[start:end], default=0.0),
        )
        leading, baseline = self.leading, self.baseline
        over = max(0.0, top - baseline)
        under = max(0.0, bottom - (leading - baseline))
        return TextLine(
            start, end, after, self.width(start, end), baseline + over, leading + over + under
        )

    @property
    def leading(self) -> float:
        if self.style.leading is not None:
            return self.style.leading
        face = self.book.chain(self.style.lang)[0]
        natural = face.ascent + face.descent
        return self.style.size * max(_MIN_LEADING, min(_MAX_LEADING, natural))

    @property
    def baseline(self) -> float:
        """Return the depth of the base line below the top of an ordinary line."""
        face = self.book.chain(self.style.lang)[0]
        return self.leading * face.ascent / (face.ascent + face.descent)

    def tail(self, line: TextLine) -> ShapedItem | None:
        """Return the space at which a line was broken: kept, so that copied words stay apart."""
        text = self.composed.text
        if line.end >= line.next or text[line.end] != " ":
            return None
        item = next(i for i in self.items if i.start <= line.end < i.end)
        return item.clip(line.end, line.end + 1)

    def place(self, edges: Mapping[int, tuple[float, float]], at: int) -> float:
        """Return the left edge of the (left-to-right) character at a place of a drawn line.

        ``edges`` are the left and right edges of the line's items, by the place of their start.
        """
        start = max(begin for begin in edges if begin <= at)
        return edges[start][0] + self.width(start, at)

    def line_items(self, line: TextLine) -> list[ShapedItem]:
        """Return what one line shows, from left to right."""
        return visual_order(
            [
                item.clip(line.start, line.end)
                for item in self.items
                if item.start < line.end and item.end > line.start
            ]
        )


def place_on(lines: Sequence[TextLine], height: float) -> int:
    """Return how many lines fit into ``height``."""
    bottoms = list(accumulate(line.height for line in lines))
    return bisect_right(bottoms, height + 1e-6)
