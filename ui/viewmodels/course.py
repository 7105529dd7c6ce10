# SPDX-License-Identifier: MIT
"""Where the officer is in an interview and where *next*, *back* and a jump lead. Pure.

The engine says what the script would ask now; an officer who jumped or went back walks on from there
until the path meets the engine's next item again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.clock import JAPAN
from app.domain.interview import CLOSING_PHASE, facts
from app.domain.pack import Audience, Pack, Part
from app.flow.engine import PREPARATION_PHASE, Engine
from app.flow.parts import open_parts
from app.flow.route import CHILD, EMBARKATION
from app.flow.view import FlowView, ItemStatus, Planned
from app.ids import ItemId, PartId
from app.services.interviews import Session
from app.services.texts import Texts

DEPARTURE_PHASE: Final = "EMB"
_AHEAD: Final = frozenset({ItemStatus.DUE, ItemStatus.LOCKED})
_OPEN: Final = frozenset({ItemStatus.DUE, ItemStatus.SKIPPED})
_SHOWN: Final = frozenset(
    {ItemStatus.ANSWERED, ItemStatus.DUE, ItemStatus.SKIPPED, ItemStatus.LOCKED}
)


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase of the rail. ``state``: done, current, open or locked."""

    id: str
    title: str
    done: int
    total: int
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its words and, where it has one, the reason it is locked.

    ``spared``: left in distress, so it is asked only if the person wants.
    """

    item: ItemId
    text: str
    reason: str = ""
    critical: bool = False
    spared: bool = False


def parts_now(session: Session, item: ItemId | None) -> tuple[PartId, ...]:
    """The parts of an item that are put now, where each is put by itself and some are open."""
    asked = session.pack.items.get(item) if item else None
    if asked is None or not asked.by_parts:
        return ()
    return tuple(part.id for part in open_parts(facts(session.pack, session.interview), asked))


def stays(session: Session, item: ItemId | None) -> bool:
    """Parts were answered, and others of the same item come next."""
    begun = item in session.interview.answers and item not in session.interview.skips
    return begun and bool(parts_now(session, item))


def following(
    pack: Pack, view: FlowView, current: ItemId | None, *, strayed: bool
) -> ItemId | None:
    """The item after ``current``: the engine's own, or the next due one after a jump."""
    urgent = view.raised or tuple(item for item in pack.roles.others if item == view.next_item)
    if urgent and urgent[0] != current:
        return urgent[0]
    if not strayed or current is None:
        return view.next_item
    rest = _after(view, current)
    due = next((planned.item for planned in rest if planned.status is ItemStatus.DUE), None)
    return due or view.next_item


def first_of_phase(view: FlowView, phase: str) -> ItemId | None:
    """Where a jump to a phase lands: its first due item, else the first that may be looked at."""
    mine = [planned for planned in view.items if planned.phase == phase]
    for wanted in (ItemStatus.DUE, ItemStatus.SKIPPED, ItemStatus.ANSWERED, ItemStatus.LOCKED):
        for planned in mine:
            if planned.status is wanted:
                return planned.item
    return None


def open_in_phase(view: FlowView, item: ItemId | None) -> ItemId | None:
    """The next question of the same phase that is due or was left out; from the last one on, the first."""
    phase = _phase(view, item) if item is not None else ""
    mine = [planned for planned in view.items if planned.phase == phase]
    ids = [planned.item for planned in mine]
    here = ids.index(item) + 1 if item in ids else 0
    return next(
        (
            planned.item
            for planned in (*mine[here:], *mine[:here])
            if planned.status in _OPEN and planned.item != item
        ),
        None,
    )


def passed_over(view: FlowView, item: ItemId | None) -> frozenset[ItemId]:
    """What stands before an item on the way and is still open: due or left out."""
    ids = [planned.item for planned in view.items]
    before = view.items[: ids.index(item)] if item in ids else ()
    return frozenset(planned.item for planned in before if planned.status in _OPEN)


def place_in_phase(view: FlowView, item: ItemId) -> tuple[int, int]:
    """Number of the item within its phase and how many the phase has, those not due left out."""
    phase = next((planned.phase for planned in view.items if planned.item == item), "")
    mine = [
        planned.item
        for planned in view.items
        if planned.phase == phase and planned.status in _SHOWN
    ]
    return (mine.index(item) + 1, len(mine)) if item in mine else (1, max(len(mine), 1))


