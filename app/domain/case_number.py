# SPDX-License-Identifier: MIT
"""Case numbers: drawn at random, checked when they are typed (RECORD.md "Case number").

``2026-K7M2QXD-4``: the year, seven characters that no hand confuses, and a check character of ISO/IEC
7064, MOD 37,36, which finds every wrong character and nearly every two that changed places. It tells neither
station, officer nor count. A practice number has a prefix of its own. Numbers that were given out before
(``2026-0001``) stay and are looked up as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from app.domain.practice import PRACTICE_NUMBERS
from app.errors import UserError
from app.ids import CaseNumber

#: Without 0 and O, 1, I and L, U and V's double: of staff and station numbers, too.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 7
_CHECKED: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS: Final = len(_CHECKED)
_YEAR: Final = 4
_PRACTICE: Final = PRACTICE_NUMBERS.strip("-")
_APART: Final = re.compile(r"[\s\-‐-―−ー－_.·・]+")
_OLD: Final = re.compile(r"\d{4,6}", re.ASCII)  # counted up in each vault, until format 2
_LOOKS_LIKE: Final = str.maketrans("OIL", "011")


def draw(year: int, choose: Callable[[str], str], *, practice: bool = False) -> CaseNumber:
    """A new number; ``choose`` picks one character of an alphabet (`secrets.choice`)."""
    body = "".join(choose(ALPHABET) for _ in range(LENGTH))
    prefix = PRACTICE_NUMBERS if practice else ""
    return CaseNumber(f"{prefix}{year:04d}-{body}-{check_character(f'{year:04d}{body}')}")


def check_character(body: str) -> str:
    """The check character of year and characters (ISO/IEC 7064, MOD 37,36)."""
    rest = _MODULUS
    for sign in body:
        rest = ((rest + _CHECKED.index(sign)) % _MODULUS or _MODULUS) * 2 % (_MODULUS + 1)
    return _CHECKED[(_MODULUS + 1 - rest) % _MODULUS]


def read(typed: str) -> CaseNumber | None:
    """The number that was typed, as it is written; None for what is no case number at all.

    Lower case, spaces, missing hyphens and O for 0, I for 1 and the like are taken. Raises
    UserError("case_number_wrong") where a character must be wrong.
    """
    text = compact(typed)
    practice = text.startswith(_PRACTICE)
    text = text.removeprefix(_PRACTICE)
    year, rest = text[:_YEAR].translate(_LOOKS_LIKE), text[_YEAR:]
    if not (year.isascii() and year.isdigit() and rest.isascii() and rest.isalnum()):
        return None
    prefix = PRACTICE_NUMBERS if practice else ""
    if _OLD.fullmatch(number := rest.translate(_LOOKS_LIKE)):
        return CaseNumber(f"{prefix}{year}-{number}")
    if len(rest) != LENGTH + 1:
        return None
    body, last = rest[:LENGTH], rest[LENGTH]
    right = check_character(year + body)
    if not set(body) <= set(ALPHABET) or last.translate(_LOOKS_LIKE) != right.translate(
        _LOOKS_LIKE
    ):
        raise UserError("case_number_wrong")
    return CaseNumber(f"{prefix}{year}-{body}-{right}")


def compact(text: str) -> str:
    """A number, or a part of one, as it is compared: without spaces and hyphens, in capitals."""
    return _APART.sub("", unicodedata.normalize("NFKC", text)).upper()
