# SPDX-License-Identifier: MIT
"""Readings over Japanese text: ``漢字{かんじ}`` (LANGUAGES.md §1, ``ja-x-easy``).

Braces hold kana only and belong to the whole run of kanji directly before them. Anything else in
braces is ordinary text: what a person said may contain braces and must come out unchanged.
"""

from __future__ import annotations

import re

_KANJI = r"[々〆〇ヵヶ\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_KANA = r"[\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe・]"
_MARKUP = re.compile(rf"({_KANJI}+)\{{({_KANA}+)\}}")


def parse_ruby(text: str) -> list[tuple[str, str | None]]:
    """Split ``text`` into (base, reading) pieces, in order; reading is None for plain stretches.

    The bases joined are the text without its readings. An empty text gives an empty list.
    """
    pieces: list[tuple[str, str | None]] = []
    end = 0
    for found in _MARKUP.finditer(text):
        if plain := text[end : found.start()]:
            pieces.append((plain, None))
        pieces.append((found[1], found[2]))
        end = found.end()
    if rest := text[end:]:
        pieces.append((rest, None))
    return pieces


def strip_ruby(text: str) -> str:
    """Return the text as it reads without furigana."""
    return _MARKUP.sub(r"\1", text)


def has_ruby(lang: str) -> bool:
    """True for the languages whose texts carry readings: ``ja_easy`` in packs, ``ja-x-easy``."""
    return lang in {"ja_easy", "ja-x-easy"}
