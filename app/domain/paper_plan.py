# SPDX-License-Identifier: MIT
"""What the papers without answers name of a pack: data, so that no id of a pack stands in the program."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.text import LocalText
from app.ids import CardId, ItemId


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of the way: the texts for it, best first, and who does it: ids of agencies and of recipients."""

    texts: tuple[LocalText, ...]
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """Steps that stand beside each other under one sign."""

    sign: str
    steps: tuple[PlannedStep, ...]
    notes: tuple[LocalText, ...]


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """``standards``: for each of the ten, the questions in whose answers the record tells of it.

    ``explained_at_sea``: for each of the five topics, the cards that say it to the person; ``at_sea``: the
    agencies whose officers explain them. ``way``: the stages of the procedures; ``beside``: what helps at any
    time.
    """

    standards: tuple[tuple[ItemId, ...], ...] = ()
    explained_at_sea: tuple[tuple[CardId, ...], ...] = ()
    at_sea: frozenset[str] = frozenset()
    way: tuple[PlannedStage, ...] = ()
    beside: tuple[PlannedStep, ...] = ()
