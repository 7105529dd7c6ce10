# SPDX-License-Identifier: MIT
"""Digits of every script are read, and nothing that only looks like one."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from app.domain.digits import ascii_digits, read_whole


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("20", 20),
        ("２０", 20),
        ("๒๐", 20),
        ("၂၀", 20),
        ("២០", 20),
        ("२०", 20),
        ("٢٠", 20),
        ("۲۰", 20),
        ("২০", 20),
        (" １2\u3000", 12),
        ("0", 0),
        ("007", 7),
        ("9" * 15, 10**15 - 1),
    ],
)
def test_digits_of_any_script_are_read(typed: str, number: int) -> None:
    assert read_whole(typed) == number


@pytest.mark.parametrize(
    "typed",
    ["", " ", "²", "③", "一", "Ⅻ", "1 2", "1,000", "1.5", "-1", "+1", "1e3", "1_0", "x", "9" * 16],
)
def test_whatever_is_no_whole_number_is_none(typed: str) -> None:
    assert read_whole(typed) is None


def test_every_decimal_digit_of_unicode_has_its_value_and_nothing_else_is_changed() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    digits = [sign for sign in every if unicodedata.category(sign) == "Nd"]
    assert len(digits) > 500
    assert [read_whole(sign) for sign in digits] == [unicodedata.decimal(d) for d in digits]
    others = "".join(s for s in every if unicodedata.category(s) not in {"Nd", "Cs"})
    assert ascii_digits(others) == others
