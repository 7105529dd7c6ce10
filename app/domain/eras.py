# SPDX-License-Identifier: MIT
"""The Japanese eras with the days on which they began and ended; a day of change belongs to both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class _Era:
    name: str
    letter: str
    first: date
    last: date


_ERAS: Final = (
    _Era("令和", "R", date(2019, 5, 1), date.max),
    _Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    _Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    _Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25)),
    _Era("明治", "M", date(1868, 10, 23), date(1912, 7, 30)),
)
_BY_NAME: Final = {key: era for era in _ERAS for key in (era.name, era.letter)}
_PREFIX: Final = re.compile(r"(令和|平成|昭和|大正|明治|[RHSTM](?=[\s.]*\d))[\s.]*", re.IGNORECASE)


def starts_with_era(text: str) -> tuple[str, str]:
    """Return the name of the era at the start of a text (``R6``, ``令和6``), or empty, and the rest."""
    found = _PREFIX.match(text)
    return (_BY_NAME[found[1].upper()].name, text[found.end() :]) if found else ("", text)


def era_year(era: str, year: int) -> int:
    """Return the year of ours in which a year of an era begins or begins with it; 1 is 元年."""
    return _BY_NAME[era].first.year + year - 1


def in_bounds(era: str, ymd: tuple[int, ...]) -> bool:
    """Tell whether some day of a date of ours (year, month?, day?) lies in the era."""
    first, last = _days(ymd)
    return first <= _BY_NAME[era].last and last >= _BY_NAME[era].first


def eras_of(ymd: tuple[int, ...]) -> Iterator[str]:
    """Yield each era that a date of ours lies in, with its year: 令和10, 平成元."""
    for era in _ERAS:
        if in_bounds(era.name, ymd):
            year = ymd[0] - era.first.year + 1
            yield f"{era.name}{'元' if year == 1 else year}"


def _days(ymd: tuple[int, ...]) -> tuple[date, date]:
    year, month, day = (*ymd, 0, 0)[:3]
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    last = date(year, month or 12, 28)
    while last.month == (month or 12) and last < date.max:
        following = date.fromordinal(last.toordinal() + 1)
        if following.month != last.month:
            break
        last = following
    return first, last
