# SPDX-License-Identifier: MIT
"""Which numbers are counted and have no decimals: nobody has two and a half nights, or is 20.5 years old."""

from __future__ import annotations

from typing import Final

from app.domain.pack import Part
from app.domain.roles import PartRole

_MEASURED: Final = 2  # decimals of years, days and hours: 8.25


def decimals_of(part: Part) -> int:
    """Return how many decimals a number of this part may have."""
    return 0 if PartRole.COUNTED in part.roles else _MEASURED
