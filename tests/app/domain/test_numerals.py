# SPDX-License-Identifier: MIT
"""Numbers and amounts as people type them: every usual way is read, two meanings are two, nothing is guessed."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.currency import CURRENCIES
from app.domain.numerals import (
    FRACTION,
    NEGATIVE,
    NO_DECIMALS,
    OTHER_CURRENCY,
    TOO_LONG,
    TWO_WAYS,
    UNREADABLE,
    Amount,
    canonical,
    exact,
    myriads,
    read_amount,
    read_number,
)
from app.domain.value import Json

ONE_WAY: list[tuple[str, str, Amount]] = [
    ("1,500,000", "JPY", 1500000),
    ("1.500.000", "IDR", 1500000),
    ("1 500 000", "RUB", 1500000),
    ("1\u00a0500\u00a0000", "RUB", 1500000),
    ("1\u202f500\u202f000", "EUR", 1500000),
    ("1'500", "EUR", 1500),
    ("1’500", "EUR", 1500),
    ("1、500、000", "JPY", 1500000),
    ("１，５００，０００", "JPY", 1500000),
    ("３０００００", "JPY", 300000),
    ("๑,๕๐๐,๐๐๐", "THB", 1500000),
    ("၁၅၀၀၀၀၀", "MMK", 1500000),
    ("១.៥០០.០០០", "KHR", 1500000),
    ("१५,००,०००", "NPR", 1500000),
    ("12,34,567.50", "INR", "1234567.50"),
    ("۱٬۵۰۰٬۰۰۰", "PKR", 1500000),
    ("١٢٫٥", "USD", "12.50"),
    ("12.50", "USD", "12.50"),
    ("12,5", "EUR", "12.50"),
    ("1.234,56", "BRL", "1234.56"),
    ("0,500", "USD", "0.50"),
    ("12.505", "USD", 12505),
    ("12.00", "JPY", 12),
    ("1.500", "JPY", 1500),
    ("1,000", "VND", 1000),
    ("1200000000", "VND", 1200000000),
    ("150万", "JPY", 1500000),
    ("１５０万円", "JPY", 1500000),
    ("1.5万", "JPY", 15000),
    ("1,500万円", "JPY", 15000000),
    ("1.500万円", "JPY", 15000),
    ("3千万円", "JPY", 30000000),
    ("5千500", "JPY", 5500),
    ("1億2,000万", "JPY", 120000000),
    ("150만원", "KRW", 1500000),
    ("¥1,500", "JPY", 1500),
    ("US$ 12.50", "USD", "12.50"),
    ("Rp. 1.500.000", "IDR", 1500000),
    ("1.200.000.000 ₫", "VND", 1200000000),
    ("thb 500", "THB", 500),
    ("1.5050", "KWD", "1.5050"),
    ("0", "JPY", 0),
    ("9" * 15, "VND", 10**15 - 1),
    ("\u200e1500", "PKR", 1500),
]


@pytest.mark.parametrize(("typed", "currency", "amount"), ONE_WAY)
def test_every_usual_way_to_write_an_amount_is_read(
    typed: str, currency: str, amount: Amount
) -> None:
    reading = read_amount(typed, currency)
    assert (reading.values, reading.problem) == ((amount,), "")


@pytest.mark.parametrize(
    ("typed", "currency", "amounts"),
    [
        ("1.500", "USD", (1500, "1.50")),
        ("1,500", "EUR", (1500, "1.50")),
        ("๑,๕๐๐", "THB", (1500, "1.50")),
        ("1.505", "KWD", (1505, "1.5050")),
    ],
)
def test_two_meanings_are_both_given_and_neither_is_taken(
    typed: str, currency: str, amounts: tuple[Amount, ...]
) -> None:
    reading = read_amount(typed, currency)
    assert (reading.values, reading.value, reading.problem) == (amounts, None, TWO_WAYS)


@pytest.mark.parametrize(
    ("typed", "currency", "fault"),
    [
        ("", "JPY", UNREADABLE),
        ("abc", "JPY", UNREADABLE),
        ("1,5,0", "USD", UNREADABLE),
        ("1,500,", "JPY", UNREADABLE),
        ("12.", "USD", UNREADABLE),
        ("1.500,000.5", "USD", UNREADABLE),
        ("3、4", "USD", UNREADABLE),
        ("1e5", "USD", UNREADABLE),
        ("1_000", "USD", UNREADABLE),
        ("12d50", "USD", UNREADABLE),
        ("1億20000万", "JPY", UNREADABLE),
        ("万", "JPY", UNREADABLE),
        ("12.50", "JPY", NO_DECIMALS),
        ("12.5", "VND", NO_DECIMALS),
        ("1,234.5678", "USD", NO_DECIMALS),
        ("$12.50", "JPY", OTHER_CURRENCY),
        ("1500円", "USD", OTHER_CURRENCY),
        ("約1500", "JPY", OTHER_CURRENCY),
        ("-5", "JPY", NEGATIVE),
        ("▲5", "JPY", NEGATIVE),
        ("9" * 16, "JPY", TOO_LONG),
        ("9" * 400, "JPY", TOO_LONG),
        ("99999999999999.25", "USD", TOO_LONG),
    ],
)
def test_what_is_no_amount_says_why(typed: str, currency: str, fault: str) -> None:
    reading = read_amount(typed, currency)
    assert (reading.values, reading.problem) == ((), fault)


def test_what_is_counted_has_no_decimals_and_what_is_measured_has() -> None:
    assert read_number("２０", 0).value == 20
    assert read_number("1,500", 0).value == 1500
    assert read_number("20.5", 0).problem == FRACTION
    assert read_number("8.5", 2).value == "8.5"
    assert read_number("8,50", 2).value == "8.5"
    assert read_number("8.125", 2).value == 8125
    assert read_number("8.500", 2).problem == TWO_WAYS
    assert read_number("20歳", 0).problem == UNREADABLE


@given(cents=st.integers(0, 10**12), currency=st.sampled_from((*CURRENCIES, "KWD", "ZZZ")))
def test_what_is_stored_is_read_again_as_the_same(cents: int, currency: str) -> None:
    value = Decimal(cents).scaleb(-3)
    reading = read_amount(format(value, "f"), currency)
    for stored in reading.values:
        assert not isinstance(stored, float)
        assert read_amount(str(stored), currency).values == (stored,)
        assert json.loads(json.dumps(stored)) == stored
        again = exact(stored)
        assert again is not None
        assert canonical(again, 2) == stored or currency == "KWD"


@given(text=st.text(alphabet="0123456789,. '、万億千円$-٫๕５x", max_size=24))
def test_any_text_is_read_or_says_why(text: str) -> None:
    for reading in (read_amount(text, "USD"), read_amount(text, "JPY"), read_number(text, 2)):
        assert bool(reading.values) != bool(reading.fault)
        assert len(set(reading.values)) == len(reading.values)


def test_only_stored_forms_have_an_exact_value() -> None:
    assert exact("12.50") == Decimal("12.5")
    assert exact(7) == 7
    others: list[Json] = [True, None, "7", "1,5", "x", "１.５", [], f"{'9' * 40}.5"]
    assert [exact(number) for number in others] == [None] * 8


def test_japanese_counting_is_exact() -> None:
    assert [myriads(n) for n in (0, 9999, 1500000, 34500, 120000000, 10**12 + 1)] == [
        "0", "9,999", "150万", "3万4,500", "1億2,000万", "1兆1",
    ]  # fmt: skip
