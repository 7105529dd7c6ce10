# SPDX-License-Identifier: MIT
"""What the answer widgets are told about a question: plain data, no Qt and no pack.

A screen makes an `AnswerSpec` from the resolved texts of an item; widgets emit `Value`s, which are the
value forms of CONTENT.md §2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Value = str | int | bool | list["Value"] | dict[str, "Value"]

UNSURE = "unsure"
DECLINED = "declined"
STATES = frozenset({UNSURE, DECLINED})
NOT_ASKED: Value = {
    "state": "not_asked"
}  # of one part of several: it was passed, and nobody asked it


class Kind(StrEnum):
    """The types of an answer (CONTENT.md §2); ``clock`` and ``name`` are texts of a certain form."""

    CHECK = "check"
    YN4 = "yn4"
    ONE = "one"
    MANY = "many"
    TEXT = "text"
    CLOCK = "clock"
    NAME = "name"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PLACE = "place"
    STATEMENT = "statement"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class SideText:
    """A text in one language; ``ja_easy`` texts carry readings as ``漢字{かんじ}``."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The same text for officer and person; without the person's, the interpreter reads it out."""

    officer: SideText
    person: SideText | None


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One option. ``exclusive`` stands alone; ``officer_only`` is never shown to the person as a choice;
    ``search`` holds further words to find it by in a long list; ``picture`` names one to point at.
    """

    id: str
    label: Pair
    exclusive: bool = False
    officer_only: bool = False
    search: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class PartSpec:
    """One part of a question, the only one of a plain question.

    ``options``: the choices of yn4 (ids ``yes``, ``no``), one, many, statement and consent.
    ``groups``: the groups of data that a consent to parts can name. ``searchable``: a long list with a
    search line. ``free``: a code that is not in the list may be typed. ``is_name``: a person's name.
    ``decimals``: how many a number may have. ``entries``: how many texts a text may be.
    """

    id: str
    kind: Kind
    label: Pair | None = None
    options: tuple[OptionSpec, ...] = ()
    groups: tuple[OptionSpec, ...] = ()
    searchable: bool = False
    free: bool = False
    is_name: bool = False
    decimals: int = 0
    entries: int = 1


@dataclass(frozen=True, slots=True)
class AnswerSpec:
    """A question as one card shows it.

    ``states`` is False for the officer's own boxes: *unsure* and *declined* are not offered then.
    ``for_person``: it stands in the person's window, in whose language the officer's side is then.
    ``full_band``: that it is a draft stands over the whole card, not as a sign beside the language.
    ``notice``: the sentence under which the person reads a text that nobody has reviewed.
    ``marks``: those that a text can have here (`ui.widgets.mark_select`), none in the person's window.
    ``interpreter`` is the code written as the one who rendered a text, empty when there is none;
    ``interpreter_place`` a word for where that is.
    """

    item: str
    question: Pair
    parts: tuple[PartSpec, ...]
    composite: bool = False
    lead_in: Pair | None = None
    note: SideText | None = None
    unreviewed: bool = False
    full_band: bool = False
    notice: SideText | None = None
    states: bool = True
    unsure: Pair | None = None
    declined: Pair | None = None
    interpreter: str = ""
    interpreter_place: str = ""
    marks: tuple[str, ...] = ()
    officer_lang: str = "ja"
    person_lang: str = ""
    for_person: bool = False
