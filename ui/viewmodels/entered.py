# SPDX-License-Identifier: MIT
"""What is entered and not stored yet, and stored answers in the value forms of CONTENT.md §2. Pure.

Nothing that was typed is lost: a draft stays with its item until the answer was committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.domain.pack import Item
from app.domain.value import NO_WORDS, NOT_ASKED, Answer, Json, OwnWords, PartValue
from app.ids import InterviewId, ItemId
from app.services.interviews import Interviews, Session

Step = Callable[[Interviews, InterviewId], Session]
"""One thing that is stored, on the database thread."""

_STATES = frozenset({"unsure", "declined"})


def raw_value(item: Item, answer: Answer) -> Json:
    """The value form of a stored answer, as `Interviews.answer` would read it again."""
    if not item.composite:
        return _part(answer.parts[item.parts[0].id]) if item.parts[0].id in answer.parts else None
    words = {str(part): _part(value) for part, value in answer.parts.items()}
    passed: dict[str, Json] = {str(part): {"state": NOT_ASKED} for part in answer.not_asked}
    states = {value.state for value in answer.parts.values()}
    if len(words) == len(item.parts) and len(states) == 1 and None not in states:
        return next(iter(words.values()))
    return words | passed


def _part(value: PartValue) -> Json:
    if value.state is not None:
        return value.state.value
    if value.more:
        return [_part(entry) for entry in value.entries]
    if value.lang is None and value.rendered is None and value.mark is None:
        literal = isinstance(value.data, str) and value.data in _STATES
        return {"text": value.data} if literal else value.data
    # A place holds its own fields, and beside them perhaps a reading; any other text is one.
    out: dict[str, Json] = {**value.data} if isinstance(value.data, dict) else {"text": value.data}
    if value.lang is not None:
        out["lang"] = value.lang
    if value.rendered is not None:
        rendering = value.rendered
        out["rendered"] = {"lang": rendering.lang, "text": rendering.text, "by": rendering.by}
    if value.mark is not None:
        out["mark"] = value.mark.value
    return out


@dataclass(frozen=True, slots=True)
class Entered:
    """What is to be stored for one item: a ``changed`` answer (None clears it), a note, or both."""

    item: ItemId
    value: Json
    note: OwnWords
    changed: bool

    def steps(self, mode: str, lang: str) -> Iterator[Step]:
        """What stores it. ``mode``: how the answer was given; ``lang``: the language of the note."""
        item, value, note = self.item, self.value, self.note
        if self.changed and value is None:
            yield lambda service, case: service.clear(case, item)
        elif self.changed:
            yield lambda service, case: service.answer(case, item, value, mode=mode)
        if note.text:
            yield lambda do, case: do.note(case, item, note.text, lang, mark=note.mark)


@dataclass
class EnteredDrafts:
    """Entered values by item, with the fault of those that are not complete yet.

    Lives in memory only, as long as the interview is open. ``decision``: about the status, by field.
    """

    values: dict[ItemId, Json] = field(default_factory=dict)
    problems: dict[ItemId, str] = field(default_factory=dict)
    notes: dict[ItemId, OwnWords] = field(default_factory=dict)
    decision: dict[str, str] = field(default_factory=dict)

    def enter(self, item: ItemId, value: Json, *, alone: bool = False) -> None:
        """Keep what stands in the fields of an item; None: everything was taken out again.

        ``alone``: they are those of parts that have no answer yet: emptied it is as before.
        """
        if value is None and alone:
            self.values.pop(item, None)
        else:
            self.values[item] = value

    def mark(self, item: ItemId, problem: str) -> None:
        """Keep why an entered value cannot be stored yet; an empty text clears it."""
        if problem:
            self.problems[item] = problem
        else:
            self.problems.pop(item, None)

    def drop(self, entry: Entered) -> None:
        """It was committed; what was typed in the meantime stays."""
        if entry.changed and self.values.get(entry.item) == entry.value:
            self.forget(entry.item)
        if entry.note.text and self.note_on(entry.item) == entry.note:
            self.notes.pop(entry.item)

    def note_on(self, item: ItemId | None) -> OwnWords:
        """The note as typed so far."""
        return self.notes.get(item, NO_WORDS) if item else NO_WORDS

    def forget(self, item: ItemId) -> None:
        """The item's answer was stored or given up."""
        self.values.pop(item, None)
        self.problems.pop(item, None)
