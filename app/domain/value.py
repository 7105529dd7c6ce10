# SPDX-License-Identifier: MIT
"""Typed answers. `app.domain.parse` makes them from the value forms of CONTENT.md §2.

*Not asked* is no answer; *unsure* and *declined* are states of a part and differ from it. Of an answered item
the parts that the officer passed on purpose are named, so that nobody takes silence for an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.domain.pack import Part, ValueType
from app.ids import ItemId, LangTag, PartId

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


class State(StrEnum):
    UNSURE = "unsure"
    DECLINED = "declined"


class TextMark(StrEnum):
    """Whose eyes a text is for, as a whole: the own supervisor's only, or those told in confidence."""

    MADE_TO_DO = "made_to_do"
    PRIVATE = "private"


NOT_ASKED: Final = "not_asked"  # in a value form, of one part of several
#: Where the free words of a value stand that is more than its words.
_FREE: Final = MappingProxyType({
    ValueType.CHECK: "not_possible",
    ValueType.DATE: "words",
    ValueType.PLACE: "text",
})  # fmt: skip


def holds_words(part: Part) -> bool:
    """Whether an answer of this part can hold free words, which can be marked."""
    return part.type is ValueType.TEXT or part.type in _FREE


@dataclass(frozen=True, slots=True)
class OwnWords:
    """An officer's own words beside the answers: a note, a reason, what was done."""

    text: str
    mark: TextMark | None = None


NO_WORDS: Final = OwnWords("")


@dataclass(frozen=True, slots=True)
class Rendering:
    """The interpreter's rendering of the person's own words, kept beside them, never instead.

    ``by``: the interpreter's code or "officer"; "unicode" for the reading of words that were typed in
    Zawgyi, "unicode, T-014" for that reading and a rendering after it (`app.domain.zawgyi`).
    """

    lang: LangTag
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class PartValue:
    """One part's answer: a state, or a value in canonical JSON form.

    ``data`` per type: check "done" or {"not_possible": reason}; yn4 "yes"/"no"; one option id;
    many sorted-as-given list of option ids; text string; number an int, or a text where it has a
    fraction ("8.5"); money {"amount","currency","per","approx"}, the amount an int or a text like
    "12.50" (`app.domain.numerals`); date {"value"?,"words"?,"calendar"}, a value of ours, words, or
    both (`app.domain.calendars`); place {"text","country"?,"prefecture"?}; consent
    "all"/"no"/"informed_of_duty"/"everything"/"papers"/"nothing" or
    {"consent":"parts","groups":[...]}; statement "understood"/"explained"/"not_understood". A text
    may have up to five entries (``more``).
    """

    type: ValueType
    state: State | None
    data: Json
    lang: LangTag | None = None  # language of free text as said
    rendered: Rendering | None = None
    mark: TextMark | None = None  # of these words, as a whole; of a date its words alone
    more: tuple[PartValue, ...] = ()  # further entries of a text, each with its own mark

    @property
    def words(self) -> str | None:
        """The free words of one entry, those of a date or a place too; None where it has none."""
        if self.state is not None:
            return None
        if self.type is ValueType.TEXT:
            return str(self.data)
        field = _FREE.get(self.type)
        words = self.data.get(field) if field and isinstance(self.data, dict) else None
        return words if isinstance(words, str) else None

    @property
    def entries(self) -> tuple[PartValue, ...]:
        """Each text of the part by itself; anything else is its own only entry."""
        return (replace(self, more=()), *self.more)


@dataclass(frozen=True, slots=True)
class Answer:
    """``parts``: any subset of the item's, never empty; ``not_asked``: those that were passed without one."""

    item: ItemId
    parts: Mapping[PartId, PartValue]
    not_asked: tuple[PartId, ...] = ()
