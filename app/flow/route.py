# SPDX-License-Identifier: MIT
"""Which paths an interview walks and in which order their items stand (CONTENT.md §5, §6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.age import PROTECTIVE
from app.domain.facts import Facts
from app.domain.pack import (
    AskStep,
    ContinueStep,
    InsertStep,
    OfferStep,
    Pack,
    PhaseStep,
    RaiseStep,
    Step,
    SwitchStep,
)
from app.domain.state import Interview
from app.ids import ItemId

CHILD: Final = "child"
EMBARKATION: Final = "embarkation"
LEAVES_FREELY: Final = "yes_freely"
_EMBARKATION_PHASE: Final = "EMB"


@dataclass(frozen=True, slots=True)
class PlacedOffer:
    """``after``: number of items of the route that stand before the offer."""

    step: OfferStep
    after: int


@dataclass(frozen=True, slots=True)
class Route:
    """``items``: each once, in order, whether due or not. ``raised``: those that come at once."""

    paths: tuple[str, ...]
    items: tuple[ItemId, ...]
    raised: tuple[ItemId, ...]
    offers: tuple[PlacedOffer, ...]


def route(facts: Facts, interview: Interview) -> Route:
    """Resolve the paths of the interview into one order of items."""
    paths = path_names(facts, interview)
    steps = [step for name in paths for step in facts.pack.paths[name]]
    raising = [step for step in (*steps, *facts.pack.order) if isinstance(step, RaiseStep)]
    at_once = tuple(dict.fromkeys(item for step in raising for item in step.items))
    items: dict[ItemId, None] = {}
    offers: list[PlacedOffer] = []
    for name in paths:
        order = facts.pack.paths[name]
        named = _named(order) | set(at_once)
        for step in order:
            if isinstance(step, OfferStep):
                offers.append(PlacedOffer(step, len(items)))
            items.update(dict.fromkeys(_items_of(facts, step, named)))
    items.update(dict.fromkeys(at_once))
    return Route(paths, tuple(items), at_once, tuple(offers))


def raised(pack: Pack) -> tuple[ItemId, ...]:
    """The items that come at once when signs call for them, in any phase: never too early."""
    steps = (step for path in pack.paths.values() for step in path)
    found = (item for step in steps if isinstance(step, RaiseStep) for item in step.items)
    return tuple(dict.fromkeys(found))


def path_names(facts: Facts, interview: Interview) -> tuple[str, ...]:
    """The paths in the order they are walked: one, or the embarkation check and what follows it."""
    child = facts.age_state in PROTECTIVE
    if facts.script != EMBARKATION:
        return (_switched(facts, facts.script) if child else facts.script,)
    goes_on = continued(facts, interview)
    if child and (goes_on or _departure_doubt(facts, interview)):
        return (EMBARKATION, CHILD)
    return (EMBARKATION, goes_on) if goes_on else (EMBARKATION,)


def continued(facts: Facts, interview: Interview) -> str | None:
    """The path after the embarkation check; closing a flag later does not undo it."""
    ever = facts.with_flags(interview.flags_ever)
    for step in facts.pack.paths[EMBARKATION]:
        if isinstance(step, ContinueStep) and ever.holds(step.when):
            return step.path
    return None


def _departure_doubt(facts: Facts, interview: Interview) -> bool:
    """A child at the gate: anything but "yes, freely", or any flag of the check (CONTENT.md §6)."""
    departure = facts.at(facts.pack.roles.departure)
    if departure is not None and departure.data != LEAVES_FREELY:
        return True
    cited = {item for record in interview.flags.values() for item in record.cites}
    items = (facts.pack.items[item] for item in cited if item in facts.pack.items)
    return any(item.phase == _EMBARKATION_PHASE for item in items)


def _switched(facts: Facts, script: str) -> str:
    for step in facts.pack.paths[script]:
        if isinstance(step, SwitchStep) and facts.holds(step.when):
            return step.path
    return script


def _named(order: Sequence[Step]) -> set[ItemId]:
    return {step.item for step in order if isinstance(step, AskStep)}


def _items_of(facts: Facts, step: Step, named: set[ItemId]) -> Iterator[ItemId]:
    """The items of one step; a whole phase comes without those named elsewhere in the order."""
    pack: Pack = facts.pack
    match step:
        case AskStep(item):
            yield item
        case PhaseStep(phase):
            yield from (i.id for i in pack.items.values() if i.phase == phase and i.id not in named)
        case InsertStep(phase, when):
            if facts.holds(when):
                yield from (i.id for i in pack.items.values() if i.phase == phase)
        case RaiseStep(items, _):
            yield from items
        case _:
            return
