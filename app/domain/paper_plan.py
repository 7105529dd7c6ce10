# SPDX-License-Identifier: MIT
"""What the papers without answers name of a pack: data, so that no id of a pack stands in the program."""

from __future__ import annotations

from dataclasses import dataclass

from app.ids import CardId, ItemId


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """``standards``: for each of the ten, the questions in whose answers the record tells of it.

    ``explained_at_sea``: for each of the five topics, the cards that say it to the person; ``at_sea``: the
    agencies whose officers explain them.
    """

    standards: tuple[tuple[ItemId, ...], ...] = ()
    explained_at_sea: tuple[tuple[CardId, ...], ...] = ()
    at_sea: frozenset[str] = frozenset()
