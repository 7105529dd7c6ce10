# SPDX-License-Identifier: MIT
"""Plain Japanese with readings above the kanji, laid out and painted by us: Qt has no ruby.

A base and its reading are one piece that no line end parts; other text breaks by strict kinsoku.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.domain.ruby import parse_ruby
from ui.theme.metric import LINE_HEIGHT
from ui.widgets.flow import Align
from ui.widgets.linebreak import cells, may_break

_RUBY_SHARE = 0.5
_OVERHANG = 0.25  # of the reading's em, over each neighbour that has no reading


@dataclass(frozen=True)
class _Cell:
    base: str
    reading: str
    base_width: float
    ruby_width: float
    width: float


@dataclass(frozen=True)
class _Line:
    cells: tuple[_Cell, ...]
    width: float


@dataclass(frozen=True)
class RubyFlow:
    """Lines of bases with their readings; same use as `ui.widgets.flow.Flow`."""

    lines: tuple[_Line, ...]
    width: float
    height: float
    font: QFont
    measure: float
    align: Align

    def paint(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        """Paint all lines with the top left corner at ``at``."""
        painter.setPen(colour)
        small = _small(self.font)
        ascent, ruby_ascent = QFontMetricsF(self.font).ascent(), QFontMetricsF(small).ascent()
        ruby_box, base_box = _boxes(self.font, self.lines)
        share = {"start": 0.0, "center": 0.5, "end": 1.0}[self.align]
        baseline = at.y() + ruby_box + (base_box - QFontMetricsF(self.font).height()) / 2 + ascent
        for line in self.lines:
            left = at.x() + (self.measure - line.width) * share
            for cell in line.cells:
                painter.setFont(self.font)
                painter.drawText(
                    QPointF(left + (cell.width - cell.base_width) / 2, baseline), cell.base
                )
                if cell.reading:
                    painter.setFont(small)
                    above = baseline - self.font.pixelSize() * 0.92 - small.pixelSize() * 0.95
                    place = QPointF(
                        left + (cell.width - cell.ruby_width) / 2, above + ruby_ascent * 0.85
                    )
                    painter.drawText(place, cell.reading)
                left += cell.width
            baseline += ruby_box + base_box


def lay_out_ruby(text: str, font: QFont, width: float, align: Align = "start") -> RubyFlow:
    """Lay out ``漢字{かんじ}`` markup in lines of at most ``width`` pixels."""
    lines: list[_Line] = []
    for paragraph in text.split("\n"):
        lines.extend(_fill(_cells(paragraph, font), width))
    widest = max(line.width for line in lines)
    height = sum(_boxes(font, lines)) * len(lines)
    return RubyFlow(
        tuple(lines), widest, height, font, min(width, widest if width > 1e5 else width), align
    )


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(max(round(font.pixelSize() * _RUBY_SHARE), 1))
    small.setWeight(QFont.Weight.Normal)
    return small


def _boxes(font: QFont, lines: Sequence[_Line]) -> tuple[float, float]:
    """Return the room for readings, none in a text without any, and for the bases."""
    read = any(cell.reading for line in lines for cell in line.cells)
    return font.pixelSize() * _RUBY_SHARE * 0.9 * read, font.pixelSize() * LINE_HEIGHT


def _cells(paragraph: str, font: QFont) -> list[_Cell]:
    big, small = QFontMetricsF(font), QFontMetricsF(_small(font))
    overhang = 2 * _OVERHANG * _small(font).pixelSize()
    found: list[_Cell] = []
    for base, reading in parse_ruby(paragraph):
        for piece in [base] if reading else cells(base):
            wide, over = big.horizontalAdvance(piece), small.horizontalAdvance(reading or "")
            found.append(_Cell(piece, reading or "", wide, over, max(wide, over - overhang)))
    return found


def _fill(row: list[_Cell], width: float) -> list[_Line]:
    lines: list[_Line] = []
    current: list[_Cell] = []
    used = 0.0
    for group in _groups(row):
        needed = sum(cell.width for cell in group)
        if current and used + needed > width + 0.5:
            lines.append(_Line(tuple(current), used))
            current, used = [], 0.0
        current.extend(group)
        used += needed
    lines.append(_Line(tuple(current), used))
    return lines


def _groups(row: list[_Cell]) -> list[list[_Cell]]:
    groups: list[list[_Cell]] = []
    for cell in row:
        if groups and not may_break(groups[-1][-1].base, cell.base):
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return groups
