# SPDX-License-Identifier: MIT
"""Whether each obligation of the ledger is met by what the pack holds: what the ledger's tests look with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, TypeVar

from app.domain.obligation import (
    Obligation,
    ObligationCase,
    ObligationKind,
    ObligationPaper,
    Rule,
    Screen,
)
from app.domain.pack import AskStep, InsertStep, OfferStep, Pack, PhaseStep, RaiseStep
from app.domain.text import EN, JA, LocalText
from app.ids import ItemId

_S = TypeVar("_S")
NAMED: Final[Mapping[ObligationKind, frozenset[str]]] = {
    ObligationKind.RULES: frozenset(Rule),
    ObligationKind.SCREENS: frozenset(Screen),
    ObligationKind.CASES: frozenset(ObligationCase),
    ObligationKind.PAPERS: frozenset(ObligationPaper),
}


def unmet(
    pack: Pack, row: Obligation, named: Mapping[ObligationKind, Collection[str]] = NAMED
) -> tuple[tuple[ObligationKind, str], ...]:
    """What a row names and is not there to fulfil it; empty when all is. ``named``: rules, screens, cases.

    An item has to be asked on some path and to have its text, a card to come by a rule or an offer.
    """
    there: dict[ObligationKind, Collection[str]] = {**_there(pack), **named}
    return tuple(
        (kind, name) for kind, names in row.by.items() for name in names if name not in there[kind]
    )


def _there(pack: Pack) -> dict[ObligationKind, Collection[str]]:
    codes = pack.indicators
    offered = {card for step in _steps(pack, OfferStep) for card in step.cards}
    asked = set(_asked(pack))
    return {
        ObligationKind.ITEMS: {
            i.id for i in pack.items.values() if i.id in asked and _told(i.text)
        },
        ObligationKind.CARDS: {
            card.id
            for card in pack.cards.values()
            if _told(card.text) and (card.show_when is not None or card.id in offered)
        },
        ObligationKind.RECIPIENTS: pack.recipients,
        ObligationKind.BASES: pack.legal_bases,
        ObligationKind.FLAGS: pack.flags,
        ObligationKind.TIMERS: pack.timers,
        ObligationKind.CODES: {*codes.codes, *codes.elements, *codes.forced_labour},
        ObligationKind.STATISTICS: pack.statistics,
        ObligationKind.CONTACTS: pack.contacts,
        ObligationKind.DOCUMENTS: pack.binding,
    }


def _told(text: LocalText) -> bool:
    return all((found := text.get(lang)) and found.text.strip() for lang in (EN, JA))


def _asked(pack: Pack) -> Iterator[ItemId]:
    """Items that some path comes to; whether its conditions can hold is shown by the walk of lint."""
    phases = {step.phase for step in _steps(pack, PhaseStep)}
    phases |= {step.phase for step in _steps(pack, InsertStep)}
    yield from (item.id for item in pack.items.values() if item.phase in phases)
    yield from (step.item for step in _steps(pack, AskStep))
    for raised in _steps(pack, RaiseStep):
        yield from raised.items
    for offer in _steps(pack, OfferStep):
        yield from offer.items


def _steps(pack: Pack, kind: type[_S]) -> tuple[_S, ...]:
    return tuple(s for path in pack.paths.values() for s in path if isinstance(s, kind))
