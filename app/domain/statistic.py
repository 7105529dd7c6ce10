# SPDX-License-Identifier: MIT
"""Fields of the yearly statistics (CONTENT.md §10): where each comes from and where it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.ids import ItemId, PartId


@dataclass(frozen=True, slots=True)
class StatisticsField:
    """``source``: answer, derived, supervisor …; ``items``: the answers it is read from.

    ``derivation`` is the pack's rule: a map from option ids to printed categories, or words.
    """

    id: str
    type: str
    source: str
    items: tuple[tuple[ItemId, PartId | None], ...]
    printed_in: str
    derivation: str | Mapping[str, object] | None
    codes: tuple[str, ...]
