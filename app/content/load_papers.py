# SPDX-License-Identifier: MIT
"""``papers.json`` beside the packs: what the papers name of a pack, whichever it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from app.content.source import Raw
from app.domain.card import Card
from app.domain.pack import Item
from app.domain.paper_plan import PaperPlan
from app.ids import CardId, ItemId
from app.paths import resources_dir


@cache
def _table() -> Raw:
    table: Raw = json.loads((resources_dir() / "content" / "papers.json").read_bytes())
    return table


def paper_plan(items: Mapping[ItemId, Item], cards: Mapping[CardId, Card]) -> PaperPlan:
    """The plan for a pack that has these items and cards."""
    table = _table()
    return PaperPlan(
        standards=tuple(
            tuple(ItemId(item) for item in row if item in items) for row in table["standards"]
        ),
        explained_at_sea=tuple(
            tuple(CardId(card) for card in row if card in cards) for row in table["at_sea"]["cards"]
        ),
        at_sea=frozenset(table["at_sea"]["agencies"]),
    )
