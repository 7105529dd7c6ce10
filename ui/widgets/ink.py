# SPDX-License-Identifier: MIT
"""How far the ink of a line of text reaches, and lines set by it where their font asks for far more.

Nastaliq climbs: a short word needs 1.3 ems, a line with the highest and the deepest sign 2.7, and the font
asks for 2.5 for each. Set by their own ink, lines of Urdu neither touch nor waste a fifth of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLine

from ui.theme.metric import LINE_HEIGHT

_AIR: Final = (
    0.15  # ems: between the ink of two lines, and half of it above the first and below the last
)
_STEP: Final = 0.25  # ems: along a line, how finely its ink is known


@dataclass(frozen=True, slots=True)
class Skyline:
    """How far a line's ink reaches above and below its baseline, px, along the line."""

    above: dict[int, float] = field(default_factory=dict)
    below: dict[int, float] = field(default_factory=dict)

    @property
    def top(self) -> float:
        """The highest it reaches above its baseline."""
        return max(self.above.values(), default=0.0)

    @property
    def bottom(self) -> float:
        """The deepest it reaches below its baseline."""
        return max(self.below.values(), default=0.0)

    def apart(self, under: Skyline) -> float:
        """How far the baseline of a line under this one has to be for their ink not to touch."""
        return max((deep + under.above.get(x, 0.0) for x, deep in self.below.items()), default=0.0)


def skyline(line: QTextLine, em: float) -> Skyline:
    """Return how far the glyphs of a line reach, where it stands."""
    found, base, step = Skyline(), line.y() + line.ascent(), em * _STEP
    for left, right, top, bottom in _glyphs(line):
        for x in range(int(left // step), int(right // step) + 1):
            found.above[x] = max(found.above.get(x, 0.0), base - top)
            found.below[x] = max(found.below.get(x, 0.0), bottom - base)
    return found


def _glyphs(line: QTextLine) -> Iterator[tuple[float, float, float, float]]:
    """The left, right, top and bottom of the ink of each glyph."""
    for run in line.glyphRuns():
        font = run.rawFont()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
            box = font.boundingRect(glyph)
            if not box.isEmpty():
                box.translate(place)
                yield box.left(), box.right(), box.top(), box.bottom()


def set_by_ink(lines: Sequence[QTextLine], top: float, em: float) -> float:
    """Put lines under each other from ``top``, as near as their ink allows; return where they end, px."""
    least, air = LINE_HEIGHT * em, _AIR * em
    if not lines:
        return top + least
    inks = [skyline(line, em) for line in lines]
    pitch = max([least, *(over.apart(under) + air for over, under in pairwise(inks))])
    high = inks[0].top + (len(lines) - 1) * pitch + inks[-1].bottom + air
    spare = max(least - high, 0.0)
    base = top + inks[0].top + (air + spare) / 2
    for line in lines:
        line.setPosition(QPointF(line.x(), base - line.ascent()))
        base += pitch
    return top + high + spare
