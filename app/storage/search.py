# SPDX-License-Identifier: MIT
"""Search tokens: overlapping pairs of characters, so that two-character words (旅券, 借金) are found.

Trigram indexes find nothing shorter than three characters and LIKE takes a third of a second for an
absent word (DECISIONS.md §7).
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return ``text`` as it is compared: NFKC, case-folded, kana and width unified."""
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(text: str) -> str:
    """Return the pairs of every word, separated by spaces, ready for an FTS5 column."""
    return " ".join(pair for word in _WORD.findall(fold(text)) for pair in _pairs(word))


def query(words: str) -> str:
    """Return an FTS5 expression that finds rows holding every word of ``words`` as a substring.

    Returns "" when there is nothing to search for.
    """
    return " AND ".join(_phrase(word) for word in _WORD.findall(fold(words)))


def _phrase(word: str) -> str:
    if len(word) == 1:
        return f'"{word}"*'
    return '"' + " ".join(_pairs(word)) + '"'


def _pairs(word: str) -> list[str]:
    if len(word) == 1:
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]
