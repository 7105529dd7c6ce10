# SPDX-License-Identifier: MIT
"""Marks on whole texts: only for the own supervisor (``made_to_do``) or told in confidence (``private``).

Every text of an interview has a name: ``answer:ITEM:part:entry`` (from 0), ``reason:ITEM`` of a
correction, ``note:SEQ``. A mark is set by whoever leads the interview; only a supervisor takes it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from app.domain.event import Event
from app.domain.groups import MARKED, part_group
from app.domain.pack import Pack, ValueType
from app.domain.payload import text_in, texts_in
from app.domain.state import Given, Interview
from app.domain.value import Answer, PartValue, TextMark
from app.errors import UserError
from app.ids import GroupId, ItemId, PartId

LeftMarks = Mapping[PartId, TextMark]
#: Unmarked texts of these groups are asked about before sealing.
ASKED_ABOUT: Final = frozenset(
    GroupId(group)
    for group in ("account", "exploitation", "control", "investigation", "labour", "child_account")
)


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One text. ``name`` tells which; ``group``: that without a mark; ``item`` None: a free note."""

    name: str
    item: ItemId | None
    text: str
    group: GroupId | None
    mark: TextMark | None


def written_texts(pack: Pack, interview: Interview) -> tuple[WrittenText, ...]:
    """Every text of an interview that can be marked, answers first."""
    return (*_of_answers(pack, interview), *_of_notes(pack, interview))


def to_ask(pack: Pack, interview: Interview) -> tuple[WrittenText, ...]:
    """The unmarked texts about which nobody has asked yet."""
    return tuple(
        one
        for one in written_texts(pack, interview)
        if one.mark is None and one.group in ASKED_ABOUT and one.name not in interview.texts_asked
    )


def marks_of(pack: Pack) -> tuple[TextMark, ...]:
    """The marks whose groups this pack has."""
    return tuple(mark for mark in TextMark if MARKED[mark] in pack.groups)


def mark_group_of(pack: Pack, mark: TextMark) -> GroupId:
    """The group that a mark puts a text into. Raises UserError("mark_unknown") where a pack has none."""
    if MARKED[mark] not in pack.groups:
        raise UserError("mark_unknown")
    return MARKED[mark]


def keep_marks(state: Interview, new: Answer) -> Answer:
    """A new answer with the marks of the texts that it changes: no other text takes a mark away."""
    given = state.answer(new.item)
    earlier = given.parts if given else {}
    left = state.marks_left.get(new.item, {})
    parts = {
        name: _keeping(earlier.get(name), value, left.get(name))
        for name, value in new.parts.items()
    }
    return replace(new, parts=parts)


def marks_left(state: Interview, item: ItemId, new: Answer | None) -> Mapping[ItemId, LeftMarks]:
    """The marks whose words are gone when ``new`` (None: nothing) stands in the place of an item's answer.

    New words there get them, whenever they come.
    """
    given = state.answer(item)
    before, now = given.parts if given else {}, new.parts if new else {}
    left = dict(state.marks_left.get(item, {}))
    for name in {*before, *left}:
        was, texts = _texts(before.get(name)), _texts(now.get(name))
        gone = [mark for text, mark in was.items() if text not in texts]
        mark = strictest([*gone, left.pop(name, None)])
        if mark and texts.keys() <= was.keys():
            left[name] = mark
    others = {one: marks for one, marks in state.marks_left.items() if one != item}
    return MappingProxyType({**others, item: left} if left else others)


def strictest(marks: Iterable[TextMark | None]) -> TextMark | None:
    """Only the own supervisor's mark is stricter than the other."""
    known = {*marks}
    return next((mark for mark in TextMark if mark in known), None)


