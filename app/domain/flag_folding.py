# SPDX-License-Identifier: MIT
"""What raising, closing and taking back a danger flag does to the state of an interview."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from app.domain.event import Event
from app.domain.pack import Pack
from app.domain.payload import mark_in, text_in, texts_in
from app.domain.raising import raising_ways
from app.domain.state import BY_ANSWER, FlagRecord, Interview, Raise, TakenBack
from app.ids import FlagId, ItemId


def danger_raised(pack: Pack, state: Interview, event: Event) -> Interview:
    """Raise a flag, or add to an open one; a closed one opens again and keeps its history."""
    flag = FlagId(text_in(event, "flag"))
    cites = tuple(ItemId(item) for item in texts_in(event, "cites"))
    ways = raising_ways(pack, flag, cites, state.answers)
    new = Raise(event.seq, event.at, text_in(event, "by", "officer"), cites, ways)
    earlier = state.flags.get(flag)
    if earlier is None:
        record = FlagRecord(flag, (new,))
    elif earlier.open:
        record = replace(earlier, raises=(*earlier.raises, new))
    else:
        record = FlagRecord(flag, (*earlier.raises, new), before=earlier)
    return replace(state, flags=MappingProxyType({**state.flags, flag: record}))


def danger_resolved(_pack: Pack, state: Interview, event: Event) -> Interview:
    """Close a flag by what was done."""
    flag = FlagId(text_in(event, "flag"))
    record = state.flags.get(flag)
    if record is None:
        return state
    closed = replace(
        record,
        closed_at=event.at,
        closed_seq=event.seq,
        closed_by=event.actor,
        action=text_in(event, "action"),
        action_mark=mark_in(event),
    )
    return replace(state, flags=MappingProxyType({**state.flags, flag: closed}))


def danger_taken_back(_pack: Pack, state: Interview, event: Event) -> Interview:
    """What was raised by hand stands no longer: the flag is as it was before, or stays by an answer."""
    flag = FlagId(text_in(event, "flag"))
    record = state.flags.get(flag)
    if record is None:
        return state
    mark = TakenBack(event.actor, event.at, text_in(event, "reason"))
    hand = {raising.seq for raising in record.standing if raising.by != BY_ANSWER}
    raises = tuple(replace(r, taken_back=mark) if r.seq in hand else r for r in record.raises)
    after = replace(record, raises=raises)
    if hand and not after.standing and after.before:
        after = replace(after.before, raises=raises)
    elif hand and not after.standing:
        after = replace(after, closed_at=event.at, closed_seq=event.seq, closed_by=event.actor)
    return replace(state, flags=MappingProxyType({**state.flags, flag: after}))
