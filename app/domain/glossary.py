# SPDX-License-Identifier: MIT
"""One term for each concept, in every language of the first tier, for interpreters and translators."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.ids import LangTag


@dataclass(frozen=True, slots=True)
class Term:
    """``words``: language -> the forms in use, that for talk first. ``note``: what to avoid, and why."""

    id: str
    words: Mapping[LangTag, tuple[str, ...]]
    note: str

    def forms(self, lang: LangTag) -> str:
        """The forms in one language, or an empty text."""
        return "; ".join(self.words.get(lang, ()))


def find(terms: Iterable[Term], words: str, *langs: LangTag) -> list[Term]:
    """The terms that hold ``words`` in one of the languages; all of them for no words."""
    wanted = _folded(words)
    return [
        term
        for term in terms
        if not wanted or any(wanted in _folded(term.forms(lang)) for lang in langs)
    ]


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold().strip()
