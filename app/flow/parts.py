# SPDX-License-Identifier: MIT
"""Items whose parts are put one by one (``ask: "parts"``, CONTENT.md §1): which part comes next. Pure."""

from __future__ import annotations

from app.domain.facts import Facts
from app.domain.pack import Item, Part


def next_part(facts: Facts, item: Item) -> Part | None:
    """The first part that is due and has no answer; None for an item that is put as a whole."""
    if not item.by_parts:
        return None
    answer = facts.answers.get(item.id)
    told = answer.parts if answer else {}
    due = (part for part in item.parts if facts.holds(part.condition))
    return next((part for part in due if part.id not in told), None)
