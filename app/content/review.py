# SPDX-License-Identifier: MIT
"""Who reviewed a text and when: a status above *human-translated* is believed only with both.

A name one could ask for, and a day that has been. Nothing here can tell that the person exists: what it
keeps out is a status that nobody stands behind.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from app.domain.text import Status

#: Written into the field when nobody's name is meant.
_NO_NAME: Final = frozenset({
    "anonymous", "asdf", "checked", "done", "me", "myself", "name", "native", "nobody", "none", "null",
    "reviewed", "reviewer", "self", "someone", "speaker", "tbd", "test", "todo", "translator", "unknown",
    "user", "yes",
})  # fmt: skip
_LEAST, _LEAST_IDEOGRAPHS = 4, 2  # letters of a name that is one word
_IDEOGRAPHS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: A spreadsheet gives a cell that it took for a date with a time of day.
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00)?)?")


def review_fault(status: Status, reviewer: str, reviewed_on: str, today: date) -> str | None:
    """``reviewer_missing``, ``reviewer_name``, ``reviewed_on`` (no ISO date) or ``reviewed_later``
    (than today), for a status that says that somebody reviewed the text; None for any other.
    """
    if not status.reviewed:
        return None
    if not (reviewer.strip() and reviewed_on.strip()):
        return "reviewer_missing"
    if not is_name(reviewer):
        return "reviewer_name"
    if not _DAY.fullmatch(iso_day(reviewed_on)):
        return "reviewed_on"
    try:
        day = date.fromisoformat(iso_day(reviewed_on))
    except ValueError:
        return "reviewed_on"
    return "reviewed_later" if day > today else None


def iso_day(words: str) -> str:
    """The day of ``2026-11-24`` or ``2026-11-24 00:00:00``; anything else as it is, trimmed."""
    found = _MIDNIGHT.fullmatch(words.strip())
    return found[1] if found else words.strip()


def is_name(words: str) -> bool:
    """Two words, or one that is long enough for a name; letters, and none of the words for nobody."""
    parts = [_letters(part) for part in words.split()]
    named = [part for part in parts if part and part.casefold() not in _NO_NAME]
    if len(named) > 1:
        return any(len(set(part.casefold())) > 1 for part in named)
    if not named:
        return False
    (only,) = named
    least = _LEAST_IDEOGRAPHS if _IDEOGRAPHS.search(only) else _LEAST
    return len(only) >= least and len(set(only.casefold())) > 1


def _letters(word: str) -> str:
    """The letters of a word, signs on them included; empty for one that holds digits."""
    if any(sign.isdigit() for sign in word):
        return ""
    return "".join(sign for sign in word if unicodedata.category(sign)[0] in "LM")
