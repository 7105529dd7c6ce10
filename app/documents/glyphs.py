# SPDX-License-Identifier: MIT
"""Shaped glyphs into the content stream, so that the text can be searched and copied.

A cluster whose one glyph always stands for the same text needs only ToUnicode. Any other carries
its text as ActualText: together with its word or, from right to left, alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from app.documents.embedding import utf16_hex
from app.documents.shaping import Colour, Glyph, ShapedItem

if TYPE_CHECKING:
    from app.documents.canvas import PdfaCanvas
    from app.documents.embedding import DocumentFont

_LEVEL = 1e-4
"""Smaller differences from the base line are not written."""
_SHIFT = 0.05
"""Smaller differences from a glyph's natural place, in thousandths of an em, are not written."""
_STROKE = 0.03
"""Line width, in em, that makes a regular glyph stand for a bold one that no font has."""


@dataclass(slots=True)
class Pen:
    """Writes one text object. ``x`` is the pen, ``shown`` the end of the last glyph shown.

    While ``anchor`` is set, each piece at a new height begins with a blank there: readers that
    sort the pieces of a line by their left edge then keep those of a spelled word together.
    """

    font: DocumentFont
    size: float
    x: float
    shown: float
    rise: float = 0.0
    anchor: float | None = None
    pieces: list[str] = field(default_factory=list)
    operators: list[str] = field(default_factory=list)

    def flush(self) -> None:
        if self.pieces:
            self.operators.append(f"[{''.join(self.pieces)}] TJ")
            self.pieces.clear()

    def show(self, glyph: Glyph) -> None:
        """Draw one glyph at the pen and move on by its advance."""
        self._put(glyph.gid, self.x + glyph.dx * self.size, glyph.dy * self.size)
        self.x += glyph.advance * self.size

    def blank(self, edge: float, *, from_left: bool) -> None:
        """Put a space on the base line that begins (or ends) at ``edge``; the pen stays."""
        gid = self.font.face.blank
        width = self.font.width(gid) * self.size / 1000
        self._put(gid, edge if from_left else edge - width, 0.0)

    def _put(self, gid: int, at: float, rise: float) -> None:
        if abs(rise - self.rise) > _LEVEL:
            self.flush()
            self.operators.append(f"{rise:.3f} Ts")
            self.rise = rise
            if self.anchor is not None:
                self._place(self.font.face.blank, self.anchor)
        self._place(gid, at)

    def _place(self, gid: int, at: float) -> None:
        self.font.use(gid)
        shift = (self.shown - at) / self.size * 1000
        if abs(shift) > _SHIFT:
            self.pieces.append(f"{shift:.2f}")
        else:
            at = self.shown
        self.pieces.append(f"<{gid:04X}>")
        self.shown = at + self.font.width(gid) * self.size / 1000


def cluster_texts(glyphs: Sequence[Glyph], text: str, end: int) -> dict[int, str]:
    """Return the text of each cluster, by its first character's place."""
    starts = sorted({glyph.cluster for glyph in glyphs})
    return {
        start: text[start:after] for start, after in zip(starts, [*starts[1:], end], strict=True)
    }


