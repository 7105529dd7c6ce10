# SPDX-License-Identifier: MIT
"""Which answers could be held against the person, and by which readers: data of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.ids import ItemId, PartId, RecipientId

Place = tuple[ItemId, PartId]


@dataclass(frozen=True, slots=True)
class Reproaches:
    """``values``: by the part of an item; a plain item's only part has the empty id."""

    values: Mapping[Place, frozenset[str]] = field(default_factory=dict)
    readers: frozenset[RecipientId] = frozenset()
