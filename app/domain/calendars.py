# SPDX-License-Identifier: MIT
"""Dates in the calendar in which a person says them, as far as they are known (LANGUAGES.md §5).

Every value that is stored is Gregorian; the words said stand beside it. Thai years (B.E.) lose 543.
Japanese eras are read as ``R6``, ``令和6`` or ``昭和元年``. A year of Bikram Sambat (Nepal) begins in the
middle of April and its months in the middle of ours: a month is stored as the one in which it begins, a
year alone as the year in which it begins, and whoever reckons an age allows for the rest (`span`).
"""

from __future__ import annotations

import re
import warnings
from datetime import date
from typing import Any, Final

GREGORIAN: Final = "gregorian"
THAI: Final = "thai_be"
ERA: Final = "ja_era"
NEPALI: Final = "bikram_sambat"

Known = tuple[int, ...]  # year, month?, day?

_THAI_AHEAD: Final = 543
_NEPALI_AHEAD: Final = 57
_NEPALI_YEARS: Final = range(1975, 2101)  # of which the length of the months is known
_EARLIEST, _LATEST = 1900, 2199
_LAST_MONTH: Final = 12
_BEGINS_IN: Final = 3  # the first month of Nepal's year begins in April
_BY_THE_20TH: Final = 20  # every month of Nepal has begun by then, and the next has not
_LAST_START: Final = 17  # no month of Nepal begins later than on this day
_ERA_YEAR: Final = re.compile(r"(令和|平成|昭和|大正|明治|[RHSTMrhstm])\s*(元|\d{1,2})年?")
_ERA_STARTS: Final = {
    "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867,
    "R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867,
}  # fmt: skip


def gregorian(calendar: str, year: str, month: int | None, day: int | None) -> str | None:
    """Return YYYY, YYYY-MM or YYYY-MM-DD for what was said, or None for no date of that calendar.

    ``year`` as typed, in the digits of any script. Another calendar than those above is taken to be
    converted by the officer.
    """
    said = _year(year)
    if said is None or (day is not None and month is None):
        return None
    if calendar == NEPALI and _ERA_YEAR.fullmatch(year.strip()) is None:
        return _from_nepali(tuple(n for n in (said, month, day) if n is not None))
    if calendar == THAI and said > _LATEST:
        said -= _THAI_AHEAD
    return _written((said, month, day)) if _EARLIEST <= said <= _LATEST else None


def as_said(calendar: str, value: str) -> Known:
    """Return year, month and day of a stored date in its calendar; those of an era stay Gregorian.

    Thai years are shown as Thai, Nepali dates as Nepali: `gregorian` gives the same value back.
    """
    known = tuple(int(number) for number in value.split("-"))
    if calendar == THAI and known[0] <= _LATEST:  # a replay file may bring a year as it was said
        return (known[0] + _THAI_AHEAD, *known[1:])
    return _to_nepali(known) if calendar == NEPALI else known


def span(calendar: str, known: Known) -> tuple[Known, Known]:
    """Return the first and the last day that a stored date can mean; 31 ends any month."""
    year, *rest = known
    first = (year, *rest, *(1, 1)[len(rest) :])
    last = (year, *rest, *(12, 31)[len(rest) :])
    if calendar != NEPALI or len(known) == len(first):
        return first, last
    if not rest:
        return (year, _BEGINS_IN + 1, 1), (year + 1, _BEGINS_IN + 1, _LAST_START)
    following = rest[0] % _LAST_MONTH + 1
    return first, (year + (following == 1), following, _LAST_START)


def _year(text: str) -> int | None:
    typed = text.strip()
    if era := _ERA_YEAR.fullmatch(typed):
        return _ERA_STARTS[era[1].upper()] + (1 if era[2] == "元" else int(era[2]))
    return int(typed) if typed.isdecimal() else None


def _written(parts: tuple[int | None, ...]) -> str | None:
    year, month, day = parts
    if year is None or _day(year, month or 1, day or 1) is None:
        return None
    rest = (f"{number:02d}" for number in (month, day) if number is not None)
    return "-".join((f"{year:04d}", *rest))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_nepali(said: Known) -> str | None:
    year, *rest = said
    if year not in _NEPALI_YEARS or (rest and not 1 <= rest[0] <= _LAST_MONTH):
        return None
    if not rest:
        return f"{year - _NEPALI_AHEAD:04d}"
    if len(rest) == 1:
        month = (rest[0] + _BEGINS_IN - 1) % _LAST_MONTH + 1
        return f"{year - _NEPALI_AHEAD + (month <= _BEGINS_IN):04d}-{month:02d}"
    try:
        found: date = _nepali().date(year, *rest).to_datetime_date()
    except ValueError:  # no such day in that month
        return None
    return found.isoformat()


def _to_nepali(known: Known) -> Known:
    year, *rest = known
    if not rest:
        return (year + _NEPALI_AHEAD,)
    whole = _day(year, rest[0], rest[1] if len(rest) > 1 else _BY_THE_20TH)
    try:
        found = _nepali().date.from_datetime_date(whole)
    except (ValueError, OverflowError, IndexError):
        return known
    return (found.year, found.month, found.day)[: len(known)]


def _nepali() -> Any:  # noqa: ANN401 the library ships no types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nepali_datetime  # noqa: PLC0415 reads a table, seldom needed

        return nepali_datetime
