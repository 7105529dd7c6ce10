# SPDX-License-Identifier: MIT
"""Decimal digits of any script: what an input method writes for a number is read as that number.

Full-width, Thai, Burmese, Khmer, Devanagari, Arabic-Indic and every other digit that Unicode gives a
decimal value (category Nd). Signs that only look like digits (², ③, 一) have none and stay as they are.
"""

from __future__ import annotations

import unicodedata
from typing import Final

MOST_DIGITS: Final = (
    15  # of any number that is entered: below 2^53, which every reader of JSON knows
)


def ascii_digits(text: str) -> str:
    """Return the text with every decimal digit as 0–9; everything else stays as typed."""
    return "".join(
        sign if (digit := unicodedata.decimal(sign, None)) is None else str(digit) for sign in text
    )


def read_whole(text: str) -> int | None:
    """Return the whole number that stands alone in the text, spaces around it aside; else None.

    No sign and no separators: for years, months, days and the like. At most `MOST_DIGITS` digits.
    """
    digits = ascii_digits(text.strip())
    readable = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
    return int(digits) if readable else None
