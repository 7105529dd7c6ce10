# SPDX-License-Identifier: MIT
"""Where a line may end: ICU, with kinsoku for Japanese and dictionaries for th, lo, km and my.

`line_breaks` is also what screens use for those four languages, because Qt breaks them wrongly.
ICU counts UTF-16 units; everything here counts Python characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

import icu

from app.documents.fonts import ancestors

_CJK = frozenset({"ja", "zh", "ko"})


def character_offsets(text: str) -> Sequence[int]:
    """Return, for each UTF-16 offset that starts a character, its place in ``text``; else -1."""
    if text.isascii() or max(text, default="") < "\U00010000":
        return range(len(text) + 1)
    widths = [1 + (character > "\uffff") for character in text]
    starts = [0, *accumulate(widths)]
    found = [-1] * (starts[-1] + 1)
    for place, start in enumerate(starts):
        found[start] = place
    return found


@lru_cache(maxsize=64)
def _locale(lang: str) -> Any:  # noqa: ANN401 icu has no types
    base = ancestors(lang)[-1]
    rules = {"ko": "@lb=strict;lw=phrase"}.get(base, "@lb=strict")  # Korean breaks at spaces
    return icu.Locale(base + rules if base in _CJK else base)


def _boundaries(iterator: Any, text: str) -> list[int]:  # noqa: ANN401 icu has no types
    utf16 = icu.UnicodeString(text)  # kept alive while the iterator reads it
    iterator.setText(utf16)
    offsets = character_offsets(text)
    return [offsets[position] for position in iterator]


def line_breaks(text: str, lang: str) -> list[int]:
    """Return the ends of the stretches that may stand at a line's end, the text's end included.

    ``lang`` is a BCP-47 tag or a pack key. A break before a small kana, a closing bracket or a
    full stop is never given for ja, zh and ko (JIS X 4051, strict).
    """
    return _boundaries(icu.BreakIterator.createLineInstance(_locale(lang)), text)


def grapheme_breaks(text: str, lang: str) -> list[int]:
    """Return the ends of what a reader calls one character: where a too long word is cut."""
    return _boundaries(icu.BreakIterator.createCharacterInstance(_locale(lang)), text)
