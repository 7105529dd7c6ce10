# SPDX-License-Identifier: MIT
"""The shipped fonts, by language: `resources/fonts/fonts.json` says which file is for which tag.

Files are registered on first use only (a script costs 20–40 ms): of a language when its font is asked
for, of a script when a text holds it (`cover`), whatever the language of the field: a name is typed in
its own letters. Han characters are one code for several shapes, so the font follows the language.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

_log = logging.getLogger(__name__)

_BASE = "en"
_SCRIPTS = {
    "Cyrl": "en",
    "Latn": "en",
    "Hans": "zh-Hans",
    "Hant": "zh-Hant",
    "Arab": "ar",
    "Deva": "hi",
}


_ALWAYS = "\u0250"  # Latin letters below it are in the font that is registered at start
_PROBE = 16.0  # pixels: the size in which a file is asked which characters it has


@dataclass(frozen=True, slots=True)
class FontFile:
    """One file of the manifest; ``bold`` is its only weight besides regular (400 and 700)."""

    file: str
    family: str
    bold: bool
    languages: tuple[str, ...]
    scripts: tuple[str, ...]  # ISO 15924


def read_manifest(path: Path) -> tuple[FontFile, ...]:
    """Return the font files that ``path`` lists. Raises OSError and ValueError: it ships with us."""
    entries = json.loads(path.read_text("utf-8"))["fonts"]
    return tuple(
        FontFile(
            e["file"],
            e["family"],
            e["weight"] == "bold",
            tuple(e["languages"]),
            tuple(e["scripts"]),
        )
        for e in entries
    )


def canonical(tag: str) -> str:
    """Return a language tag as the manifest spells it: ``zh_Hans`` → ``zh-Hans``, ``ja_easy`` → ``ja``."""
    plain = tag.replace("_", "-")
    return "ja" if plain.split("-")[0] == "ja" else plain


class ScreenFonts:
    """Registers font files with Qt when a language asks for them, each once. GUI thread only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = read_manifest(folder / "fonts.json")
        self._family = {tag: f.family for f in self._files for tag in f.languages}
        self._loaded: set[str] = set()
        self._made: dict[tuple[str, int, bool], QFont] = {}
        self._seen: set[str] = set()  # characters that some registered file has, or none at all
        self._probes: dict[str, QRawFont] = {}

    def family(self, tag: str) -> str:
        """Return the family for a tag: its own, that of a shorter tag, of its script, or Latin."""
        parts = canonical(tag).split("-")
        for end in range(len(parts), 0, -1):
            if found := self._family.get("-".join(parts[:end])):
                script = next((p for p in parts if p in _SCRIPTS), "")
                return self._family[_SCRIPTS[script]] if script and end == 1 else found
        script = next((p for p in parts if p in _SCRIPTS), "")
        return self._family[_SCRIPTS.get(script, _BASE)]

    def ensure(self, tags: Iterable[str]) -> None:
        """Register the files of these languages that are not yet registered."""
        for family in {self.family(tag) for tag in tags} - self._loaded:
            self._load(family)

    def cover(self, text: str) -> bool:
        """Register the files that the characters of a text need; True when there were new ones."""
        unknown = {sign for sign in text if sign >= _ALWAYS} - self._seen
        self._seen |= unknown
        return sum(self._find(sign) for sign in sorted(unknown)) > 0

    def _find(self, sign: str) -> bool:
        """Register the first file of the sign's script that has it, unless one is registered already."""
        files = [entry for entry in self._files if not entry.bold]
        if any(self._has(entry, sign) for entry in files if entry.family in self._loaded):
            return False
        script = _script(sign)
        for entry in files:
            if script in entry.scripts and self._has(entry, sign):
                self._load(entry.family)
                return True
        return False

    def _has(self, entry: FontFile, sign: str) -> bool:
        if entry.file not in self._probes:
            self._probes[entry.file] = QRawFont(str(self._folder / entry.file), _PROBE)
        return self._probes[entry.file].supportsCharacter(ord(sign))

    def _load(self, family: str) -> None:
        self._loaded.add(family)
        self._made.clear()  # a font names those families only that are registered
        for entry in self._files:
            if entry.family == family:
                self._register(entry)

    def font(self, tag: str, pixels: int, *, bold: bool) -> QFont:
        """Return the font of a language; what it lacks comes from the Latin, the Japanese and then every
        other font that is registered.
        """
        key = (tag, pixels, bold)
        if key not in self._made:
            self.ensure((tag,))
            self._made[key] = self._make(tag, pixels, bold=bold)
        return QFont(self._made[key])

    def _make(self, tag: str, pixels: int, *, bold: bool) -> QFont:
        first = (self.family(tag), self.family(_BASE), self.family("ja"))
        families = dict.fromkeys((*first, *(entry.family for entry in self._files)))
        font = QFont()
        font.setFamilies([f for f in families if f in self._loaded])
        font.setPixelSize(max(pixels, 1))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _register(self, entry: FontFile) -> None:
        if QFontDatabase.addApplicationFont(str(self._folder / entry.file)) < 0:
            _log.warning("font not usable: %s", entry.file)


def _script(sign: str) -> str:
    import icu  # noqa: PLC0415 only for a character that no registered file has

    return str(icu.Script.getScript(sign).getShortName())
