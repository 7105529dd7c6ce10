# SPDX-License-Identifier: MIT
"""Feedback on one interview, from its events alone: what was missed, what was asked too early.

For practice: it judges the course, never the person's answers, and gives no marks. Pure. "Too early"
follows the order that trust needs (CONTENT.md §5): safety, explanation, consent, needs, the free account,
then hard questions, each with its lead-in and none right after distress.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from app.domain.event import Event, EventType
from app.domain.interview import fold
from app.domain.pack import Audience, Gate, Item, Pack
from app.flow.engine import Engine
from app.flow.route import raised
from app.flow.view import FlowView, ItemStatus
from app.ids import ItemId

HARD_LEVEL: Final = 3


class ReviewKind(StrEnum):
    """What a finding says. The first four look at the end, the others at a moment of the talk."""

    MISSED = "missed"
    CARD_NOT_SHOWN = "card_not_shown"
    FLAG_OPEN = "flag_open"
    TIMER_RUNNING = "timer_running"
    LOCKED = "locked"
    BEFORE_SAFETY = "before_safety"
    UNEXPLAINED = "unexplained"
    BEFORE_NEEDS = "before_needs"
    BEFORE_ACCOUNT = "before_account"
    NO_LEAD_IN = "no_lead_in"
    AFTER_DISTRESS = "after_distress"


EARLY: Final = tuple(ReviewKind)[4:]


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """``about``: the id of an item, card, flag or timer. ``critical``: safety or consent hangs on it."""

    kind: ReviewKind
    about: str
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """``asked``: items in the order of their first answers."""

    asked: tuple[ItemId, ...]
    findings: tuple[ReviewFinding, ...]

    def of(self, *kinds: ReviewKind) -> tuple[ReviewFinding, ...]:
        return tuple(finding for finding in self.findings if finding.kind in kinds)


@dataclass(slots=True)
class _Moment:
    """What had happened when the next question came."""

    dealt_with: set[ItemId] = field(default_factory=set)  # answered or skipped
    answered: set[ItemId] = field(default_factory=set)
    distressed: bool = False


def review(pack: Pack, events: Sequence[Event], refused: Iterable[ItemId] = ()) -> Review:
    """Look back on an interview. ``refused``: items that were tried while locked (they leave no event).

    Raises UserError("pack_mismatch") for events of another pack.
    """
    interview = fold(pack, events)
    view = Engine(pack).plan(interview)
    tried = tuple(
        ReviewFinding(ReviewKind.LOCKED, item, critical=True) for item in dict.fromkeys(refused)
    )
    early = tuple(_early(pack, events, view))
    return Review(interview.asked, (*tried, *early, *_at_the_end(view)))


def _at_the_end(view: FlowView) -> Iterator[ReviewFinding]:
    for flag in view.flags_open:
        yield ReviewFinding(ReviewKind.FLAG_OPEN, flag.flag, critical=flag.severity == "red")
    for item in view.missing:
        yield ReviewFinding(ReviewKind.MISSED, item, critical=item in view.critical)
    for card in view.cards_due:
        yield ReviewFinding(ReviewKind.CARD_NOT_SHOWN, card)
    for timer in view.timers:
        if timer.stopped_at is None:
            yield ReviewFinding(ReviewKind.TIMER_RUNNING, timer.timer)


def _early(pack: Pack, events: Sequence[Event], view: FlowView) -> Iterator[ReviewFinding]:
    places = {p.item: n for n, p in enumerate(view.items) if p.status is not ItemStatus.NOT_DUE}
    now = _Moment()
    for event in events:
        item_id = ItemId(str(event.payload.get("item", "")))
        if event.type is EventType.DISTRESS:
            now.distressed = True
        elif event.type is EventType.PAUSED:
            now.distressed = False
        elif event.type is EventType.SKIPPED:
            now.dealt_with.add(item_id)
        elif event.type is EventType.ANSWERED:
            if item_id not in now.answered and not _known_before(pack, item_id, now):
                yield from _asked(pack, pack.items[item_id], event, now, places)
            now.answered.add(item_id)
            now.dealt_with.add(item_id)


def _known_before(pack: Pack, item: ItemId, now: _Moment) -> bool:
    asked_first = pack.roles.known_before
    return item in asked_first and now.answered <= {*asked_first, pack.roles.language.item}


def _asked(
    pack: Pack, item: Item, event: Event, now: _Moment, places: dict[ItemId, int]
) -> Iterator[ReviewFinding]:
    """What was wrong with this question at this moment."""
    roles = pack.roles
    consents = item.id == roles.interview_consent.item

    def jumped(over: ItemId) -> bool:
        before = over in places and places[over] < places.get(item.id, len(places))
        return before and over not in now.dealt_with

    if item.audience is Audience.OFFICER:
        return
    if (item.gate is not Gate.OPEN or consents) and jumped(roles.safe_here):
        yield ReviewFinding(ReviewKind.BEFORE_SAFETY, item.id, critical=True)
    if consents and any(jumped(explained) for explained in roles.explained):
        yield ReviewFinding(ReviewKind.UNEXPLAINED, item.id, critical=True)
    if item.group in roles.personal and item.gate is not Gate.OPEN and jumped(roles.first_needs):
        yield ReviewFinding(ReviewKind.BEFORE_NEEDS, item.id)
    if item.level < HARD_LEVEL or item.id in raised(pack):
        return
    if jumped(roles.free_account):
        yield ReviewFinding(ReviewKind.BEFORE_ACCOUNT, item.id)
    if item.lead_in and not _led_in(event):
        yield ReviewFinding(ReviewKind.NO_LEAD_IN, item.id)
    if now.distressed:
        yield ReviewFinding(ReviewKind.AFTER_DISTRESS, item.id, critical=True)


def _led_in(event: Event) -> bool:
    """The lead-in was on the screen with the question, or with a part that was put by itself."""
    put = event.payload.get("put")
    parts = (
        [record.get("shown") for record in put.values() if isinstance(record, dict)]
        if isinstance(put, dict)
        else []
    )
    shown = (event.payload.get("shown"), *parts)
    return any(isinstance(record, dict) and record.get("lead_in") for record in shown)
