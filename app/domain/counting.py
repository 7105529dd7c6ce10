# SPDX-License-Identifier: MIT
"""Which numbers are counted and have no decimals: nobody has two and a half nights, or is 20.5 years old."""

from __future__ import annotations

from typing import Final

from app.domain.age import AGE_ITEM
from app.domain.pack import Item, Part
from app.ids import ItemId, PartId

_MEASURED: Final = 2  # decimals of years, days and hours: 8.25
_COUNTED: Final = frozenset(
    (ItemId(item), PartId(part))
    for item, part in (
        (AGE_ITEM, "age"),
        ("LAB-04", "nights"),
        ("LAB-04", "days_in_row"),
        ("MOVE-01", "people"),
        ("OTHR-01", "number"),
    )
)


def decimals_of(item: Item, part: Part) -> int:
    """Return how many decimals a number of this part may have."""
    return 0 if (item.id, part.id) in _COUNTED else _MEASURED
