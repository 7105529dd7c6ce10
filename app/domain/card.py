# SPDX-License-Identifier: MIT
"""Cards: what a person is told and may keep, with the dated facts that the officer has behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.condition import Condition
from app.domain.text import LocalText
from app.ids import CardId


@dataclass(frozen=True, slots=True)
class CardVariant:
    """Another wording of a card for whoever the condition is true of (obligations O-113 to O-116)."""

    id: str
    when: Condition
    text: LocalText


@dataclass(frozen=True, slots=True)
class CardFact:
    """A dated fact behind a card, for the officer: never read out. ``as_of`` None: no date is known.

    ``until``: the last day on which it holds.
    """

    text: LocalText
    source: str
    as_of: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Card:
    id: CardId
    title: LocalText
    text: LocalText
    text_child: LocalText | None
    trigger: str
    show_when: Condition | None
    basis: tuple[str, ...]
    legal_review: bool  # a lawyer has to read it before use with a real person
    tell_back: bool = False  # explains consent or rights: the person is asked to tell it back
    variants: tuple[CardVariant, ...] = ()  # the first that holds stands in for ``text``
    facts: tuple[CardFact, ...] = ()

    def facts_on(self, day: date) -> tuple[CardFact, ...]:
        """The facts that still hold on a day."""
        return tuple(fact for fact in self.facts if fact.until is None or day <= fact.until)
