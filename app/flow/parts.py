# SPDX-License-Identifier: MIT
"""Items whose parts are put one by one (``ask: "parts"``, CONTENT.md §1): which part comes next. Pure."""

from __future__ import annotations

from app.domain.facts import Facts
from app.domain.pack import Item, Part
from app.ids import PartId


def next_part(facts: Facts, item: Item) -> Part | None:
    """The first part that is due and was neither answered nor passed; None for an item that is put whole."""
    if not item.by_parts:
        return None
    answer = facts.answers.get(item.id)
    told = {*answer.parts, *answer.not_asked} if answer else set[PartId]()
    due = (part for part in item.parts if facts.holds(part.condition))
    return next((part for part in due if part.id not in told), None)
