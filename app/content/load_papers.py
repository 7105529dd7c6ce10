# SPDX-License-Identifier: MIT
"""``papers.json`` beside the packs: what the papers name of a pack, whichever it is.

A text is named as ``CARD`` (its title), ``ITEM`` (its question) or ``ITEM=option``. What a pack does not have
is left out, and with it a step or a stage of which nothing is left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from app.content.source import Raw
from app.domain.pack import Pack
from app.domain.paper_plan import PaperPlan, PlannedStage, PlannedStep
from app.domain.text import LocalText
from app.ids import CardId, ItemId
from app.paths import resources_dir


@cache
def _table() -> Raw:
    table: Raw = json.loads((resources_dir() / "content" / "papers.json").read_bytes())
    return table


def paper_plan(pack: Pack) -> PaperPlan:
    """The plan for what a pack has."""
    return _PlanSource(pack).plan()


@dataclass(frozen=True, slots=True)
class _PlanSource:
    pack: Pack

    def plan(self) -> PaperPlan:
        table = _table()
        return PaperPlan(
            standards=tuple(
                tuple(ItemId(item) for item in row if item in self.pack.items)
                for row in table["standards"]
            ),
            explained_at_sea=tuple(
                tuple(CardId(card) for card in row if card in self.pack.cards)
                for row in table["at_sea"]["cards"]
            ),
            at_sea=frozenset(table["at_sea"]["agencies"]),
            way=tuple(self._stages(table["way"])),
            beside=tuple(self._steps(table["beside"])),
        )

    def _stages(self, rows: Iterable[Raw]) -> Iterator[PlannedStage]:
        for row in rows:
            steps = tuple(self._steps(row["steps"]))
            if steps:
                yield PlannedStage(row["sign"], steps, tuple(self._texts(row.get("notes", ()))))

    def _steps(self, rows: Iterable[Raw]) -> Iterator[PlannedStep]:
        for row in rows:
            texts = tuple(self._texts(row["texts"]))
            if texts:
                yield PlannedStep(texts, tuple(filter(self._there, row.get("who", ()))))

    def _texts(self, names: Iterable[str]) -> Iterator[LocalText]:
        for name in names:
            item, _, option = name.partition("=")
            if card := self.pack.cards.get(CardId(name)):
                yield card.title
            elif asked := self.pack.items.get(ItemId(item)):
                options = (o.text for part in asked.parts for o in part.options if o.id == option)
                yield from options if option else (asked.text,)

    def _there(self, name: str) -> bool:
        return name in self.pack.agencies or name in self.pack.recipients
