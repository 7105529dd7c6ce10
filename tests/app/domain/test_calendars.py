# SPDX-License-Identifier: MIT
"""Dates of other calendars: as published, there and back, and never an adult made of a child."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendars import ERA, NEPALI, THAI, as_said, gregorian, span


@pytest.mark.parametrize(
    ("calendar", "said", "value"),
    [
        ("gregorian", ("2019", None, None), "2019"),
        (THAI, ("2562", None, None), "2019"),
        (THAI, ("๒๕๖๒", 5, 31), "2019-05-31"),
        (ERA, ("R6", None, None), "2024"),
        (ERA, ("昭和元年", None, None), "1926"),
        (ERA, ("平成31", 4, 30), "2019-04-30"),
        # The first day of 2080 in Nepal was 14 April 2023; that of 2000 was 14 April 1943.
        (NEPALI, ("2080", 1, 1), "2023-04-14"),
        (NEPALI, ("२०००", 1, 1), "1943-04-14"),
        (NEPALI, ("2057", None, None), "2000"),
        (NEPALI, ("2057", 9, None), "2000-12"),
        (NEPALI, ("2057", 10, None), "2001-01"),
        (NEPALI, ("2057", 13, None), None),
        (NEPALI, ("2057", 1, 40), None),
        (NEPALI, ("1957", None, None), None),
        ("gregorian", ("見本", None, None), None),
        ("gregorian", ("19", None, None), None),
        ("gregorian", ("2562", None, None), None),
        ("gregorian", ("2019", 2, 30), None),
        ("gregorian", ("2019", None, 3), None),
    ],
)
def test_what_was_said_becomes_our_date(
    calendar: str, said: tuple[str, int | None, int | None], value: str | None
) -> None:
    assert gregorian(calendar, *said) == value


@given(
    st.dates(date(1930, 1, 1), date(2030, 1, 1)), st.sampled_from([THAI, NEPALI]), st.integers(1, 3)
)
def test_there_and_back(day: date, calendar: str, known: int) -> None:
    value = "-".join(day.isoformat().split("-")[:known])
    year, *rest = as_said(calendar, value)
    month, dom = (*rest, None, None)[:2]
    assert gregorian(calendar, str(year), month, dom) == value


@given(st.dates(date(1945, 1, 1), date(2030, 1, 1)), st.integers(1, 3))
def test_a_nepali_date_lies_within_what_is_stored(day: date, known: int) -> None:
    said = as_said(NEPALI, day.isoformat())[:known]
    month, dom = (*said[1:], None, None)[:2]
    value = gregorian(NEPALI, str(said[0]), month, dom)
    assert value is not None
    first, last = span(NEPALI, tuple(int(number) for number in value.split("-")))
    assert first <= (day.year, day.month, day.day) <= last


def test_a_year_of_nepal_alone_makes_no_adult_of_a_child() -> None:
    born = date(2009, 4, 10)  # the last days of 2065
    assert as_said(NEPALI, born.isoformat())[0] == 2065
    _first, last = span(NEPALI, (2008,))
    assert last >= (born.year, born.month, born.day)
    assert span("gregorian", (2008,))[1] == (2008, 12, 31)
    assert born + timedelta(days=18 * 365) > date(2027, 1, 1)
