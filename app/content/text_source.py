# SPDX-License-Identifier: MIT
"""Texts of a pack under their keys: English, Japanese and plain Japanese from the script itself, every
other language from the compiled catalogues. The keys are what translators see (see `LocalText`).

A language is read when its first text is asked for: an interview needs one or two of them, and the
start of the program none.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.content.source import Raw, source_hash
from app.domain.text import EN, JA, JA_EASY, LocalText, Status, Wording
from app.domain.variables import names
from app.ids import LangTag

OWN = (EN, JA, JA_EASY)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TextSource:
    """Makes `LocalText`s. ``files``: language key -> the bytes of its compiled catalogue."""

    files: Mapping[str, bytes]
    _read: dict[str, Raw] = field(default_factory=dict)

    def text(self, key: str, raw: Raw) -> LocalText:
        """The text ``raw`` ({en, ja, ja_easy?}) under ``key`` with all its translations."""
        own = {lang: Wording(lang, raw[lang]) for lang in OWN if isinstance(raw.get(lang), str)}
        return LocalText(key, _Wordings(self, key, MappingProxyType(own)))

    def optional(self, key: str, raw: Raw | None) -> LocalText | None:
        return self.text(key, raw) if raw else None

    def translation(self, lang: str, key: str, english: str) -> Wording | None:
        """The translation of one text, or None where there is none that may be shown.

        Other placeholders than the English would hide a name or a number. A translation of an older
        English counts as unreviewed, whoever approved it.
        """
        entry = self._catalogue(lang).get(key)
        if entry is None:
            return None
        try:
            text, status, made_from = str(entry[0]), Status(entry[1]), entry[2]
        except (IndexError, TypeError, ValueError, KeyError):
            _log.warning("%s in %s is damaged and is not shown", key, lang)
            return None
        if names(text) != names(english):
            _log.warning("%s in %s has other placeholders and is not shown", key, lang)
            return None
        fresh = made_from == source_hash(english)
        return Wording(LangTag(lang), text, status if fresh else Status.DRAFT_MACHINE)

    def _catalogue(self, lang: str) -> Raw:
        if lang not in self._read:
            try:
                read = json.loads(self.files[lang]) if lang in self.files else {}
            except (ValueError, RecursionError):
                read = None
            if not isinstance(read, dict):
                _log.warning("the texts in %s are damaged and are not shown", lang)
                read = {}
            self._read[lang] = read
        return self._read[lang]


class _Wordings(Mapping[LangTag, Wording]):
    """Language -> wording of one text, each made when it is asked for."""

    __slots__ = ("_key", "_own", "_source")

    def __init__(self, source: TextSource, key: str, own: Mapping[LangTag, Wording]) -> None:
        self._source, self._key, self._own = source, key, own

    def __getitem__(self, lang: LangTag) -> Wording:
        if lang in self._own:
            return self._own[lang]
        english = self._own.get(EN)
        found = self._source.translation(lang, self._key, english.text if english else "")
        if found is None:
            raise KeyError(lang)
        return found

    def __iter__(self) -> Iterator[LangTag]:
        yield from self._own
        yield from (tag for lang in self._source.files if (tag := LangTag(lang)) in self)

    def __len__(self) -> int:
        return sum(1 for _lang in self)

    def __bool__(self) -> bool:
        return bool(self._own) or len(self) > 0
