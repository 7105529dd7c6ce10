# SPDX-License-Identifier: MIT
"""Variables beside the readings of plain Japanese, which stand in braces too."""

from __future__ import annotations

import pytest

from app.domain.variables import fill, names


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("通訳{つうやく}の人{ひと}：{who}", "通訳{つうやく}の人{ひと}：SAMPLE"),
        ("話{はな}し合{あ}いの記録{きろく}", "話{はな}し合{あ}いの記録{きろく}"),
        ("Interpreter: {who}", "Interpreter: SAMPLE"),
        ("{unknown} stays", "{unknown} stays"),
        ("a { b } c", "a { b } c"),
    ],
)
def test_readings_and_unknown_names_stay(text: str, filled: str) -> None:
    assert fill(text, {"who": "SAMPLE"}) == filled


def test_a_value_is_not_filled_again() -> None:
    assert fill("{who}", {"who": "{case}", "case": "1"}) == "{case}"


def test_names_are_latin() -> None:
    assert names("通訳{つうやく}の人{ひと}：{who}") == {"who"}
