# SPDX-License-Identifier: MIT
"""Which pack an interview is led with, and moving a draft to a newer one.

An answer stays where the newer pack asks the same: question, part, choices, group, and for consent what it
opens. Everything else is listed and asked again; the log keeps it as it was given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, TypeVar

from app.domain.event import Event, EventType, NewEvent
from app.domain.evidence import values_of
from app.domain.groups import Groups, item_groups, pieces, regrouped
from app.domain.marking import marks_left
from app.domain.pack import Item, Pack, Part, Recipient
from app.domain.payload import texts_in
from app.domain.raising import raising_ways
from app.domain.state import FlagRecord, Interview, Raise
from app.domain.text import EN, LocalText
from app.domain.value import Answer, Json
from app.ids import ItemId

HASH_SHOWN: Final = 8  # digits
GONE: Final = "gone"  # the newer pack does not ask it
CHANGED: Final = "changed"  # it asks in newer words, or with newer choices
REGROUPED: Final = "regrouped"  # the answer would go to others
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer that does not stay. ``reason``: `GONE`, `CHANGED` or `REGROUPED`."""

    item: ItemId
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """What moving a draft to ``to`` would do. ``blocked``: ids that it does not know, so that it may not."""

    to: Pack
    kept: int
    dropped: tuple[Dropped, ...]
    blocked: tuple[str, ...]


def short_hash(sha256: str) -> str:
    """As much of a pack's hash as people compare and papers bear."""
    return sha256[:HASH_SHOWN]


def pack_after(state: Interview, event: Event | NewEvent) -> str:
    """The hash of the pack under which an event is read: a beginning and a move name their own."""
    names = {EventType.STARTED: "pack", EventType.PACK_MOVED: "to"}
    if event.type in names:
        return _named(event.payload.get(names[event.type]))[1]
    return state.pack_sha256


def plan_move(own: Pack, newer: Pack, state: Interview) -> Move:
    """What would stay and what would be asked again."""
    dropped = tuple(
        Dropped(item, reason)
        for item, given in state.answers.items()
        if (reason := _why_dropped(own, newer, given.answer))
    )
    return Move(newer, len(state.answers) - len(dropped), dropped, tuple(_blocked(newer, state)))


def moved_event(own: Pack, move: Move) -> NewEvent:
    """The event that moves a draft."""
    payload: dict[str, Json] = {
        "from": {"id": own.id, "sha256": own.sha256},
        "to": {"id": move.to.id, "sha256": move.to.sha256},
        "dropped": [str(dropped.item) for dropped in move.dropped],
        "regrouped": [*regrouped(own.items, move.to.items)],
    }
    return NewEvent(EventType.PACK_MOVED, payload)


def pack_moved(pack: Pack, state: Interview, event: Event) -> Interview:
    """The state under the newer ``pack``: what it does not ask alike is open again."""
    dropped = {ItemId(item) for item in texts_in(event, "dropped")}
    apart = dropped | {ItemId(item) for item in texts_in(event, "regrouped")}
    pack_id, sha256 = _named(event.payload.get("to"))

    left = state
    for item in {*state.answers} & dropped:
        left = replace(left, marks_left=marks_left(left, item, None))

    def stays(item: ItemId) -> bool:
        return item in pack.items and item not in dropped

    def kept(found: Mapping[ItemId, Kept]) -> Mapping[ItemId, Kept]:
        return MappingProxyType(
            {item: kept_value for item, kept_value in found.items() if stays(item)}
        )

    return replace(
        state,
        pack_id=pack_id,
        pack_sha256=sha256,
        answers=kept(state.answers),
        asked=tuple(item for item in state.asked if stays(item)),
        skips=kept(state.skips),
        spared=frozenset(filter(stays, state.spared)),
        current=state.current if state.current and stays(state.current) else None,
        unlocked=MappingProxyType({i: why for i, why in state.unlocked.items() if i in pack.items}),
        attested=kept(state.attested),
        marks_left=left.marks_left,
        notes=tuple(n if n.item in pack.items else replace(n, item=None) for n in state.notes),
        flags=MappingProxyType(
            {f: _flag_moved(pack, record, apart) for f, record in state.flags.items()}
        ),
    )


