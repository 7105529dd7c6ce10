# SPDX-License-Identifier: MIT
"""One interview as the fold of its events (DECISIONS.md §3): this is only the present.

`fold` makes the state from all events, `apply` adds one; both are pure and give equal results in
any split. Flags come from events alone: `consequences` says which further events an event causes
(flags raised, an age doubt closed), and the service stores them in the same transaction, right
after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from app.domain.age import PROTECTIVE, has_reason
from app.domain.clock_faults import may_be_ahead
from app.domain.condition import AgeIs, AgeState, Condition
from app.domain.event import Event, EventType, NewEvent
from app.domain.evidence import rule_met
from app.domain.facts import Facts
from app.domain.folding import HANDLERS
from app.domain.lock import answers_named
from app.domain.pack import Flag, Item, Pack
from app.domain.state import Given, Interview, InterviewState
from app.domain.value import Answer, Json
from app.ids import FlagId, InterviewId, ItemId

__all__ = [
    "Given",
    "Interview",
    "InterviewState",
    "apply",
    "consequences",
    "facts",
    "fold",
]

CLOSING_PHASE: Final = "CLOS"
_ANSWERING: Final = frozenset({EventType.ANSWERED, EventType.CORRECTED, EventType.DECLINED})


def facts(pack: Pack, interview: Interview, *, before_closing: bool | None = None) -> Facts:
    """The snapshot that conditions look at. ``before_closing`` None: judged by what was asked."""
    closing = interview.read_back is not None or interview.state is not InterviewState.DRAFT
    closing = closing or any(pack.items[item].phase == CLOSING_PHASE for item in interview.answers)
    return Facts(
        pack=pack,
        script=interview.script,
        agency=interview.agency,
        today=interview.today,
        answers={item: given.answer for item, given in interview.answers.items()},
        signs=interview.signs,
        flags_open=interview.flags_open,
        withdrawn=frozenset(interview.withdrawn),
        started=interview.started_at is not None,
        before_closing=closing if before_closing is None else before_closing,
        doubted_again=interview.doubted_again,
    )


def fold(pack: Pack, events: Iterable[Event]) -> Interview:
    """Fold all events, in order. Raises UserError("pack_mismatch") for a foreign item."""
    state = Interview()
    for event in events:
        state = apply(pack, state, event)
    return state


def apply(pack: Pack, state: Interview, event: Event) -> Interview:
    """The state after one more event. Raises UserError("pack_mismatch") for a foreign item."""
    handler = HANDLERS.get(event.type)
    after = handler(pack, state, event) if handler else state
    after = replace(
        after,
        id=event.interview,
        seq=event.seq,
        head=event.hash,
        last_at=event.at,
        last_mono=event.mono,
        last_boot=event.boot,
        latest_at=_latest(after, event),
    )
    return _mark_age(pack, state, after, event)


def consequences(pack: Pack, before: Interview, new: NewEvent) -> list[NewEvent]:
    """The events that ``new`` causes: flags raised by an answer or a state, an age doubt closed.

    Flags never close here, with the one exception of flags.json: the age doubt by the view
    *clearly adult* with a reason, which is the action.
    """
    after = apply(pack, before, _as_event(before, new))
    if new.type is EventType.PACK_MOVED:
        return list(_after_move(pack, after))
    then, now = facts(pack, before), facts(pack, after)
    raised: dict[FlagId, NewEvent] = {}
    if new.type in _ANSWERING:
        item = pack.items[ItemId(str(new.payload["item"]))]
        for flag in _by_answer(before, after, item, corrected=new.type is EventType.CORRECTED):
            raised[flag] = _raise(flag, "answer", (item.id,))
    for watched in pack.flags.values():
        if (
            _begins_to_hold(watched, then, now)
            and watched.id not in before.flags_open | raised.keys()
        ):
            by = "officer" if new.type is EventType.SIGN_SET else "answer"
            raised[watched.id] = _raise(watched.id, by, _cites(pack, watched.raised_when, new))
    closed = [_closed_by_view(pack)] if _doubt_cleared(before, now, new) else []
    return [*raised.values(), *closed]


def _after_move(pack: Pack, after: Interview) -> Iterator[NewEvent]:
    """Flags that the newer pack sees in the answers that stayed, and the older one did not."""
    told = {flag for flag, record in after.flags.items() if record.open}
    for name, given in after.answers.items():
        for flag in _flags_met(pack.items[name], given.answer):
            record = after.flags.get(flag)
            if flag not in told and (record is None or name not in record.cites):
                told.add(flag)
                yield _raise(flag, "answer", (name,))
    now = facts(pack, after)
    for watched in pack.flags.values():
        when = watched.raised_when
        if when is not None and watched.id not in {*told, *after.flags} and now.holds(when):
            cites = tuple(i for i in _cites(pack, when, NewEvent(EventType.PACK_MOVED, {})) if i)
            yield _raise(watched.id, "answer", cites)


def _latest(after: Interview, event: Event) -> datetime | None:
    """The latest moment of a clock that was not ahead, as far as it is known after this event."""
    if may_be_ahead(after.clock_open):
        return after.latest_at
    return max(after.latest_at, event.at) if after.latest_at else event.at


def _mark_age(pack: Pack, before: Interview, after: Interview, event: Event) -> Interview:
    """Keep since when the person is, or may be, a child: it starts the same-day notice."""
    unchanged = (
        before.answers is after.answers
        and before.signs is after.signs
        and before.doubted_again is after.doubted_again
    )
    if unchanged:
        return after
    if facts(pack, after).age_state not in PROTECTIVE:
        return replace(after, protective_since=None)
    return after if after.protective_since else replace(after, protective_since=event.at)


def _by_answer(
    before: Interview, after: Interview, item: Item, *, corrected: bool
) -> Iterator[FlagId]:
    """Flags of the new answer: again when asked again, not by correcting another part."""
    earlier, answer = before.answer(item.id), after.answer(item.id)
    for flag in _flags_met(item, answer):
        record = before.flags.get(flag)
        if record and record.open and item.id in record.cites:
            continue
        if corrected and flag in _flags_met(item, earlier):
            continue
        yield flag


def _flags_met(item: Item, answer: Answer | None) -> tuple[FlagId, ...]:
    met = [rule.flag for rule in item.flags if rule_met(item, answer, rule)] if answer else []
    return tuple(dict.fromkeys(met))


def _begins_to_hold(flag: Flag, then: Facts, now: Facts) -> bool:
    when = flag.raised_when
    return when is not None and now.holds(when) and not then.holds(when)


def _cites(pack: Pack, when: Condition | None, new: NewEvent) -> tuple[ItemId, ...]:
    """What a flag by condition rests on: the answer that made it true; an age on what was said."""
    item = ItemId(str(new.payload.get("item", "")))
    if item and (item in pack.roles.age_items or not isinstance(when, AgeIs)):
        return (item,)
    if isinstance(when, AgeIs):
        return (pack.roles.age.item,)
    return tuple(term.item for term in answers_named(when))


def _doubt_cleared(before: Interview, now: Facts, new: NewEvent) -> bool:
    """The view *clearly adult* with a reason ends the doubt, unless a stated age says child."""
    roles = now.pack.roles
    if new.type not in _ANSWERING or new.payload.get("item") != roles.age_view.item:
        return False
    adult = now.age_state in {AgeState.ADULT, AgeState.ADULT_BY_OFFICER}
    return adult and roles.age_doubt in before.flags_open and has_reason(roles, now.answers)


def _raise(flag: FlagId, by: str, cites: tuple[ItemId, ...]) -> NewEvent:
    listed: list[Json] = [*cites]
    return NewEvent(EventType.DANGER_RAISED, {"flag": flag, "by": by, "cites": listed})


def _closed_by_view(pack: Pack) -> NewEvent:
    """The action is the view with its reason: named, not copied (it has its own group)."""
    payload: dict[str, Json] = {
        "flag": pack.roles.age_doubt,
        "action": pack.roles.age_view.item,
    }
    return NewEvent(EventType.DANGER_RESOLVED, payload)


def _as_event(before: Interview, new: NewEvent) -> Event:
    """``new`` as if it were stored, for a look ahead; its place in the chain is open."""
    return Event(
        interview=before.id or InterviewId(""),
        seq=before.seq + 1,
        type=new.type,
        at=before.last_at or datetime(1, 1, 2, tzinfo=UTC),
        mono=0,
        boot="",
        actor="",
        payload=new.payload,
        salt="",
        prev="",
        hash="",
    )
