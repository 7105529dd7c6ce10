# SPDX-License-Identifier: MIT
"""One font file as HarfBuzz sees it. All lengths are in em (1 = the font size)."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import icu
import uharfbuzz as hb

from app.documents.print_font import PrintFont
from app.errors import UserError

_LINE_ENDS = frozenset("\n\r\t\u2028\u2029")


@lru_cache(maxsize=4096)
def invisible(character: str) -> bool:
    """True for what is never drawn: joiners, direction marks, variation selectors, line ends."""
    return character in _LINE_ENDS or bool(
        icu.Char.hasBinaryProperty(character, icu.UProperty.DEFAULT_IGNORABLE_CODE_POINT)
    )


class Face:
    """A font file, opened when first needed; UserError("fonts_damaged") when it is not there."""

    def __init__(self, path: Path, file: PrintFont) -> None:
        self.file = file
        self.name = path.stem
        self._path = path
        self._ink: dict[int, tuple[float, float]] = {}

    @cached_property
    def hb_face(self) -> Any:  # noqa: ANN401 uharfbuzz has no types
        try:
            return hb.Face(hb.Blob(self._path.read_bytes()))
        except OSError as fault:
            raise UserError("fonts_damaged", file=self._path.name) from fault

    @cached_property
    def hb_font(self) -> Any:  # noqa: ANN401 uharfbuzz has no types
        return hb.Font(self.hb_face)

    @cached_property
    def upem(self) -> int:
        return int(self.hb_face.upem)

    @cached_property
    def codepoints(self) -> frozenset[int]:
        return frozenset(self.hb_face.unicodes)

    @cached_property
    def _extents(self) -> tuple[float, float]:
        extents = self.hb_font.get_font_extents("ltr")
        return extents.ascender / self.upem, -extents.descender / self.upem

    @property
    def ascent(self) -> float:
        return self._extents[0]

    @property
    def descent(self) -> float:
        """Depth below the base line, positive."""
        return self._extents[1]

    def has(self, character: str) -> bool:
        return ord(character) in self.codepoints or invisible(character)

    @cached_property
    def blank(self) -> int:
        """The glyph of the space character."""
        return int(self.hb_font.get_nominal_glyph(ord(" ")) or 0)

    def advance(self, glyph: int) -> float:
        """Return the width as the font table has it; what a PDF's /W array must say."""
        return int(self.hb_font.get_glyph_h_advance(glyph)) / self.upem

    def ink(self, glyph: int) -> tuple[float, float]:
        """Return (height above, depth below) the base line of the outline; (0, 0) for a blank."""
        if glyph not in self._ink:
            box = self.hb_font.get_glyph_extents(glyph)
            if box is None or not box.height:
                self._ink[glyph] = (0.0, 0.0)
            else:
                top, bottom = box.y_bearing, box.y_bearing + box.height
                self._ink[glyph] = (top / self.upem, -bottom / self.upem)
        return self._ink[glyph]
