# SPDX-License-Identifier: MIT
"""Dates of other calendars: as published, there and back, and never an adult made of a child."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendars import (
    ERA,
    GREGORIAN,
    NEPALI,
    THAI,
    as_said,
    read_date,
    span,
    typed_date,
    written_date,
)


@pytest.mark.parametrize(
    ("calendar", "typed", "value"),
    [
        (GREGORIAN, "2019", "2019"),
        (GREGORIAN, "２０１９-１２-５", "2019-12-05"),
        (GREGORIAN, "2019/5/31", "2019-05-31"),
        (GREGORIAN, "2019年12月", "2019-12"),
        (GREGORIAN, "西暦2019年", "2019"),
        (THAI, "2562", "2019"),
        (THAI, "๒๕๖๒-5-31", "2019-05-31"),
        (THAI, "2543-02-29", "2000-02-29"),
        (ERA, "R6", "2024"),
        (ERA, "Ｒ６", "2024"),
        (ERA, "r6.5.1", "2024-05-01"),
        (ERA, "令和6", "2024"),
        (ERA, "令和元年", "2019"),
        (ERA, "令和6年5月1日", "2024-05-01"),
        (GREGORIAN, "R6", "2024"),
        (ERA, "昭和元年", "1926"),
        (ERA, "平成31-4-30", "2019-04-30"),
        (ERA, "昭和64", "1989"),
        (ERA, "明治45-07-30", "1912-07-30"),
        # The first day of 2080 in Nepal was 14 April 2023; that of 2000 was 14 April 1943.
        (NEPALI, "2080-1-1", "2023-04-14"),
        (NEPALI, "२०००-1-1", "1943-04-14"),
        (NEPALI, "2081-02-32", "2024-06-14"),
        (NEPALI, "2057", "2000"),
        (NEPALI, "2057-9", "2000-12"),
        (NEPALI, "2057-10", "2001-01"),
    ],
)
def test_what_was_said_becomes_our_date(calendar: str, typed: str, value: str) -> None:
    reading = read_date(calendar, typed)
    assert (reading.value, reading.problem) == (value, "")


@pytest.mark.parametrize(
    ("calendar", "typed", "problem", "meant"),
    [
        (ERA, "平成40", "date_era", ("令和10年", "2028")),
        (ERA, "昭和64-12-31", "date_era", ("平成元年12月31日", "1989-12-31")),
        (ERA, "平成1-1-3", "date_era", ("昭和64年1月3日", "1989-01-03")),
        (ERA, "昭和99", "date_era", ("令和6年", "2024")),
        (ERA, "令和元年4月", "date_era", ("平成31年4月", "2019-04")),
        (GREGORIAN, "2562", "date_none", ("B.E. 2562", "2019")),
        (GREGORIAN, "2081-2-32", "date_none", ("B.S. 2081-2-32", "2024-06-14")),
        (ERA, "6", "date_era_missing", None),
        (ERA, "令和0", "date_none", None),
        (NEPALI, "2057-13", "date_none", None),
        (NEPALI, "2057-1-40", "date_none", None),
        (NEPALI, "1957", "date_none", None),
        (GREGORIAN, "2019-2-30", "date_none", None),
        (GREGORIAN, "19", "date_none", None),
        (GREGORIAN, "見本", "date_form", None),
        (GREGORIAN, "5/12/1999", "date_form", None),
        (GREGORIAN, "元年", "date_form", None),
        (GREGORIAN, "", "date_form", None),
    ],
)
def test_what_does_not_fit_says_why_and_is_offered_only_where_it_has_one_meaning(
    calendar: str, typed: str, problem: str, meant: tuple[str, str] | None
) -> None:
    reading = read_date(calendar, typed)
    assert (reading.value, reading.problem) == (None, problem)
    assert [(offer.words, offer.value) for offer in reading.meant] == ([meant] if meant else [])
    for offer in reading.meant:  # taken, it is read as offered
        again = typed_date(offer.calendar, offer.year, *(*map(str, offer.rest), "", "")[:2])
        assert again.value == offer.value


def test_a_day_without_its_month_is_no_date_and_a_year_field_may_hold_a_whole_one() -> None:
    assert typed_date(GREGORIAN, "2019", "", "3").problem == "date_form"
    assert typed_date(GREGORIAN, "1999", "１２", "5").value == "1999-12-05"
    assert typed_date(GREGORIAN, "令和6年5月1日", "", "").value == "2024-05-01"


@given(
    st.dates(date(1930, 1, 1), date(2030, 1, 1)), st.sampled_from([THAI, NEPALI]), st.integers(1, 3)
)
def test_there_and_back(day: date, calendar: str, fields: int) -> None:
    value = "-".join(day.isoformat().split("-")[:fields])
    typed = "-".join(map(str, as_said(calendar, value)))
    assert read_date(calendar, typed).value == value


@given(st.dates(date(1945, 1, 1), date(2030, 1, 1)), st.integers(1, 3))
def test_a_nepali_date_lies_within_what_is_stored(day: date, fields: int) -> None:
    nepali = as_said(NEPALI, day.isoformat())[:fields]
    value = read_date(NEPALI, "-".join(map(str, nepali))).value
    assert value is not None
    first, last = span(NEPALI, tuple(int(number) for number in value.split("-")))
    assert first <= (day.year, day.month, day.day) <= last


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from("明大昭平令"))
def test_an_era_is_read_on_its_own_days_and_on_no_other(day: date, first: str) -> None:
    bounds = {
        "明": ("明治", date(1868, 10, 23), date(1912, 7, 30)),
        "大": ("大正", date(1912, 7, 30), date(1926, 12, 25)),
        "昭": ("昭和", date(1926, 12, 25), date(1989, 1, 7)),
        "平": ("平成", date(1989, 1, 8), date(2019, 4, 30)),
        "令": ("令和", date(2019, 5, 1), date.max),
    }
    name, start, end = bounds[first]
    year = day.year - start.year + 1
    if year < 1:
        return
    reading = read_date(ERA, f"{name}{year}年{day.month}月{day.day}日")
    assert (reading.value == day.isoformat()) is (start <= day <= end)


def test_a_file_may_write_a_date_as_it_was_said_or_as_ours() -> None:
    assert written_date(NEPALI, "2081-02-32", None).value == "2024-06-14"
    assert written_date(NEPALI, "2081-02-15", 2026).value == "2024-05-28"
    assert written_date(NEPALI, "2000-12", 2026).value == "2000-12"
    assert written_date(THAI, "2543-02-29", 2026).value == "2000-02-29"


def test_a_year_of_nepal_alone_makes_no_adult_of_a_child() -> None:
    born = date(2009, 4, 10)  # the last days of 2065
    assert as_said(NEPALI, born.isoformat())[0] == 2065
    _first, last = span(NEPALI, (2008,))
    assert last >= (born.year, born.month, born.day)
    assert span("gregorian", (2008,))[1] == (2008, 12, 31)
    assert born + timedelta(days=18 * 365) > date(2027, 1, 1)
