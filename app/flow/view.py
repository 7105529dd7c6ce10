# SPDX-License-Identifier: MIT
"""What the engine returns: plain frozen data for screens, the replay and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.condition import AgeState
from app.ids import CardId, FlagId, GroupId, ItemId, TimerId


class ItemStatus(StrEnum):
    """Where an item of the path stands. NOT_DUE: condition false, skipped without trace."""

    ANSWERED = "answered"
    DUE = "due"
    SKIPPED = "skipped"
    LOCKED = "locked"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of the path. ``lead_in``: shared text to be said first."""

    item: ItemId
    phase: str
    status: ItemStatus
    lock: str | None
    lead_in: str | None
    droppable: bool


@dataclass(frozen=True, slots=True)
class PhaseProgress:
    """``state``: done, current, open or locked. ``total`` counts what is answered or still due."""

    phase: str
    done: int
    total: int
    state: str


@dataclass(frozen=True, slots=True)
class FlagView:
    """One open flag; ``cites``: the answers it rests on (none when the officer raised it)."""

    flag: FlagId
    severity: str  # red or amber
    raised_at: datetime
    cites: tuple[ItemId, ...]
    blocks_closing: bool


@dataclass(frozen=True, slots=True)
class TimerView:
    """``due_at`` is an aware moment; ``stopped_at`` None means: still running."""

    timer: TimerId
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None
    groups: tuple[GroupId, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Cards and items that may be offered from here on; optional, never asked twice."""

    id: str
    cards: tuple[CardId, ...]
    items: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class ContinueOffer:
    """The short path found something: go on with ``path``, or refer. ``reasons``: the answers."""

    path: str
    reasons: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class FlowView:
    """Everything a screen needs to know about the course of one interview.

    ``paths``: the names of the paths walked, e.g. ("embarkation", "full"). ``missing``: due, not
    answered and not locked; ``critical``: those of them that can raise a danger flag or are the
    consent itself. ``blocks_closing``: open flags that want an action or a reason first.
    ``consent_again``: when the short consent is to be asked again.
    """

    paths: tuple[str, ...]
    items: tuple[Planned, ...]
    next_item: ItemId | None
    previous: ItemId | None
    progress: tuple[PhaseProgress, ...]
    raised: tuple[ItemId, ...]
    missing: tuple[ItemId, ...]
    critical: tuple[ItemId, ...]
    locked: tuple[tuple[ItemId, str], ...]
    offers: tuple[Offer, ...]
    cards_due: tuple[CardId, ...]
    flags_open: tuple[FlagView, ...]
    timers: tuple[TimerView, ...]
    blocks_closing: tuple[FlagId, ...]
    continue_offer: ContinueOffer | None
    age_state: AgeState
    child_path: bool
    before_closing: bool
    consent_again: datetime | None
