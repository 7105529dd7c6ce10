# SPDX-License-Identifier: MIT
"""``papers.json`` beside the packs: what the papers name of a pack, whichever it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from app.content.source import Raw
from app.domain.pack import Item
from app.domain.paper_plan import PaperPlan
from app.ids import ItemId
from app.paths import resources_dir


@cache
def _table() -> Raw:
    table: Raw = json.loads((resources_dir() / "content" / "papers.json").read_bytes())
    return table


def paper_plan(items: Mapping[ItemId, Item]) -> PaperPlan:
    """The plan for a pack that has these items."""
    return PaperPlan(
        standards=tuple(
            tuple(ItemId(item) for item in row if item in items) for row in _table()["standards"]
        )
    )
