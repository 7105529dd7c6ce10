# SPDX-License-Identifier: MIT
"""Where an item or part stands in the short screening (CONTENT.md §1)."""

from __future__ import annotations

from dataclasses import dataclass

from app.ids import ItemId


@dataclass(frozen=True, slots=True)
class ScreeningPlace:
    """The place of an item or part in the short screening.

    ``on``: the values and states that call for more; apart from ``evidence``, so that an answer here need
    claim no indicator. ``deepens``: what is asked then.
    """

    order: int
    strength: str  # "strong" or "soft"
    on: tuple[str, ...]
    deepens: tuple[ItemId, ...]
