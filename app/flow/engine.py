# SPDX-License-Identifier: MIT
"""The interview engine (DECISIONS.md §4, CONTENT.md §5): given pack and interview, what comes next.

Pure: no clock, no storage, no screen. The officer may jump to any item that is not locked; `plan`
says which item the script would ask now. An item is never asked twice; what was skipped comes once
more before the closing and then stands in ``missing``; what was left in distress does not come again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from app.domain import lock
from app.domain.age import PROTECTIVE, has_reason
from app.domain.facts import Facts
from app.domain.interview import CLOSING_PHASE
from app.domain.interview import facts as facts_of
from app.domain.pack import Item, Pack
from app.domain.state import Interview
from app.flow import rest
from app.flow.parts import next_part
from app.flow.route import EMBARKATION, Route, path_names, route
from app.flow.timer import timers
from app.flow.view import (
    ContinueOffer,
    FlagView,
    FlowView,
    ItemStatus,
    Offer,
    PhaseProgress,
    Planned,
)
from app.ids import CardId, ItemId

PREPARATION_PHASE: Final = "PREP"
SHORT_CONSENT: Final = timedelta(minutes=15)  # CONTENT.md §7: "about fifteen minutes"
_SCREENING: Final = frozenset({"short", "group"})
_OPEN: Final = frozenset({ItemStatus.DUE, ItemStatus.SKIPPED})


def without_place(interview: Interview) -> Interview:
    """The interview without what no course looks at: which item is on the screen, and its last event."""
    return replace(
        interview,
        current=None,
        seq=0,
        head="",
        last_at=None,
        last_mono=0,
        last_boot="",
        latest_at=None,
    )


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine of one pack. Methods take the interview as it stands after the last event."""

    pack: Pack

    def plan(self, interview: Interview) -> FlowView:
        """Return the whole course: order, what is next, locked, due, missing."""
        facts = facts_of(self.pack, interview)
        way = route(facts, interview)
        items = tuple(self._planned(facts, interview, item) for item in way.items)
        raised = tuple(p.item for p in items if p.item in way.raised and p.status is ItemStatus.DUE)
        next_item = next(self._queue(facts, interview, items, raised), None)
        closing = facts.before_closing or self._at_closing(next_item)
        facts = replace(facts, before_closing=closing)
        flags = self._flags(interview)
        missing = tuple(p.item for p in items if p.status in _OPEN or self._incomplete(facts, p))
        return FlowView(
            paths=way.paths,
            items=items,
            next_item=next_item,
            previous=previous(items, next_item),
            progress=self._progress(items, next_item),
            raised=raised,
            missing=missing,
            critical=tuple(item for item in missing if self._critical(item)),
            locked=tuple(
                (p.item, p.lock) for p in items if p.lock and p.status is ItemStatus.LOCKED
            ),
            offers=self._offers(way, items, next_item),
            cards_due=self._cards(facts, interview),
            flags_open=flags,
            timers=timers(facts, interview),
            blocks_closing=tuple(flag.flag for flag in flags if flag.blocks_closing),
            continue_offer=self._continue_offer(facts),
            age_state=facts.age_state,
            child_path=facts.age_state in PROTECTIVE,
            before_closing=closing,
            consent_again=self._consent_again(facts, interview),
        )

    def is_locked(self, interview: Interview, item_id: ItemId) -> str | None:
        """Return why this item must not be asked or stored now, or None (`app.domain.lock`).

        Raises KeyError for an item the pack does not have.
        """
        facts = facts_of(self.pack, interview)
        opened = interview.opened
        return lock.lock_reason(facts, self.pack.items[item_id], opened, interview.language)

    def break_due(self, interview: Interview, now: datetime) -> bool:
        """Tell whether to offer a break: by the clock, or after hard questions in a row."""
        return rest.break_due(self.pack, interview, now)

    def _planned(self, facts: Facts, interview: Interview, item_id: ItemId) -> Planned:
        item = self.pack.items[item_id]
        status, reason = self._status(facts, interview, item)
        droppable = item_id in self.pack.droppable_first
        lead_in = item.led_in_by(interview.agency)
        return Planned(item_id, item.phase, status, reason, lead_in, droppable)

    def _status(
        self, facts: Facts, interview: Interview, item: Item
    ) -> tuple[ItemStatus, str | None]:
        if item.id in interview.answers and next_part(facts, item) is None:
            return ItemStatus.ANSWERED, None
        assumed = interview.prepared and item.phase == PREPARATION_PHASE
        if assumed or not lock.due(facts, item):
            return ItemStatus.NOT_DUE, None
        opened = interview.opened
        reason = lock.lock_reason(facts, item, opened, interview.language)
        if reason is not None:
            return ItemStatus.LOCKED, reason
        left = item.id in interview.skips or item.id in interview.spared
        return (ItemStatus.SKIPPED if left else ItemStatus.DUE), None

    def _queue(
        self,
        facts: Facts,
        interview: Interview,
        items: Sequence[Planned],
        raised: Sequence[ItemId],
    ) -> Iterator[ItemId]:
        """What is still to ask: danger, the path, what was skipped once, the closing."""
        due = [p for p in items if p.status is ItemStatus.DUE]
        put_off = [
            p
            for p in items
            if p.status is ItemStatus.SKIPPED
            and p.item not in interview.spared
            and interview.skips[p.item] == 1
        ]
        yield from raised
        if self.pack.roles.others_in_danger in facts.flags_open:
            yield from (p.item for p in due if p.item in self.pack.roles.others)
        for closing in (False, True):
            for part in (due, put_off):
                yield from (p.item for p in part if (p.phase == CLOSING_PHASE) is closing)

    def _at_closing(self, next_item: ItemId | None) -> bool:
        return next_item is None or self.pack.items[next_item].phase == CLOSING_PHASE

    def _incomplete(self, facts: Facts, planned: Planned) -> bool:
        """A view of the age without its reason is answered and yet decides nothing."""
        roles = self.pack.roles
        if planned.item != roles.age_view.item or planned.status is not ItemStatus.ANSWERED:
            return False
        view = facts.at(roles.age_view)
        adult = view is not None and view.data == "clearly_adult"
        return adult and not has_reason(roles, facts.answers)

    def _critical(self, item_id: ItemId) -> bool:
        decides = item_id in self.pack.roles.consents
        return decides or bool(self.pack.items[item_id].flags)

    def _progress(
        self, items: Sequence[Planned], next_item: ItemId | None
    ) -> tuple[PhaseProgress, ...]:
        current = self.pack.items[next_item].phase if next_item else None
        phases: dict[str, list[ItemStatus]] = {}
        for planned in items:
            phases.setdefault(planned.phase, []).append(planned.status)
        begun = dict.fromkeys(p.phase for p in items if p.status is not ItemStatus.NOT_DUE)
        return tuple(_phase_progress(phase, phases[phase], current) for phase in begun)

    def _offers(
        self, way: Route, items: Sequence[Planned], next_item: ItemId | None
    ) -> tuple[Offer, ...]:
        """Offers whose place was reached, with what is still unanswered of them."""
        at = way.items.index(next_item) if next_item in way.items else len(way.items)
        still = {p.item for p in items if p.status in _OPEN}
        return tuple(
            Offer(o.step.id, o.step.cards, tuple(i for i in o.step.items if i in still))
            for o in way.offers
            if at >= o.after
        )

    def _cards(self, facts: Facts, interview: Interview) -> tuple[CardId, ...]:
        """Cards that hold and were not shown yet; a child sees the child's cards only."""
        child = facts.age_state in PROTECTIVE and path_names(facts, interview) != (EMBARKATION,)
        shown = {card.card for card in interview.cards}
        return tuple(
            card.id
            for card in self.pack.cards.values()
            if card.id not in shown
            and (not child or card.id in self.pack.child_cards)
            and card.show_when is not None
            and facts.holds(card.show_when)
        )

    def _flags(self, interview: Interview) -> tuple[FlagView, ...]:
        """Open flags, red ones first, then by the time they were raised."""
        views = [
            FlagView(flag.id, flag.severity, record.raised_at, record.cites, flag.blocks_closing)
            for record in interview.flags.values()
            if record.open and (flag := self.pack.flags.get(record.flag))
        ]
        return tuple(sorted(views, key=lambda view: (view.severity != "red", view.raised_at)))

    def _continue_offer(self, facts: Facts) -> ContinueOffer | None:
        """Rule 4 of the order: evidence, a flag, or no clear answer where one could stand."""
        if facts.script not in _SCREENING or facts.age_state in PROTECTIVE:
            return None
        reasons = tuple(item for item in facts.answers if self._telling(facts, item))
        return ContinueOffer("full", reasons) if reasons else None

    def _telling(self, facts: Facts, item_id: ItemId) -> bool:
        item = self.pack.items[item_id]
        if facts.evidence_met(item) or facts.flags_met(item):
            return True
        unclear = any(value.state is not None for value in facts.answers[item_id].parts.values())
        return unclear and bool(item.evidence or item.flags)

    def _consent_again(self, facts: Facts, interview: Interview) -> datetime | None:
        if facts.consent_interview != "short":
            return None
        return interview.answers[self.pack.roles.interview_consent.item].at + SHORT_CONSENT


def previous(items: Sequence[Planned], item: ItemId | None) -> ItemId | None:
    """The answered or skipped item that stands before ``item`` in the path (None = at the end)."""
    place = next((n for n, planned in enumerate(items) if planned.item == item), len(items))
    passed = (ItemStatus.ANSWERED, ItemStatus.SKIPPED)
    before = [planned.item for planned in items[:place] if planned.status in passed]
    return before[-1] if before else None


def _phase_progress(phase: str, mine: Sequence[ItemStatus], current: str | None) -> PhaseProgress:
    done = mine.count(ItemStatus.ANSWERED)
    still = sum(status in _OPEN for status in mine)
    if phase == current:
        state = "current"
    elif still:
        state = "open"
    else:
        state = "locked" if not done and ItemStatus.LOCKED in mine else "done"
    return PhaseProgress(phase, done, done + still, state)
