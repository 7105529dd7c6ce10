# SPDX-License-Identifier: MIT
"""Readings over kanji."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ruby import has_ruby, parse_ruby, strip_ruby


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("かな", [("かな", None)]),
        ("漢字{かんじ}", [("漢字", "かんじ")]),
        (
            "この漢字{かんじ}と時々{ときどき}",
            [("この", None), ("漢字", "かんじ"), ("と", None), ("時々", "ときどき")],
        ),
        ("学{まな}び舎{や}", [("学", "まな"), ("び", None), ("舎", "や")]),
        ("電話{デンワ}", [("電話", "デンワ")]),
        ("一ヶ月{いっかげつ}", [("一ヶ月", "いっかげつ")]),
        ("𠮷田{よしだ}", [("𠮷田", "よしだ")]),
        ("かな{かな}", [("かな{かな}", None)]),
        ("漢字{kanji}", [("漢字{kanji}", None)]),
        ("漢字{}", [("漢字{}", None)]),
        ("{かな}", [("{かな}", None)]),
    ],
)
def test_pieces(text: str, pieces: list[tuple[str, str | None]]) -> None:
    assert parse_ruby(text) == pieces


def test_strip_keeps_other_braces() -> None:
    assert strip_ruby("在留{ざいりゅう}カード{1}") == "在留カード{1}"


@given(st.text(alphabet="漢字かな{}a 々ー"))
def test_bases_joined_are_the_stripped_text(text: str) -> None:
    assert "".join(base for base, _ in parse_ruby(text)) == strip_ruby(text)


@given(st.text(alphabet="漢字かな{}a 々ー"))
def test_markup_can_be_rebuilt(text: str) -> None:
    again = "".join(b if r is None else f"{b}{{{r}}}" for b, r in parse_ruby(text))
    assert again == text


def test_only_plain_japanese_carries_readings() -> None:
    assert has_ruby("ja_easy")
    assert has_ruby("ja-x-easy")
    assert not has_ruby("ja")
