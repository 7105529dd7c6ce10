# SPDX-License-Identifier: MIT
"""How little room the person's window has, and what that makes of letters and edges."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from PySide6.QtCore import QSize

from ui.theme import current_theme

_LARGE_TEXT: Final = 150  # from this scale on (per cent) the letters are large enough by themselves
_LOW, _LOWEST = 560, 440  # px at 100 %
SIZES: Final = (18, 20, 24, 28, 32, 36, 45)
QUESTION, OPTION, NOTICE = 4, 3, 0  # places in SIZES at the usual size
_EDGES: Final = (3, 1, 0.5)  # steps of the grid around the page


class Crowding(IntEnum):
    """``TIGHT``: what changes the looks of the window scrolls with the page."""

    ROOMY = 0
    CROWDED = 1
    TIGHT = 2

    @classmethod
    def of(cls, size: QSize) -> Crowding:
        """How crowded a window of this size is."""
        height = size.height() * 100 / current_theme().scale
        if height < _LOWEST:
            return cls.TIGHT
        return cls.CROWDED if current_theme().scale >= _LARGE_TEXT or height < _LOW else cls.ROOMY

    @property
    def edge(self) -> int:
        """The room around the page, px."""
        return current_theme().space(_EDGES[self])

    def letters(self, place: int, larger: int) -> int:
        """Size of the letters at a place of SIZES, made larger or smaller by the person."""
        less = 2 if self else 0
        return SIZES[max(0, min(len(SIZES) - 1, place + larger - less))]