def lock_of(pack: Pack, session: Session, item: ItemId) -> str:
    """The reason id why an item must not be asked now, or an empty text.

    An officer may go to any item, also to one that is not on this person's way (a child's, say).
    """
    if any(planned.item == item for planned in session.view.items):
        return dict(session.view.locked).get(item, "")
    return Engine(pack).is_locked(session.interview, item) or ""


def rail(
    pack: Pack, texts: Texts, lang: str, view: FlowView, current: ItemId | None
) -> tuple[PhaseRow, ...]:
    """The phases of the way with their progress; the current one is where the officer is."""
    titles = {phase.id: phase.title for phase in pack.phases}
    here = pack.items[current].phase if current else ""
    return tuple(
        PhaseRow(
            phase.phase,
            texts.officer(titles[phase.phase], lang).text,
            phase.done,
            phase.total,
            "current" if phase.phase == here else _state(phase.state, phase.done),
        )
        for phase in view.progress
    )


def needs_review(session: Session, target: ItemId | None) -> bool:
    """True when the way reaches its closing while something is missing, or a flag or a call blocks it."""
    pack, view = session.pack, session.view
    if target is not None and pack.items[target].phase != CLOSING_PHASE:
        return False
    return bool(still_missing(pack, view) or view.blocks_closing or session.interview.called)


def departure_outcomes(view: FlowView) -> tuple[str, ...]:
    """What the check at departure came to: danger, child_path, full, leaves_freely. Empty before its end.

    Danger stands beside the others; exactly one of the others holds.
    """
    mine = [planned for planned in view.items if planned.phase == DEPARTURE_PHASE]
    if view.paths[0] != EMBARKATION or any(planned.status in _AHEAD for planned in mine):
        return ()
    red = any(flag.severity == "red" for flag in view.flags_open)
    after = "leaves_freely" if len(view.paths) == 1 else view.paths[1]
    names = {CHILD: "child_path", "leaves_freely": "leaves_freely"}
    return (*(("danger",) if red else ()), names.get(after, "full"))


def still_missing(pack: Pack, view: FlowView) -> tuple[ItemId, ...]:
    """What was not asked, without the closing itself; what matters most comes first."""
    rest = [item for item in view.missing if pack.items[item].phase != CLOSING_PHASE]
    return tuple(sorted(rest, key=lambda item: item not in view.critical))


def parts_left(session: Session) -> Mapping[ItemId, tuple[Part, ...]]:
    """The parts of answered questions, as far as they are due, that have no answer themselves."""
    now = facts(session.pack, session.interview)
    left = {
        item.id: tuple(
            part
            for part in item.parts
            if part.id not in given.answer.parts and now.holds(part.condition)
        )
        for given in session.interview.answers.values()
        if (item := session.pack.items[given.answer.item]).audience is not Audience.OFFICER
    }
    return {item: parts for item, parts in left.items() if parts}


def opening(view: FlowView, language: str | None) -> str:
    """The screen an interview opens with: preparation, language or interview."""
    unprepared = any(
        planned.phase == PREPARATION_PHASE and planned.status is ItemStatus.DUE
        for planned in view.items
    )
    if unprepared and view.next_item and _phase(view, view.next_item) == PREPARATION_PHASE:
        return "preparation"
    return "interview" if language else "language"


def local_time(moment: datetime) -> str:
    """Clock time in Japan, with seconds: what stands behind *saved*."""
    return moment.astimezone(JAPAN).strftime("%H:%M:%S")


def remaining(left: timedelta) -> str:
    """Hours and minutes that are left, or by how much it is overdue (with a minus sign)."""
    minutes = round(left.total_seconds() / 60)
    sign = "−" if minutes < 0 else ""
    return f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


def ahead(view: FlowView, current: ItemId) -> ItemId | None:
    """The question that comes after ``current`` as far as can be told now; None: none is due."""
    rest = _after(view, current)
    return next((planned.item for planned in rest if planned.status is ItemStatus.DUE), None)


def _after(view: FlowView, item: ItemId) -> tuple[Planned, ...]:
    ids = [planned.item for planned in view.items]
    return view.items[ids.index(item) + 1 :] if item in ids else view.items


def _state(state: str, done: int) -> str:
    """The engine's *current* phase is merely open while the officer is elsewhere."""
    return "open" if state == "current" else ("done" if state == "done" and done else state)


def _phase(view: FlowView, item: ItemId) -> str:
    return next((planned.phase for planned in view.items if planned.item == item), "")