def _keeping(earlier: PartValue | None, new: PartValue, left: TextMark | None) -> PartValue:
    """By the words of the texts. A mark whose words are not found again goes to all words that are new."""
    if new.type is not ValueType.TEXT or new.state:
        return new
    was, texts = _texts(earlier), _texts(new)
    loose = strictest([*(mark for text, mark in was.items() if text not in texts), left])
    first, *more = (
        replace(one, mark=strictest((one.mark, was.get(str(one.data), loose))))
        for one in new.entries
    )
    return replace(first, more=tuple(more))


def _texts(value: PartValue | None) -> dict[str, TextMark | None]:
    """The texts of a part with their marks; none of a state."""
    if value is None or value.state or value.type is not ValueType.TEXT:
        return {}
    found: dict[str, TextMark | None] = {}
    for one in value.entries:
        found[str(one.data)] = strictest((found.get(str(one.data)), one.mark))
    return found


def marked(_pack: Pack, state: Interview, event: Event) -> Interview:
    """A text gets a mark, or loses it where ``mark`` is null: only a supervisor's event does that."""
    name, value = text_in(event, "text"), event.payload.get("mark")
    mark = TextMark(value) if isinstance(value, str) and value in {*TextMark} else None
    record = str(state.id or "")
    if mark is None and not any(one.unmarks(record, name) for one in state.approvals):
        return state  # nobody proved it: more is kept from others than less
    return _with_mark(state, name, mark)


def texts_asked(_pack: Pack, state: Interview, event: Event) -> Interview:
    """The officer was asked about these texts; a new text there is asked about again."""
    return replace(state, texts_asked=state.texts_asked | {*texts_in(event, "texts")})


def still_asked(state: Interview, item: ItemId) -> frozenset[str]:
    """The texts that were asked about and did not change with a new answer of this item."""
    own = (f"answer:{item}:", f"reason:{item}")
    return frozenset(name for name in state.texts_asked if not name.startswith(own))


def _of_answers(pack: Pack, interview: Interview) -> Iterator[WrittenText]:
    for item_id, given in interview.answers.items():
        item = pack.items[item_id]
        for name, value in given.answer.parts.items():
            part = item.part(name)
            if part is None or part.type is not ValueType.TEXT or value.state or part.format:
                continue
            for number, entry in enumerate(value.entries):
                where = f"answer:{item_id}:{name}:{number}"
                text = str(entry.data)
                yield WrittenText(where, item_id, text, part_group(item, part), entry.mark)
        if given.correction is not None:
            where, mark = f"reason:{item_id}", given.correction_mark
            yield WrittenText(where, item_id, given.correction, item.group, mark)


def _of_notes(pack: Pack, interview: Interview) -> Iterator[WrittenText]:
    for note in interview.notes:
        item = pack.items.get(note.item) if note.item else None
        group = item.group if item else None
        yield WrittenText(f"note:{note.seq}", note.item, note.text, group, note.mark)


def _with_mark(state: Interview, name: str, mark: TextMark | None) -> Interview:
    kind, _, rest = name.partition(":")
    if kind == "note":
        notes = tuple(
            replace(one, mark=mark) if str(one.seq) == rest else one for one in state.notes
        )
        return replace(state, notes=notes)
    item, _, place = rest.partition(":")
    given = state.answers.get(ItemId(item))
    if given is None:
        return state
    changed = (
        replace(given, correction_mark=mark)
        if kind == "reason"
        else _entry_marked(given, place, mark)
    )
    answers = MappingProxyType({**state.answers, ItemId(item): changed})
    return replace(state, answers=answers)


def _entry_marked(given: Given, place: str, mark: TextMark | None) -> Given:
    name, _, number = place.rpartition(":")
    value = given.answer.parts.get(PartId(name))
    if value is None or not number.isdecimal() or int(number) >= len(value.entries):
        return given
    entries: list[PartValue] = [*value.entries]
    entries[int(number)] = replace(entries[int(number)], mark=mark)
    first, *more = entries
    parts = {**given.answer.parts, PartId(name): replace(first, more=tuple(more))}
    return replace(given, answer=replace(given.answer, parts=parts))
