# SPDX-License-Identifier: MIT
"""Items whose parts are put one by one (``ask: "parts"``, CONTENT.md §1): which parts are open. Pure."""

from __future__ import annotations

from app.domain.facts import Facts
from app.domain.pack import Item, Part
from app.ids import PartId


def open_parts(facts: Facts, item: Item) -> tuple[Part, ...]:
    """The parts that are due and were neither answered nor passed; none of an item that is put as a whole."""
    if not item.by_parts:
        return ()
    answer = facts.answers.get(item.id)
    told = {*answer.parts, *answer.not_asked} if answer else set[PartId]()
    due = (part for part in item.parts if facts.holds(part.condition))
    return tuple(part for part in due if part.id not in told)


def next_part(facts: Facts, item: Item) -> Part | None:
    """The first of the `open_parts`."""
    return next(iter(open_parts(facts, item)), None)
