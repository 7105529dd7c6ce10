# SPDX-License-Identifier: MIT
"""Text laid out for one width: lines in any script, with a line height of at least 1.5.

Qt's own QLabel clips tall scripts and breaks Lao, Khmer and Burmese wrongly; here the height for a width
is measured on the lines that are then painted, so nothing clips.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Generic, Literal, Protocol, TypeVar

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from ui.theme import current_theme, is_rtl
from ui.theme.metric import LINE_HEIGHT
from ui.widgets.ink import set_by_ink
from ui.widgets.linebreak import SEPARATOR, needs_dictionary, wrapped

Align = Literal["start", "center", "end"]
UNBOUNDED = 1_000_000.0
_TALL = frozenset({"km", "shn", "ksw", "lo", "th", "ar", "fa", "ug", "ps", "sd", "bo", "dz"})


@dataclass(frozen=True)
class _Ink:
    """Where the ink of a script stands, in ems: the pitch of its lines, and its baseline below their top."""

    pitch: float
    above: float


#: Burmese fonts ask for 2.18 ems a line; the ink of all our texts, measured, needs at most 1.55.
_INK = {"my": _Ink(1.65, 1.06)}
_BY_OWN_INK = frozenset({"ur"})  # each text by what it needs itself
_BLEED = {"ur": 0.4}  # ems: Nastaliq swings out of its line on both sides
_MOST_OVER = 0.25  # ems above and below: Qt's boxes of glyphs are generous
_KEPT = 8  # widths for which a widget keeps its lines
_TIGHTER = (0.95, 0.9)  # of the width, where measured lines came out wider
_SLACK = 0.5  # a line measured at its own width must not wrap by rounding


@dataclass(frozen=True)
class Flow:
    """Laid-out paragraphs with the place of every line; ``width`` is that of the longest line."""

    layouts: tuple[QTextLayout, ...]
    width: float
    height: float

    @property
    def lines(self) -> tuple[str, ...]:
        """The words of each line, as they were broken."""
        return tuple(
            layout.text()[line.textStart() : line.textStart() + line.textLength()].strip()
            for layout in self.layouts
            for line in _lines(layout)
        )

    def paint(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        """Paint all lines with the top left corner at ``at``."""
        painter.setPen(colour)
        for layout in self.layouts:
            layout.draw(painter, at)


def lay_out(text: str, lang: str, font: QFont, width: float, align: Align = "start") -> Flow:
    """Lay ``text`` out in lines of at most ``width`` pixels; ``UNBOUNDED`` gives the natural width."""
    current_theme().fonts.cover(text)
    script = lang.split("-", maxsplit=1)[0]
    bleed = font.pixelSize() * _BLEED.get(script, 0.0)
    inner = width if width >= UNBOUNDED else max(width - 2 * bleed, 1.0)
    layouts = [_broken(part, lang, font, inner) for part in text.split("\n")]
    widest = max(
        (line.naturalTextWidth() for layout in layouts for line in _lines(layout)), default=0.0
    )
    top = 0.0
    for layout in layouts:
        _align(layout, widest if width >= UNBOUNDED else inner, align, rtl=is_rtl(lang))
        top = _stack(layout, top, script)
    above, below = (
        _overflow(layouts, top, font.pixelSize() * _MOST_OVER) if script in _TALL else (0.0, 0.0)
    )
    for layout in layouts:
        layout.setPosition(QPointF(bleed, above))
    return Flow(tuple(layouts), widest + 2 * bleed, top + above + below)


def _overflow(layouts: list[QTextLayout], height: float, most: float) -> tuple[float, float]:
    """Return how far stacked signs reach above and below the lines: fonts promise too little."""
    boxes = [run.boundingRect() for layout in layouts for run in layout.glyphRuns()]
    above = max((-box.top() for box in boxes), default=0.0)
    below = max((box.bottom() - height for box in boxes), default=0.0)
    return float(min(max(ceil(above), 0), most)), float(min(max(ceil(below), 0), most))


class Laid(Protocol):
    """What is painted: a `Flow`, or one with readings."""

    @property
    def width(self) -> float:
        """Of the longest line, px."""

    @property
    def height(self) -> float:
        """Of all lines, px."""


F = TypeVar("F", bound=Laid)


class Flows(Generic[F]):
    """What one widget has laid out, by width, until its text, language, font or alignment is another.

    Kept by the widget and gone with it: no text outlives the page it stands on. The font is compared
    each time, as style sheets change a widget's font without a word. ``lay_out``: `lay_out` or its like.
    Words that need no second line are laid out once for every width that holds them.
    """

    def __init__(self, lay_out: Callable[[str, str, QFont, float, Align], F]) -> None:
        self._lay_out = lay_out
        self._of: tuple[str, str, QFont, Align] | None = None
        self._by_width: dict[float, F] = {}

    def at(self, width: float, text: str, lang: str, font: QFont, align: Align = "start") -> F:
        """Return what is laid out for these."""
        self._begin((text, lang, font, align))
        if align == "start" and not is_rtl(lang) and (whole := self._whole_in(width)) is not None:
            return whole
        if width not in self._by_width:
            self._by_width[width] = self._lay_out(text, lang, font, width, align)
        return self._by_width[width]

    def height_at(
        self, width: float, text: str, lang: str, font: QFont, align: Align = "start"
    ) -> float:
        """Return the height, px, of what is laid out for these."""
        self._begin((text, lang, font, align))
        whole = self._whole_in(width)
        return (whole or self.at(width, text, lang, font, align)).height

    def _begin(self, of: tuple[str, str, QFont, Align]) -> None:
        if of != self._of or len(self._by_width) > _KEPT:
            self._of = of
            self._by_width.clear()

    def _whole_in(self, width: float) -> F | None:
        """The words without a break, where they are known to have room in a width."""
        whole = self._by_width.get(UNBOUNDED)
        return whole if whole is not None and whole.width <= width else None


def natural_width(text: str, lang: str, font: QFont) -> float:
    """Return the width of the longest paragraph when nothing is wrapped."""
    return lay_out(text, lang, font, UNBOUNDED).width


def _pitch(font: QFont, script: str) -> float:
    if script in _INK:
        return font.pixelSize() * _INK[script].pitch
    return max(font.pixelSize() * LINE_HEIGHT, QFontMetricsF(font).height())


def _prepared(paragraph: str, lang: str, font: QFont, width: float) -> str:
    if width >= UNBOUNDED or not needs_dictionary(lang):
        return paragraph
    return wrapped(paragraph, lang, width, QFontMetricsF(font).horizontalAdvance)


def _option(direction: Qt.LayoutDirection) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(direction)
    return option


_OPTIONS = {
    True: _option(Qt.LayoutDirection.RightToLeft),
    False: _option(Qt.LayoutDirection.LeftToRight),
}


def _layout(text: str, lang: str, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.setTextOption(_OPTIONS[is_rtl(lang)])
    layout.setCacheEnabled(True)
    return layout


def _lines(layout: QTextLayout) -> list[QTextLine]:
    return [layout.lineAt(number) for number in range(layout.lineCount())]


def _broken(paragraph: str, lang: str, font: QFont, width: float) -> QTextLayout:
    """Break a paragraph into lines.

    Where a line comes out wider than its words were measured (Burmese syllables take other shapes beside
    each other), its last word would stand on a line alone: it is broken anew for a little less.
    """
    best = _in_lines(_prepared(paragraph, lang, font, width), lang, font, width)
    for share in _TIGHTER:
        if best.lineCount() <= best.text().count(SEPARATOR) + 1 or not needs_dictionary(lang):
            break
        text = _prepared(paragraph, lang, font, width * share)
        best = min(best, _in_lines(text, lang, font, width), key=QTextLayout.lineCount)
    return best


def _in_lines(text: str, lang: str, font: QFont, width: float) -> QTextLayout:
    layout = _layout(text, lang, font)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width + _SLACK)
    layout.endLayout()
    return layout


def _stack(layout: QTextLayout, top: float, script: str) -> float:
    """Put the lines of a paragraph under each other from ``top``; return where they end."""
    em, lines = layout.font().pixelSize(), _lines(layout)
    if script in _BY_OWN_INK:
        return set_by_ink(lines, top, em)
    ink, pitch = _INK.get(script), _pitch(layout.font(), script)
    for line in lines:
        height = pitch if ink is not None else max(pitch, line.height())
        above = ink.above * em - line.ascent() if ink is not None else (height - line.height()) / 2
        line.setPosition(QPointF(line.x(), top + above))
        top += height
    return top if lines else top + pitch


def _align(layout: QTextLayout, width: float, align: Align, *, rtl: bool) -> None:
    share = {"start": 1.0 if rtl else 0.0, "center": 0.5, "end": 0.0 if rtl else 1.0}[align]
    if not share:
        return
    for line in _lines(layout):
        line.setPosition(QPointF((width - line.naturalTextWidth()) * share, line.y()))
