# SPDX-License-Identifier: MIT
"""Texts of a pack under their keys: English, Japanese and plain Japanese from the script itself, every
other language from the compiled catalogues. The keys are what translators see (see `LocalText`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.content.source import Raw
from app.domain.text import EN, JA, JA_EASY, LocalText, Status, Wording
from app.ids import LangTag

OWN = (EN, JA, JA_EASY)


@dataclass(frozen=True, slots=True)
class TextSource:
    """Makes `LocalText`s. ``texts``: language key -> text key -> (text, status)."""

    texts: Mapping[str, Mapping[str, tuple[str, str]]]

    def text(self, key: str, raw: Raw) -> LocalText:
        """The text ``raw`` ({en, ja, ja_easy?}) under ``key`` with all its translations."""
        wordings = {
            lang: Wording(lang, raw[lang]) for lang in OWN if isinstance(raw.get(lang), str)
        }
        for lang, entries in self.texts.items():
            if key in entries:
                said, status = entries[key]
                tag = LangTag(lang)
                wordings[tag] = Wording(tag, said, Status(status))
        return LocalText(key, MappingProxyType(wordings))

    def optional(self, key: str, raw: Raw | None) -> LocalText | None:
        return self.text(key, raw) if raw else None
