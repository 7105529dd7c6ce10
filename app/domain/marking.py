# SPDX-License-Identifier: MIT
"""Marks on whole texts: only for the own supervisor (``made_to_do``) or told in confidence (``private``).

Which texts there are says `app.domain.written`. A mark is set by whoever leads the interview; only a
supervisor takes it away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from app.domain.event import Event
from app.domain.groups import MARKED
from app.domain.pack import Pack
from app.domain.payload import mark_in, text_in, texts_in
from app.domain.state import FlagRecord, Given, Interview
from app.domain.value import Answer, Json, OwnWords, PartValue, TextMark
from app.domain.written import READ_BACK, flag_text
from app.errors import UserError
from app.ids import FlagId, GroupId, ItemId, PartId, RecipientId

LeftMarks = Mapping[PartId, TextMark]
Place = Callable[[Interview, str, TextMark | None], Interview]


def mark_group_of(pack: Pack, mark: TextMark) -> GroupId:
    """The group that a mark puts a text into. Raises UserError("mark_unknown") where a pack has none."""
    if MARKED[mark] not in pack.groups:
        raise UserError("mark_unknown")
    return MARKED[mark]


def mark_payload(pack: Pack, mark: TextMark | None) -> dict[str, Json]:
    """What the event of one free text says of its mark. Raises as `mark_group_of`."""
    if mark is None:
        return {}
    mark_group_of(pack, mark)
    return {"mark": mark.value}


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
    others = {other: marks for other, marks in state.marks_left.items() if other != item}
    return MappingProxyType({**others, item: left} if left else others)


def strictest(marks: Iterable[TextMark | None]) -> TextMark | None:
    """Only the own supervisor's mark is stricter than the other."""
    present = {*marks}
    return next((mark for mark in TextMark if mark in present), None)


def _keeping(earlier: PartValue | None, new: PartValue, left: TextMark | None) -> PartValue:
    """By the words of the texts. A mark whose words are not found again goes to all words that are new."""
    was, texts = _texts(earlier), _texts(new)
    if not texts:
        return new
    loose = strictest([*(mark for text, mark in was.items() if text not in texts), left])
    first, *more = (
        replace(text, mark=strictest((text.mark, was.get(text.words or "", loose))))
        for text in new.entries
    )
    return replace(first, more=tuple(more))


def _texts(value: PartValue | None) -> dict[str, TextMark | None]:
    """The texts of a part with their marks; none of a state, or of a value without free words."""
    found: dict[str, TextMark | None] = {}
    for text in value.entries if value else ():
        if (words := text.words) is not None:
            found[words] = strictest((found.get(words), text.mark))
    return found


def marked(_pack: Pack, state: Interview, event: Event) -> Interview:
    """A text gets a mark, or loses it where ``mark`` is null: only a supervisor's event does that."""
    name, mark = text_in(event, "text"), mark_in(event)
    record = str(state.id or "")
    if mark is None and not any(approval.unmarks(record, name) for approval in state.approvals):
        return state  # nobody proved it: more is kept from others than less
    if name == READ_BACK:
        back = state.read_back
        return replace(state, read_back=replace(back, mark=mark)) if back else state
    kind, _, rest = name.partition(":")
    place = _PLACES.get(kind)
    return place(state, rest, mark) if place else state


def reason_again(earlier: OwnWords | None, text: str, mark: TextMark | None) -> TextMark | None:
    """The mark of a reason that is written in the place of an earlier one: the same words keep theirs."""
    return strictest((mark, earlier.mark)) if earlier and earlier.text == text else mark


def texts_asked(_pack: Pack, state: Interview, event: Event) -> Interview:
    """The officer was asked about these texts; a new text there is asked about again."""
    return replace(state, texts_asked=state.texts_asked | {*texts_in(event, "texts")})


def still_asked(state: Interview, item: ItemId) -> frozenset[str]:
    """The texts that were asked about and did not change with a new answer of this item."""
    own = (f"answer:{item}:", f"reason:{item}")
    return frozenset(name for name in state.texts_asked if not name.startswith(own))


def _on_answer(state: Interview, rest: str, mark: TextMark | None) -> Interview:
    item, _, place = rest.partition(":")
    given = state.answers.get(ItemId(item))
    return _answered(state, _entry_marked(given, place, mark)) if given else state


def _on_correction(state: Interview, item: str, mark: TextMark | None) -> Interview:
    given = state.answers.get(ItemId(item))
    return _answered(state, replace(given, correction_mark=mark)) if given else state


def _answered(state: Interview, given: Given) -> Interview:
    answers = MappingProxyType({**state.answers, given.answer.item: given})
    return replace(state, answers=answers)


def _on_note(state: Interview, seq: str, mark: TextMark | None) -> Interview:
    notes = tuple(
        replace(note, mark=mark) if str(note.seq) == seq else note for note in state.notes
    )
    return replace(state, notes=notes)


def _on_flag(state: Interview, rest: str, mark: TextMark | None) -> Interview:
    """On what was done when a flag was closed, the last time or before."""

    def closed(record: FlagRecord) -> FlagRecord:
        before = closed(record.before) if record.before else None
        own = mark if flag_text(record) == f"flag:{rest}" else record.action_mark
        return replace(record, action_mark=own, before=before)

    flag = FlagId(rest.partition(":")[0])
    record = state.flags.get(flag)
    if record is None:
        return state
    return replace(state, flags=MappingProxyType({**state.flags, flag: closed(record)}))


def _on_basis(state: Interview, recipient: str, mark: TextMark | None) -> Interview:
    invoked = state.bases.get(RecipientId(recipient))
    if invoked is None:
        return state
    bases = {**state.bases, invoked.recipient: replace(invoked, mark=mark)}
    return replace(state, bases=MappingProxyType(bases))


def _on_unlocking(state: Interview, item: str, mark: TextMark | None) -> Interview:
    why = state.unlocked.get(ItemId(item))
    if why is None:
        return state
    unlocked = {**state.unlocked, ItemId(item): replace(why, mark=mark)}
    return replace(state, unlocked=MappingProxyType(unlocked))


#: By the first word of a text's name.
_PLACES: Final[Mapping[str, Place]] = MappingProxyType({
    "answer": _on_answer,
    "reason": _on_correction,
    "note": _on_note,
    "flag": _on_flag,
    "basis": _on_basis,
    "unlocked": _on_unlocking,
})  # fmt: skip


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
