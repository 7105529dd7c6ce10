# SPDX-License-Identifier: MIT
"""Where lines may end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.breaking import character_offsets, grapheme_breaks, line_breaks
from tests.app.documents.typeset import samples

NEVER_FIRST = "、。」』）ぁぃぅぇぉっゃゅょァィゥェォッャュョーゝ々・？！"
NEVER_LAST = "「『（"


def words(text: str, lang: str) -> list[str]:
    return [text[a:b] for a, b in pairwise((0, *line_breaks(text, lang)))]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("th", "ฉันไม่มีหนังสือเดินทาง", ["ฉัน", "ไม่มี", "หนังสือเดินทาง"]),
        ("en", "one two", ["one ", "two"]),
        ("ja", "駅（えき）", ["駅", "（え", "き）"]),
        ("ko", "돈이 없습니다", ["돈이 ", "없습니다"]),
    ],
)
def test_words(lang: str, text: str, expected: list[str]) -> None:
    assert words(text, lang) == expected


@pytest.mark.parametrize("lang", ["th", "lo", "km", "my"])
def test_dictionaries_find_words_where_there_are_no_spaces(lang: str) -> None:
    text = max(samples()[lang].split(), key=len)
    assert len(line_breaks(text, lang)) >= 4


def test_thai_never_breaks_inside_a_known_word() -> None:
    text = samples()["th"]
    for word in ("หนังสือ", "สถานี", "ฉัน", "ญี่ปุ่น", "น้ำ"):
        at = text.index(word)
        inside = set(range(at + 1, at + len(word)))
        assert inside.isdisjoint(line_breaks(text, "th"))


@pytest.mark.parametrize("lang", ["ja", "ja_easy"])
def test_kinsoku(lang: str) -> None:
    text = "「あっ」と、言った。（ちょっと・カード）ですか？ええっ！時々ゝー"
    for at in line_breaks(text, lang)[:-1]:
        assert text[at] not in NEVER_FIRST
        assert text[at - 1] not in NEVER_LAST


def test_without_strict_rules_a_small_kana_could_stand_first() -> None:
    """The positive control: the same text under loose rules does break there."""
    import icu

    text = "ちょっとカード"
    loose = icu.BreakIterator.createLineInstance(icu.Locale("ja@lb=loose"))
    loose.setText(text)
    assert {text[at] for at in loose if at < len(text)} & set(NEVER_FIRST)


def test_breaks_count_characters_not_utf16_units() -> None:
    assert line_breaks("𠮷田 𠮷", "en")[-1] == 4
    assert list(character_offsets("a𠮷b")) == [0, 1, -1, 2, 3]


def test_a_family_emoji_and_a_stack_are_one_grapheme() -> None:
    assert grapheme_breaks("👨‍👩‍👧", "en") == [5]
    assert grapheme_breaks("ကျွန်", "my")[-1] == 5


@given(st.text(max_size=60), st.sampled_from(["ja", "th", "km", "en", "ur", "my"]))
def test_breaks_rise_and_end_with_the_text(text: str, lang: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    found = line_breaks(text, lang)
    assert found == sorted(set(found))
    if text:
        assert found[-1] == len(text)
        assert found[0] > 0
