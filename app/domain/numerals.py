# SPDX-License-Identifier: MIT
"""Numbers and amounts of money as people type them, in any script's digits and with any usual separators.

One reader for the windows of the officer and the person, for replay files and whatever else is entered.
It never guesses: a text with two meanings (``1.500``: one thousand five hundred, or one and a half) has
two values, and whoever asked must let a person choose. A value with a fraction is a text, never a float:
``"12.50"``; without one it is an integer. A stored fraction never has exactly three digits (``"1.5050"``
for 1.505), so that a stored text is always read again as the same value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from app.domain.currency import belongs
from app.domain.digits import MOST_DIGITS, ascii_digits
from app.domain.value import Json
from app.i18n.cldr_numbers import currency_digits

Amount = int | str  # a text where there is a fraction

UNREADABLE: Final = "number_unreadable"
NEGATIVE: Final = "number_negative"
TOO_LONG: Final = "number_too_long"
FRACTION: Final = "number_fraction"  # more decimals than this number can have
NO_DECIMALS: Final = "amount_fraction"  # the same of a currency
OTHER_CURRENCY: Final = "amount_currency"
TWO_WAYS: Final = "number_two_ways"

_STORED_CENTS: Final = 2  # decimals of a stored amount, where its currency has as many
_CONFUSING: Final = 3  # digits after a separator that may be thousands
#: What stands between digits, as typed, by its kind. Some only group (3、4 is no 3.4), ``٫`` is only decimal.
_SEPARATORS: Final = MappingProxyType(
    dict.fromkeys(",،，﹐", ",")
    | dict.fromkeys(".．。｡﹒", ".")
    | dict.fromkeys("'’‘ʼʻ＇´`′", "'")
    | {"､": "、"}
)
_MINUS: Final = re.compile(r"\s*[-−－﹣‐‑–—▲△]")
_GROUPED: Final = re.compile(
    r"\d+"  # not at all
    r"|[1-9]\d{0,2}(?:([,. '٬、])\d{3})(?:\1\d{3})*"
    r"|[1-9]\d?(?:([, ])\d{2})(?:\2\d{2})*\2\d{3}"  # the Indian way
)
_UNITS: Final = MappingProxyType(
    dict.fromkeys("兆조", 12) | dict.fromkeys("億亿억", 8) | dict.fromkeys("万萬만", 4)
)
_THOUSANDS: Final = re.compile("[千仟천]")
_MYRIADS: Final = re.compile(f"([{''.join(_UNITS)}])")
_STORED: Final = re.compile(r"\d{1,15}\.\d{1,12}", re.ASCII)  # what can be reckoned exactly
_ABOVE: Final = 16  # the power of ten above every unit
_EAST_ASIAN: Final = str.maketrans({",": "٬", ".": "٫"})
_BODY: Final = re.compile(f"[0-9].*[0-9{''.join(_UNITS)}千仟천]|[0-9]")


@dataclass(frozen=True, slots=True)
class NumeralReading:
    """What a typed text can mean: no, one or several values, and why it means none as a code."""

    values: tuple[Amount, ...] = ()
    fault: str = ""

    @property
    def value(self) -> Amount | None:
        """The value, when there is exactly one."""
        return self.values[0] if len(self.values) == 1 else None

    @property
    def problem(self) -> str:
        """Why this is no value yet: the fault, or that it can be read in two ways; else empty."""
        return TWO_WAYS if len(self.values) > 1 else self.fault


def read_number(text: str, decimals: int) -> NumeralReading:
    """Read a number of at most so many decimals, 0 for what is counted."""
    if _MINUS.match(text):
        return NumeralReading(fault=NEGATIVE)
    found = tuple(_meanings(_plain(text), decimals))
    return _judged(found, decimals, FRACTION, cents=0)


def read_amount(text: str, currency: str) -> NumeralReading:
    """Read an amount of a currency (ISO 4217), with its sign or name before or behind it or without."""
    if _MINUS.match(text):
        return NumeralReading(fault=NEGATIVE)
    plain = _plain(text)
    body = _BODY.search(plain)
    if body is None:
        return NumeralReading(fault=UNREADABLE)
    before, behind = plain[: body.start()], plain[body.end() :]
    if behind.strip() in _SEPARATORS:  # 1,500, and 12. go on
        return NumeralReading(fault=UNREADABLE)
    if not (belongs(before, currency) and belongs(behind, currency)):
        return NumeralReading(fault=OTHER_CURRENCY)
    decimals = currency_digits(currency)
    return _judged(
        tuple(_meanings(body[0], decimals)),
        decimals,
        NO_DECIMALS,
        cents=min(decimals, _STORED_CENTS),
    )


def canonical(value: Decimal, cents: int = 0) -> Amount:
    """Return a value as it is stored; ``cents``: the least decimals of a fraction."""
    if value == value.to_integral_value():
        return int(value)
    whole, _point, fraction = format(value, "f").partition(".")
    fraction = fraction.rstrip("0").ljust(cents, "0")
    return f"{whole}.{fraction}{'0' if len(fraction) == _CONFUSING else ''}"


def exact(data: Json) -> Decimal | None:
    """Return the value of a stored number or amount; None for anything else."""
    if isinstance(data, bool) or not isinstance(data, (int, str)):
        return None
    if isinstance(data, str) and not _STORED.fullmatch(data):
        return None
    return Decimal(data)


def myriads(value: int) -> str:
    """Return a whole number as Japanese counts it: 150万, 1億2,000万, 3万4,500; exact."""
    parts = []
    for unit, power in (("兆", 12), ("億", 8), ("万", 4), ("", 0)):
        share, value = divmod(value, 10**power)
        if share:
            parts.append(f"{share:,}{unit}")
    return "".join(parts) or "0"


def _plain(text: str) -> str:
    """Digits as 0–9, separators by their kind, every space alike, invisible signs left out."""
    return "".join(
        _SEPARATORS.get(sign, " " if unicodedata.category(sign) == "Zs" else sign)
        for sign in ascii_digits(text.strip())
        if unicodedata.category(sign) != "Cf"
    ).strip()


def _judged(
    found: tuple[Decimal, ...], decimals: int, fraction: str, *, cents: int
) -> NumeralReading:
    fitting = [value for value in found if -_places(value) <= decimals]
    values = tuple(dict.fromkeys(canonical(value, cents) for value in fitting))
    if not found:
        return NumeralReading(fault=UNREADABLE)
    if not values:
        return NumeralReading(fault=fraction)
    if any(sum(map(str.isdecimal, str(value))) > MOST_DIGITS for value in values):
        return NumeralReading(fault=TOO_LONG)
    return NumeralReading(values)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent if value != 0 else 0
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _meanings(plain: str, decimals: int) -> Iterator[Decimal]:
    """Every value that the text can have, whole ones first."""
    if _MYRIADS.search(plain) or _THOUSANDS.search(plain):
        yield from _counted_in_myriads(plain)
    else:
        yield from _values(plain, decimals)


def _counted_in_myriads(plain: str) -> Iterator[Decimal]:
    """150万, 1億2,000万, 1.5万: whoever counts so groups with the comma and parts with the point."""
    chunks = _MYRIADS.split(plain.translate(_EAST_ASIAN))
    total, last = Decimal(0), _ABOVE
    for chunk, unit in zip(chunks[::2], [*chunks[1::2], ""], strict=True):
        power = _UNITS.get(unit, 0)
        if not unit and not chunk.strip() and last != _ABOVE:
            break
        share = next(_thousands(chunk), None)
        whole = total == total.to_integral_value()
        fits = share is not None and (last == _ABOVE or share < 10 ** (last - power))
        if share is None or not fits or not whole or power >= last:
            return
        total, last = total + share.scaleb(power), power
    yield total


def _thousands(chunk: str) -> Iterator[Decimal]:
    """A number below ten thousand times a unit: 3千, 1千500, or plain."""
    head, *tail = _THOUSANDS.split(chunk)
    if not tail:
        yield from _values(chunk.strip(), MOST_DIGITS)
    elif len(tail) == 1 and head.strip().isdecimal():
        rest = tail[0].strip()
        if not rest or (rest.isdecimal() and len(rest) <= _CONFUSING):
            yield Decimal(int(head) * 1000 + int(rest or 0))


def _values(plain: str, decimals: int) -> Iterator[Decimal]:
    """Digits with separators: as a whole number, and with the last separator as decimal sign."""
    if len(plain) > 2 * MOST_DIGITS + _CONFUSING:
        yield from (Decimal(10**MOST_DIGITS),) if plain.isdecimal() else ()
        return
    if _GROUPED.fullmatch(plain):
        yield Decimal("".join(filter(str.isdecimal, plain)))
    found = re.fullmatch(r"(.*\d)([,.٫])(\d+)", plain)
    if found is None or found[2] in found[1] or not _GROUPED.fullmatch(found[1]):
        return
    if decimals or len(found[3]) != _CONFUSING:  # 3,000 of what has no decimals is never 3
        whole = "".join(filter(str.isdecimal, found[1]))
        yield Decimal(f"{whole}.{found[3]}")
