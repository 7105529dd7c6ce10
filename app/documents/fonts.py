# SPDX-License-Identifier: MIT
"""The shipped fonts and the order in which a language tries them.

Contract: `FontBook.load` reads ``fonts.json`` only; a font file is opened the first time that one
of its characters is looked up. No font of the system is ever used. A book may be used by several
threads.

Han unification: one code point has a Japanese, a simplified, a traditional and a Korean shape, so
the text's language picks the font (LANGUAGES.md §2).
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.documents.print_font import PrintFont, print_font
from app.errors import UserError

if TYPE_CHECKING:
    from app.documents.faces import Face

MANIFEST = "fonts.json"


def ancestors(lang: str) -> tuple[str, ...]:
    """Return ``zh-Hant-TW`` as ``("zh-Hant-TW", "zh-Hant", "zh")``; takes pack keys too."""
    parts = lang.replace("_", "-").split("-")
    return tuple("-".join(parts[:end]) for end in range(len(parts), 0, -1))


def bcp47(lang: str) -> str:
    """Return the BCP-47 tag of a tag or a pack key (``ja_easy`` is ``ja-x-easy``)."""
    return "ja-x-easy" if lang == "ja_easy" else lang.replace("_", "-")


class FontBook:
    """All shipped fonts of one folder."""

    def __init__(self, folder: Path, files: tuple[PrintFont, ...]) -> None:
        self.folder = folder
        self.files = files
        self._faces: dict[str, Face] = {}
        self._chains: dict[tuple[str, bool], tuple[Face, ...]] = {}

    @classmethod
    def load(cls, folder: Path) -> FontBook:
        """Read the manifest. Raises UserError("fonts_damaged") when it is missing or not one."""
        try:
            rows = json.loads((folder / MANIFEST).read_text("utf-8"))["fonts"]
            files = tuple(print_font(row) for row in rows)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise UserError("fonts_damaged", file=MANIFEST) from fault
        return cls(folder, files)

    def damaged(self) -> tuple[str, ...]:
        """Return the names of files that are missing or do not have the manifest's checksum."""
        return tuple(file.file for file in self.files if not self._sound(file))

    def _sound(self, file: PrintFont) -> bool:
        try:
            data = (self.folder / file.file).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == file.sha256

    def family(self, lang: str) -> str:
        """Return the family whose language is nearest to ``lang``; the first one when none is."""
        return self._ranked(lang)[0].family

    def families(self, lang: str) -> tuple[str, ...]:
        """Return every family once, the best for ``lang`` first: a fallback list for Qt."""
        return tuple(dict.fromkeys(file.family for file in self._ranked(lang)))

    def paths(self) -> tuple[Path, ...]:
        return tuple(self.folder / file.file for file in self.files)

    def _ranked(self, lang: str) -> list[PrintFont]:
        wanted = ancestors(lang)

        def distance(file: PrintFont) -> int:
            return min((wanted.index(tag) for tag in file.languages if tag in wanted), default=99)

        return sorted(self.files, key=distance)

    def chain(self, lang: str, *, bold: bool = False) -> tuple[Face, ...]:
        """Return all faces in the order in which a text of ``lang`` tries them.

        The language's own family comes first in the wanted weight, then in the other one (the bold
        Chinese and Japanese sets are smaller than the regular ones), then every other family.
        """
        key = (lang, bold)
        if key not in self._chains:
            order = {family: place for place, family in enumerate(self.families(lang))}
            files = sorted(self.files, key=lambda f: (order[f.family], f.bold != bold))
            self._chains[key] = tuple(self._face(file) for file in files)
        return self._chains[key]

    def _face(self, file: PrintFont) -> Face:
        from app.documents.faces import Face  # noqa: PLC0415 HarfBuzz only when text is drawn

        if file.file not in self._faces:
            self._faces[file.file] = Face(self.folder / file.file, file)
        return self._faces[file.file]

    @cached_property
    def _covered(self) -> frozenset[int]:
        return frozenset().union(*(self._face(file).codepoints for file in self.files))

    def has(self, character: str) -> bool:
        """True when some shipped font can draw this one character."""
        return ord(character) in self._covered

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters that no shipped font has, once each, in order.

        Characters that are never drawn (joiners, direction marks, line ends) are not missing.
        """
        from app.documents.faces import invisible  # noqa: PLC0415 ICU only when text is drawn

        return tuple(
            character
            for character in dict.fromkeys(text)
            if not self.has(character) and not invisible(character)
        )
