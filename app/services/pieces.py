# SPDX-License-Identifier: MIT
"""Answers and flags in a record: taken apart when it is sealed, put together by whoever reads it.

Format 2 has one disclosure for each group of an answer and one for each raising of a flag (RECORD.md
"Items"); format 1 has one for each answer and each flag. Both are read here.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.clock import stamp
from app.domain.groups import (
    Groups,
    Parts,
    every_group,
    item_groups,
    mark_groups,
    passed_in,
    pieces,
    together,
)
from app.domain.pack import Item, Pack
from app.domain.parse import answer_from_json, passed_parts, to_json
from app.domain.state import FlagRecord, Given, Interview, Raise
from app.domain.value import Answer, Json
from app.ids import FlagId, GroupId, ItemId, PartId

Value = Mapping[str, Json]
Values = Mapping[str, Value]
Items = dict[str, dict[str, Json]]
ANSWER: Final = "answer"
FLAG: Final = "flag"
CLOSED: Final = "flag_closed"


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What is disclosed of one answer. ``group``: under which it is listed; ``names``: its pieces."""

    answer: Answer
    group: GroupId
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadFlag:
    """What is disclosed of one flag. ``action``: what was done, where it was closed and that is known."""

    flag: FlagId
    open: bool
    action: str | None = None
    taken_back: Mapping[str, Json] | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Raising:
    """One way to tell of one raising of a flag. ``number``: the flag and what stands after it in names."""

    number: str
    record: FlagRecord
    time: Raise
    groups: Groups

    @property
    def name(self) -> str:
        return f"{FLAG}:{self.number}"


def opaque() -> str:
    """A number that tells nothing: neither order nor count."""
    return secrets.token_hex(4)


def answer_pieces(pack: Pack, given: Given) -> Items:
    """One answer as its disclosures. The reason of a correction may tell of any value and any entry."""
    item = pack.items[given.answer.item]
    found: dict[Groups, Parts] = dict(pieces(item, given.answer))
    every = item_groups(item).union(*found)
    every |= mark_groups(given.correction_mark)
    passed = _passed(pack, item, given.answer, found)
    if given.correction is not None:
        found.setdefault(every, {})
    for groups in passed:
        found.setdefault(groups, {})
    items: Items = {}
    for groups, parts in found.items():
        value: dict[str, Json] = {
            **_grouped(groups),
            "kind": ANSWER,
            "item": item.id,
            "parts": {part: to_json(given) for part, given in parts.items()},
            **_how(given, parts),
        }
        if groups in passed:
            value["not_asked"] = [*passed[groups]]
        if given.correction is not None and groups == every:
            value |= {"corrected": given.correction, "at": stamp(given.at)}
        items[_name(item, groups)] = value
    return items


def _passed(
    pack: Pack, item: Item, answer: Answer, found: Mapping[Groups, Parts]
) -> dict[Groups, list[PartId]]:
    """The parts that were passed, by what tells of them: a piece that says something, else one for all.

    That there is a piece at all would tell that something else of the item was answered.
    """
    passed: dict[Groups, list[PartId]] = {}
    for part in item.parts:
        if part.id in answer.not_asked:
            own = passed_in(item, part, pack.groups)
            groups = own if own in found else every_group(item, pack.groups)
            passed.setdefault(groups, []).append(part.id)
    return passed


def _how(given: Given, parts: Parts) -> dict[str, Json]:
    """When and how it was put. Parts that were put one by one tell nothing of each other."""
    own = {name: given.put[name] for name in parts if name in given.put}
    if not own:
        shown = {} if given.put else {**given.shown}
        return {"at": stamp(given.at), "mode": given.mode, "shown": shown}
    last = max(own.values(), key=lambda showing: showing.at)
    put: dict[str, Json] = {
        name: {"at": stamp(put.at), "mode": put.mode, "shown": {**put.shown}}
        for name, put in own.items()
    }
    return {"at": stamp(last.at), "mode": last.mode, "shown": {}, "put": put}


def raisings(pack: Pack, interview: Interview) -> tuple[Raising, ...]:
    """Every raising of every flag, once for each way to tell of it, under a number of its own.

    One taken back never was, and its reason may hold anything: it needs every group.
    """
    return tuple(
        Raising(f"{flag}:{opaque()}", record, time, groups)
        for flag, record in interview.flags.items()
        for time in record.raises
        for groups in ((frozenset(pack.groups),) if time.taken_back else time.ways)
    )


