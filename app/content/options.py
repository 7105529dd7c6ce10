# SPDX-License-Identifier: MIT
"""`pack options ITEM`: what an item takes, for people who write replay files and training cases."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.pack import Item, Pack
from app.domain.text import EN, JA
from app.errors import UserError
from app.ids import ItemId, OptionId, PartId


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option of one part; ``part`` is "" for a plain item."""

    part: PartId
    type: str
    option: OptionId
    en: str
    ja: str
    exclusive: bool
    officer_only: bool


def options(pack: Pack, item_id: ItemId) -> tuple[OptionRow, ...]:
    """All options of an item in the order of the script. Raises UserError("item_unknown")."""
    item = pack.items.get(item_id)
    if item is None:
        raise UserError("item_unknown", item=item_id)
    return tuple(_rows(item))


def _rows(item: Item) -> list[OptionRow]:
    return [
        OptionRow(
            part=part.id,
            type=part.type.value,
            option=option.id,
            en=option.text.first(EN).text,
            ja=option.text.first(JA).text,
            exclusive=option.exclusive,
            officer_only=option.officer_only,
        )
        for part in item.parts
        for option in part.options
    ]
