# SPDX-License-Identifier: MIT
"""The ledger of obligations: why a thing is asked or shown."""

from __future__ import annotations

from app.domain.obligation import Obligation, ObligationKind
from app.domain.pack import Pack
from app.ids import CardId, ItemId


def obligations_of(pack: Pack, thing: ItemId | CardId) -> tuple[Obligation, ...]:
    """What an item or a card is asked or shown for, in the order of the numbers."""
    return tuple(
        row
        for row in pack.obligations.values()
        if thing in row.by.get(ObligationKind.ITEMS, ())
        or thing in row.by.get(ObligationKind.CARDS, ())
    )
