# SPDX-License-Identifier: MIT
"""Dates in the calendar in which a person says them, as far as they are known (LANGUAGES.md §5).

The one reader of dates: the officer's window, the person's window, replay files and imports ask `read_date`.
Every value that is stored is Gregorian; the words said stand beside it. Thai years (B.E.) lose 543.
Japanese eras are read as ``R6``, ``令和6`` or ``昭和元年``, within their bounds. A year of Bikram Sambat
(Nepal) begins in the middle of April and its months in the middle of ours: a month is stored as the one in
which it begins, a year alone as the year in which it begins, and whoever reckons an age allows for the
rest (`span`). The year comes first: 5/12/1999 has two readings and is not guessed.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.domain.digits import ascii_digits
from app.domain.eras import era_year, eras_of, in_bounds, starts_with_era

GREGORIAN: Final = "gregorian"
THAI: Final = "thai_be"
ERA: Final = "ja_era"
NEPALI: Final = "bikram_sambat"
OTHER: Final = "other"
CALENDARS: Final = (GREGORIAN, THAI, ERA, NEPALI, OTHER)

PartialDate = tuple[int, ...]  # year, month?, day?

_THAI_AHEAD: Final = 543
_NEPALI_AHEAD: Final = 57
_NEPALI_YEARS: Final = range(1975, 2101)  # of which the length of the months is known
_EARLIEST, _LATEST = 1900, 2199
_LAST_MONTH: Final = 12
_BEGINS_IN: Final = 3  # the first month of Nepal's year begins in April
_BY_THE_20TH: Final = 20  # every month of Nepal has begun by then, and the next has not
_LAST_START: Final = 17  # no month of Nepal begins later than on this day
_ONLY_IN_NEPAL: Final = 32  # the last day of its longest months
_SEPARATORS: Final = re.compile(r"[\s./,\-‐-―−ー年月]+")
_PARTS: Final = re.compile(r"(\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
#: Written before a date where it stands for the words said.
_MARKS: Final = {THAI: "B.E.", NEPALI: "B.S."}


@dataclass(frozen=True, slots=True)
class Meant:
    """What a date that does not fit can mean: the fields to write, and the Gregorian value."""

    calendar: str
    year: str
    rest: tuple[int, ...]
    value: str

    @property
    def words(self) -> str:
        """The date as it is said: 令和10年12月31日, B.E. 2562-05."""
        if self.calendar == ERA:
            return self.year + "年" + "".join(map("{}{}".format, self.rest, "月日"))
        return as_typed(self.calendar, "-".join((self.year, *map(str, self.rest))))


@dataclass(frozen=True, slots=True)
class DateReading:
    """How a typed date was read. ``value``: YYYY, YYYY-MM or YYYY-MM-DD; None: not at all.

    ``calendar`` is the one it was read in (an era names its own). ``problem``: ``date_form`` (no date, or
    the year does not come first), ``date_none`` (no such day), ``date_era`` (the era was over, or had not
    begun), ``date_era_missing``. ``meant``: what it can mean instead, to be offered, never assumed.
    """

    value: str | None
    calendar: str
    problem: str = ""
    meant: tuple[Meant, ...] = ()


def read_date(calendar: str, text: str) -> DateReading:
    """Read a date as typed, in the digits of any script: ``2019``, ``2562/5``, ``令和6年5月1日``, ``R6.5``.

    The year comes first. A calendar not named here is taken to be converted by the officer.
    """
    plain = unicodedata.normalize("NFKC", ascii_digits(text)).strip().removeprefix("西暦")
    era, plain = starts_with_era(plain)
    plain = plain.strip().removesuffix("日").replace("元", "1", 1 if era else 0)
    found = _PARTS.fullmatch(_SEPARATORS.sub("-", plain).strip("-"))
    if found is None:
        return DateReading(None, calendar, "date_form")
    numbers = tuple(int(number) for number in found.groups() if number is not None)
    if era:
        return _in_era(era, numbers)
    if calendar == NEPALI:
        value = _from_nepali(numbers)
        return DateReading(value, calendar, "" if value else "date_none")
    return _in_our_years(calendar, numbers)


def typed_date(calendar: str, year: str, month: str, day: str) -> DateReading:
    """Read the fields of a date; a whole date may stand in the first. See `read_date`."""
    if day.strip() and not month.strip():
        return DateReading(None, calendar, "date_form")
    return read_date(calendar, "-".join(field for field in (year, month, day) if field.strip()))


def written_date(calendar: str, text: str, latest: int | None = None) -> DateReading:
    """Read a date of a file or a window: one of ours in ISO form, or as it was said in its calendar.

    A year of Thailand is none of ours. One of Nepal looks like ours: it is taken for Nepal's where ours has
    no such day, or only one after ``latest``, the last year in which the date can lie (None: not known).
    """
    iso = _ISO.fullmatch(unicodedata.normalize("NFKC", ascii_digits(text)).strip())
    ours = _written(tuple(int(number) for number in iso.groups() if number)) if iso else None
    last = {THAI: _LATEST, NEPALI: latest or _NEPALI_YEARS[-1] - _NEPALI_AHEAD + 1}.get(calendar)
    if ours is not None and (last is None or int(ours[:4]) <= last):
        return DateReading(ours, calendar)
    return read_date(calendar, text)


def as_typed(calendar: str, text: str) -> str:
    """The date as it was typed, with the mark of its calendar: kept beside the converted one."""
    return f"{_MARKS.get(calendar, '')} {text}".strip()


def is_as_typed(calendar: str, words: str) -> bool:
    """Whether the words beside a date are nothing but that date in its own calendar."""
    return not any(sign.isalpha() for sign in words.removeprefix(_MARKS.get(calendar, "")))


def as_said(calendar: str, value: str) -> PartialDate:
    """Return year, month and day of a stored date in its calendar; those of an era stay Gregorian.

    Thai years are shown as Thai, Nepali dates as Nepali: `typed_date` gives the same value back.
    """
    ymd = tuple(int(number) for number in value.split("-"))
    if calendar == THAI and ymd[0] <= _LATEST:  # an old file may bring a year as it was said
        return (ymd[0] + _THAI_AHEAD, *ymd[1:])
    return _to_nepali(ymd) if calendar == NEPALI else ymd


def span(calendar: str, ymd: PartialDate) -> tuple[PartialDate, PartialDate]:
    """Return the first and the last day that a stored date can mean; 31 ends any month."""
    year, *rest = ymd
    first = (year, *rest, *(1, 1)[len(rest) :])
    last = (year, *rest, *(12, 31)[len(rest) :])
    if calendar != NEPALI or len(ymd) == len(first):
        return first, last
    if not rest:
        return (year, _BEGINS_IN + 1, 1), (year + 1, _BEGINS_IN + 1, _LAST_START)
    following = rest[0] % _LAST_MONTH + 1
    return first, (year + (following == 1), following, _LAST_START)


def _in_era(era: str, numbers: PartialDate) -> DateReading:
    year, *rest = numbers
    ours = (era_year(era, year), *rest)
    value = _written(ours) if year and _EARLIEST <= ours[0] <= _LATEST else None
    if value is None:
        return DateReading(None, ERA, "date_none")
    if in_bounds(era, ours):
        return DateReading(value, ERA)
    meant = tuple(Meant(ERA, name, tuple(rest), value) for name in eras_of(ours))
    return DateReading(None, ERA, "date_era", meant if len(meant) == 1 else ())


def _in_our_years(calendar: str, numbers: PartialDate) -> DateReading:
    year, *rest = numbers
    if calendar == THAI and year > _LATEST:
        year -= _THAI_AHEAD
    value = _written((year, *rest)) if _EARLIEST <= year <= _LATEST else None
    if value is not None:
        return DateReading(value, calendar)
    if calendar == ERA and year < _EARLIEST:
        return DateReading(None, calendar, "date_era_missing")
    meant = _elsewhere(numbers) if calendar == GREGORIAN else ()
    return DateReading(None, calendar, "date_none", meant)


def _elsewhere(numbers: PartialDate) -> tuple[Meant, ...]:
    """The one other calendar in which this is a date: a year of Thailand, a day 32 of Nepal."""
    year, *rest = numbers
    if year > _LATEST:
        calendar, value = THAI, _in_our_years(THAI, numbers).value
    elif numbers[-1] == _ONLY_IN_NEPAL:
        calendar, value = NEPALI, _from_nepali(numbers)
    else:
        return ()
    return (Meant(calendar, str(year), tuple(rest), value),) if value else ()


def _written(ymd: PartialDate) -> str | None:
    year, month, day = (*ymd, 1, 1)[:3]
    if _day(year, month, day) is None:
        return None
    return "-".join((f"{ymd[0]:04d}", *(f"{number:02d}" for number in ymd[1:])))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_nepali(numbers: PartialDate) -> str | None:
    year, *rest = numbers
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


def _to_nepali(ymd: PartialDate) -> PartialDate:
    year, *rest = ymd
    if not rest:
        return (year + _NEPALI_AHEAD,)
    whole = _day(year, rest[0], rest[1] if len(rest) > 1 else _BY_THE_20TH)
    try:
        found = _nepali().date.from_datetime_date(whole)
    except (ValueError, OverflowError, IndexError):
        return ymd
    return (found.year, found.month, found.day)[: len(ymd)]


def _nepali() -> Any:  # noqa: ANN401 the library ships no types
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nepali_datetime  # noqa: PLC0415 reads a table, seldom needed

        return nepali_datetime
