# SPDX-License-Identifier: MIT
"""Signs of the stages of the way: white lines on a blue round, one style, plain at any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.documents.sheet import BLUE, WHITE

if TYPE_CHECKING:
    from app.documents.canvas import PdfaCanvas

Line = tuple[tuple[float, float], ...]
#: Each sign as lines in a field from -10 to 10; a line that ends where it began is closed.
SIGNS: Final[dict[str, tuple[Line, ...]]] = {
    "talk": (
        ((-8, -2), (-8, 7), (8, 7), (8, -2), (0, -2), (-4, -7), (-4, -2), (-8, -2)),
        ((-4, 4), (4, 4)),
        ((-4, 1), (2, 1)),
    ),
    "shelter": (
        ((-9, 0), (0, 8), (9, 0)),
        ((-6, 2), (-6, -7), (6, -7), (6, 2)),
        ((-2, -7), (-2, -1), (2, -1), (2, -7)),
    ),
    "status": (
        ((-6, -8), (-6, 8), (6, 8), (6, -8), (-6, -8)),
        ((-3, 4), (3, 4)),
        ((-3, 0), (3, 0)),
        ((-3, -4), (1, -4)),
    ),
    "case": (
        ((0, 8), (0, -7)),
        ((-4, -7), (4, -7)),
        ((-7, 5), (7, 5)),
        ((-7, 5), (-10, -1), (-4, -1), (-7, 5)),
        ((7, 5), (4, -1), (10, -1), (7, 5)),
    ),
    "choice": (
        ((0, -8), (0, 0), (-7, 7)),
        ((0, 0), (7, 7)),
        ((-7, 3), (-7, 7), (-3, 7)),
        ((7, 3), (7, 7), (3, 7)),
    ),
}
_FIELD: Final = 16.0  # a sign's half, with the ground around it


def draw_sign(canvas: PdfaCanvas, sign: str, at: tuple[float, float], radius: float) -> None:
    """Draw the sign in a round whose middle is ``at``; points."""
    x, y = at
    canvas.setFillColorRGB(*BLUE)
    canvas.circle(x, y, radius, stroke=0, fill=1)
    canvas.setStrokeColorRGB(*WHITE)
    canvas.setLineWidth(1.3)
    scale = radius / _FIELD
    for line in SIGNS[sign]:
        path = canvas.beginPath()
        for number, (right, up) in enumerate(line):
            place = (x + right * scale, y + up * scale)
            if number:
                path.lineTo(*place)
            else:
                path.moveTo(*place)
        canvas.drawPath(path, stroke=1, fill=0)
