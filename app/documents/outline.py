# SPDX-License-Identifier: MIT
"""Glyph outlines as path operators: for what is seen on the page but is not text of it (furigana).

Text operators would not do: not every reader honours an empty ActualText, and readings would then
stand between the words that are searched.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.documents.faces import Face

Point = tuple[float, float]


@dataclass(slots=True)
class _PathPen:
    """A pen in the sense of fontTools: HarfBuzz calls it with font units."""

    scale: float
    origin: Point
    operators: list[str] = field(default_factory=list)
    _at: Point = (0.0, 0.0)

    def _page(self, *points: Point) -> str:
        x, y = self.origin
        return " ".join(f"{x + a * self.scale:.3f} {y + b * self.scale:.3f}" for a, b in points)

    def moveTo(self, point: Point) -> None:  # noqa: N802 fontTools' name
        self.operators.append(f"{self._page(point)} m")
        self._at = point

    def lineTo(self, point: Point) -> None:  # noqa: N802 fontTools' name
        self.operators.append(f"{self._page(point)} l")
        self._at = point

    def qCurveTo(self, control: Point, point: Point) -> None:  # noqa: N802 fontTools' name
        first, second = _raised(self._at, control), _raised(point, control)
        self.curveTo(first, second, point)

    def curveTo(self, first: Point, second: Point, point: Point) -> None:  # noqa: N802 fontTools' name
        self.operators.append(f"{self._page(first, second, point)} c")
        self._at = point

    def closePath(self) -> None:  # noqa: N802 fontTools' name
        self.operators.append("h")


def _raised(end: Point, control: Point) -> Point:
    """Return the cubic control point next to ``end`` of a quadratic curve."""
    return (end[0] + 2 * (control[0] - end[0]) / 3, end[1] + 2 * (control[1] - end[1]) / 3)


def outline(face: Face, gid: int, origin: Point, size: float) -> list[str]:
    """Return the operators that fill one glyph with its origin at ``origin`` (points)."""
    pen = _PathPen(size / face.upem, origin)
    face.hb_font.draw_glyph_with_pen(gid, pen)
    return [*pen.operators, "f"] if pen.operators else []