def _flag_moved(pack: Pack, record: FlagRecord, apart: Collection[ItemId]) -> FlagRecord:
    before = _flag_moved(pack, record.before, apart) if record.before else None
    by_hand = raising_ways(pack, record.flag, (), {})[0]
    raises = tuple(_raise_moved(pack, raising, apart, by_hand) for raising in record.raises)
    return replace(record, raises=raises, before=before)


def _raise_moved(pack: Pack, raising: Raise, apart: Collection[ItemId], by_hand: Groups) -> Raise:
    """A raising tells of its answers as they were: of one that is grouped anew, of all that it can be.

    Without what is asked no more; what that or a group that is gone said may be anything.
    """
    cited = tuple(item for item in raising.cites if item in pack.items)
    more = frozenset(group for i in cited if i in apart for group in item_groups(pack.items[i]))
    more = more if raising.cites else by_hand
    ways = tuple(way | more for way in raising.ways)
    if cited != raising.cites or not all(way <= pack.groups.keys() for way in ways):
        ways = (frozenset(pack.groups),)
    return replace(raising, cites=cited, ways=ways)


def _named(named: Any) -> tuple[str, str]:  # noqa: ANN401 parsed JSON
    found = named if isinstance(named, dict) else {}
    return str(found.get("id", "")), str(found.get("sha256", ""))


def _why_dropped(own: Pack, newer: Pack, answer: Answer) -> str:
    before, after = own.items[answer.item], newer.items.get(answer.item)
    if after is None or any(after.part(name) is None for name in answer.parts):
        return GONE
    same = _same(before.text, after.text) and before.composite == after.composite
    if not (same and all(_same_part(before, after, name, answer) for name in answer.parts)):
        return CHANGED
    if _consent(own, answer.item) != _consent(newer, answer.item):
        return CHANGED
    return "" if pieces(before, answer).keys() == pieces(after, answer).keys() else REGROUPED


def _same_part(before: Item, after: Item, name: Any, answer: Answer) -> bool:  # noqa: ANN401
    older, newer = before.part(name), after.part(name)
    if older is None or newer is None:
        return False
    form = (older.type, older.code_list, older.format) == (
        newer.type,
        newer.code_list,
        newer.format,
    )
    chosen = [word for word in values_of(answer.parts[name]) if older.option(word)]
    return (
        form
        and _same(older.text, newer.text)
        and all(_same_option(older, newer, w) for w in chosen)
    )


def _same_option(older: Part, newer: Part, word: str) -> bool:
    before, after = older.option(word), newer.option(word)
    return before is not None and after is not None and _same(before.text, after.text)


def _same(older: LocalText, newer: LocalText) -> bool:
    return older.first(EN).text == newer.first(EN).text


def _consent(pack: Pack, item: ItemId) -> list[tuple[object, ...]]:
    """What an answer to this item opens, and for what."""
    return [
        _opens(recipient)
        for recipient in pack.recipients.values()
        if recipient.consent_item == item
    ]


def _opens(recipient: Recipient) -> tuple[object, ...]:
    maps = {word: (found.groups, found.items) for word, found in recipient.consent_map.items()}
    return (
        recipient.id,
        recipient.purpose.first(EN).text,
        recipient.groups_at_most,
        recipient.groups_separate,
        maps,
    )


def _blocked(newer: Pack, state: Interview) -> Iterator[str]:
    yield from (path for path in (state.script, state.begun_as) if path not in newer.paths)
    yield from (flag for flag in state.flags if flag not in newer.flags)
    yield from (sign for sign in state.signs if sign not in newer.signs)
    yield from (shown.card for shown in state.cards if shown.card not in newer.cards)
    yield from (timer for timer in state.timers_stopped if timer not in newer.timers)
    for recipient, invoked in state.bases.items():
        if recipient not in newer.recipients or invoked.basis not in newer.legal_bases:
            yield invoked.basis