@dataclass(frozen=True, slots=True)
class Pads:
    """Extra room, in points, before and after the cluster that begins at a place."""

    before: dict[int, float] = field(default_factory=dict)
    after: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The glyphs that stand for ``text``, with extra room before and after (points)."""

    text: str
    glyphs: tuple[Glyph, ...]
    before: float
    after: float

    def width(self, size: float) -> float:
        own = sum(glyph.advance for glyph in self.glyphs)
        return self.before + own * size + self.after


def _clusters(glyphs: Sequence[Glyph], texts: Mapping[int, str], pads: Pads) -> list[Cluster]:
    return [
        Cluster(texts[place], tuple(group), pads.before.get(place, 0.0), pads.after.get(place, 0.0))
        for place, group in groupby(glyphs, key=lambda glyph: glyph.cluster)
    ]


def _words(clusters: Sequence[Cluster], *, rtl: bool) -> list[list[Cluster]]:
    """Return what is spelled out together: a word, or one cluster from right to left.

    Readers that sort by position mix up the marks of neighbours inside a word (my, km); readers
    that turn right-to-left text around would also turn around the letters of a whole word (ur).
    """
    if rtl:
        return [[cluster] for cluster in clusters]
    return [list(group) for _, group in groupby(clusters, key=lambda c: c.text.isspace())]


def _exact(pen: Pen, cluster: Cluster) -> bool:
    """True when a cluster is one glyph in its natural place that always stands for its text."""
    glyph = cluster.glyphs[0]
    plain = len(cluster.glyphs) == 1 and abs(glyph.dy) < _LEVEL and abs(glyph.dx) < _LEVEL
    return plain and pen.font.claim(glyph.gid, cluster.text)


def _show(pen: Pen, clusters: Sequence[Cluster]) -> None:
    for cluster in clusters:
        pen.x += cluster.before
        for glyph in cluster.glyphs:
            pen.show(glyph)
        pen.x += cluster.after


def _spell(pen: Pen, clusters: Sequence[Cluster]) -> None:
    """Write clusters with their text, between two blanks at their left and right edge.

    Readers take the place of a spelled text from its first and last glyph: without the blanks they
    see gaps and other base lines where marks stand above or below, and tear words apart.
    """
    text = "".join(cluster.text for cluster in clusters)
    end = pen.x + sum(cluster.width(pen.size) for cluster in clusters)
    pen.flush()
    pen.operators.append(f"/Span <</ActualText <FEFF{utf16_hex(text)}>>> BDC")
    pen.anchor = pen.x
    pen.blank(pen.x, from_left=True)
    _show(pen, clusters)
    pen.blank(end, from_left=False)
    pen.flush()
    pen.anchor = None
    pen.operators.append("EMC")


def _write(pen: Pen, clusters: Sequence[Cluster], *, rtl: bool) -> None:
    for word in _words(clusters, rtl=rtl):
        exact = [_exact(pen, cluster) for cluster in word]
        padded = any(cluster.before or cluster.after for cluster in word)
        if all(exact) and not padded:
            _show(pen, word)
        else:
            _spell(pen, word)


def draw_glyphs(  # noqa: PLR0913 one call per run, all of it needed
    canvas: PdfaCanvas,
    item: ShapedItem,
    glyphs: Sequence[Glyph],
    origin: tuple[float, float],
    size: float,
    *,
    text: str | None = None,
    pads: Pads | None = None,
) -> float:
    """Draw one shaped item from ``origin``; return where its pen ends (points).

    ``text`` None leaves the glyphs without text of their own: an enclosing span says what they
    read.
    """
    if item.face is None:
        raise ValueError(item.start)
    x, y = origin
    font = canvas.document_font(item.face)
    pen = Pen(font, size, x, x)
    pen.operators.append(f"BT /{font.name} {size:g} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm")
    faint = item.span.bold and not item.face.file.bold
    if faint:
        pen.operators.append(f"2 Tr {size * _STROKE:.3f} w")
    if text is None:
        for glyph in glyphs:
            pen.show(glyph)
    else:
        texts = cluster_texts(glyphs, text, item.end)
        _write(pen, _clusters(glyphs, texts, pads or Pads()), rtl=bool(item.level & 1))
    pen.flush()
    if faint:
        pen.operators.append("0 Tr")
    if pen.rise:
        pen.operators.append("0 Ts")
    pen.operators.append("ET")
    canvas.emit(*pen.operators)
    return pen.x


def colour_operators(colour: Colour) -> str:
    """Return the operators for filling and stroking in device RGB, each part 0 to 1."""
    red, green, blue = colour
    return f"{red:g} {green:g} {blue:g} rg {red:g} {green:g} {blue:g} RG"
