# SPDX-License-Identifier: MIT
"""Which pack an interview is led with: the one it began with, or the one that the officer moved it to."""

from __future__ import annotations

from typing import Final

from app.domain.event import Event, EventType, NewEvent
from app.domain.state import Interview

HASH_SHOWN: Final = 8  # digits


def short_hash(sha256: str) -> str:
    """As much of a pack's hash as people compare and papers bear."""
    return sha256[:HASH_SHOWN]


def pack_after(state: Interview, event: Event | NewEvent) -> str:
    """The hash of the pack under which an event is read: a beginning and a move name their own."""
    if event.type is EventType.STARTED:
        named = event.payload.get("pack")
        return str(named.get("sha256", "")) if isinstance(named, dict) else ""
    return state.pack_sha256