def flag_pieces(pack: Pack, raised: Sequence[Raising]) -> Items:
    """The raisings as disclosures, and how each of them ended."""
    items: Items = {}
    for raising in raised:
        items[raising.name] = {
            "groups": list[Json](sorted(raising.groups)),
            "kind": FLAG,
            "severity": pack.flags[raising.record.flag].severity,
            "raised": stamp(raising.time.at),
            "cites": list[Json](raising.time.cites),
        }
        if end := _end(raising):
            closing = raising.record.closing(raising.time)
            marked = mark_groups(closing.action_mark if closing else None)
            groups = list[Json](sorted({*raising.groups, pack.roles.process, *marked}))
            items[f"{CLOSED}:{raising.number}"] = {"groups": groups, "kind": CLOSED, **end}
    return items


def item_of(pack: Pack, name: str) -> Item | None:
    """The item of a piece of an answer, by its name."""
    return pack.items.get(ItemId(name.partition("@")[0]))


def read_answers(pack: Pack, values: Values) -> dict[ItemId, ReadAnswer]:
    """Every answer as far as it is disclosed. Raises ValueError for parts that the pack does not know."""
    names: dict[ItemId, list[str]] = {}
    for name in values:
        if (item := item_of(pack, name)) is not None:
            names.setdefault(item.id, []).append(name)
    found: dict[ItemId, ReadAnswer] = {}
    for item_id, mine in names.items():
        item = pack.items[item_id]
        parts = [
            answer_from_json(item, values[n]["parts"]).parts for n in mine if values[n]["parts"]
        ]
        answer = together(item, parts)
        if answer is not None:
            listed = [values[n].get("not_asked") for n in mine]
            every = [part for some in listed if isinstance(some, list) for part in some]
            answer = replace(answer, not_asked=passed_parts(item, every, answer.parts))
            found[item_id] = ReadAnswer(answer, _home(item, mine, values), tuple(mine))
    return found


def read_flags(values: Values) -> dict[FlagId, ReadFlag]:
    """Every flag that is disclosed: open while one disclosed raising is not known to be closed."""
    raised: dict[FlagId, list[str]] = {}
    for name, value in values.items():
        if value.get("kind") == FLAG:
            raised.setdefault(FlagId(name.split(":")[1]), []).append(name)
    return {flag: _flag(flag, names, values) for flag, names in raised.items()}


def _flag(flag: FlagId, names: list[str], values: Values) -> ReadFlag:
    ends = [_ending(name, values) for name in names]
    standing = any(end is None for end in ends)
    ended = [end for end in ends if end is not None]
    if standing or not ended:
        return ReadFlag(flag, open=True, names=tuple(names))
    backs = [back for end in ended if isinstance(back := end.get("taken_back"), dict)]
    actions = [
        str(end["action"]) for end in ended if end.get("action") and not end.get("taken_back")
    ]
    back = backs[-1] if len(backs) == len(ended) else None
    return ReadFlag(
        flag, open=False, action=next(iter(actions), None), taken_back=back, names=tuple(names)
    )


def _ending(name: str, values: Values) -> Value | None:
    """How one raising ended; None while it stands, or where that is not disclosed."""
    own = values[name]
    if "open" in own:  # format 1: one statement of the whole flag
        return None if own["open"] is True else own
    return values.get(f"{CLOSED}:{name.partition(':')[2]}")


def _end(raising: Raising) -> dict[str, Json]:
    """How a raising ended; empty while it stands."""
    if back := raising.time.taken_back:
        return {"taken_back": {"at": stamp(back.at), "by": back.by, "reason": back.reason}}
    closing = raising.record.closing(raising.time)
    if closing is None or closing.closed_at is None:
        return {}
    return {"action": closing.action, "at": stamp(closing.closed_at)}


def _grouped(groups: Groups) -> dict[str, Json]:
    if len(groups) == 1:
        return {"group": next(iter(groups))}
    return {"groups": list[Json](sorted(groups))}


def _name(item: Item, groups: Groups) -> str:
    return item.id if groups == {item.group} else f"{item.id}@{'+'.join(sorted(groups))}"


def _home(item: Item, names: list[str], values: Values) -> GroupId:
    """The item's own group where something of it is here, else the first group that is."""
    if item.id in names:
        return item.group
    listed = [values[name].get("groups") for name in names]
    several = [GroupId(str(g)) for groups in listed if isinstance(groups, list) for g in groups]
    single = [GroupId(str(values[name]["group"])) for name in names if "group" in values[name]]
    return item.group if item.group in several else (*single, *several)[0]
