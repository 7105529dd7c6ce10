# SPDX-License-Identifier: MIT
"""How a language writes numbers and amounts, and how many decimals a currency has (CLDR, through Babel).

Babel is loaded on the first call: nobody waits for it at the start. A language that the CLDR does not
know writes as English does.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from app.i18n.tag import fallbacks, tag_of

if TYPE_CHECKING:
    from babel import Locale

_ENGLISH: Final = "en"


@lru_cache(maxsize=64)
def currency_digits(code: str) -> int:
    """Return how many decimals amounts of a currency (ISO 4217) have; 2 where the CLDR knows nothing."""
    from babel.numbers import get_currency_precision  # noqa: PLC0415

    return int(get_currency_precision(code))


def number_in(lang: str, value: Decimal, decimals: int = 0) -> str:
    """Return a number as a language writes it, in digits 0–9, with at least this many decimals.

    ``value``: at most 28 digits, those of the decimals included.
    """
    from babel.numbers import format_decimal  # noqa: PLC0415

    _whole, _point, fraction = format(value, "f").partition(".")
    pattern = "0" * max(decimals, len(fraction.rstrip("0")))
    locale = _locale(lang)
    whole = str(locale.decimal_formats[None].pattern).partition(".")[0]
    written = format_decimal(value, f"{whole}.{pattern}" if pattern else whole, locale=locale)
    return str(written).replace("\u202f", "\u00a0")  # fonts have the wider of the two spaces


def currency_in(lang: str, code: str, value: Decimal) -> str:
    """Return what a language calls a currency beside this amount: 円, US dollars."""
    from babel.numbers import get_currency_name  # noqa: PLC0415

    return str(get_currency_name(code, count=value, locale=_locale(lang))).replace("\u200b", "")


@lru_cache(maxsize=32)
def _locale(lang: str) -> Locale:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    for tag in fallbacks(tag_of(lang)):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(_ENGLISH)
