# SPDX-License-Identifier: MIT
"""Conditions and evidence tests as data: the closed set of CONTENT.md §3 and §4.

Only the shapes live here; `app.domain.facts` evaluates them. No eval, no other form.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.ids import FlagId, ItemId, PartId, RecipientId, SignId


class AgeState(StrEnum):
    """CONTENT.md §6. Only CHILD and DOUBT start the child path."""

    NOT_ASKED = "not_asked"
    ADULT = "adult"
    ADULT_BY_OFFICER = "adult_by_officer"
    CHILD = "child"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class AllOf:
    terms: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    terms: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    term: Condition


@dataclass(frozen=True, slots=True)
class AnswerIn:
    """True when the answer of ``item`` (``part`` None = its first part) is or holds one of ``values``.

    ``values`` may hold ``unsure``, ``declined``, ``answered`` (anything but these two) and
    ``evidence`` (the item's answer meets one of its evidence entries).
    """

    item: ItemId
    part: PartId | None
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class AgeIs:
    states: frozenset[AgeState]


@dataclass(frozen=True, slots=True)
class NationalityIs:
    country: str


@dataclass(frozen=True, slots=True)
class AgencyIn:
    agencies: frozenset[str]


@dataclass(frozen=True, slots=True)
class SexIn:
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class ConsentIn:
    """``who`` is ``interview`` or a recipient id."""

    who: RecipientId | str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class FlagOpen:
    flag: FlagId


@dataclass(frozen=True, slots=True)
class SignSet:
    sign: SignId


@dataclass(frozen=True, slots=True)
class EventIs:
    event: str


@dataclass(frozen=True, slots=True)
class ScriptIs:
    script: str


Condition = (
    AllOf
    | AnyOf
    | Not
    | AnswerIn
    | AgeIs
    | NationalityIs
    | AgencyIn
    | SexIn
    | ConsentIn
    | FlagOpen
    | SignSet
    | EventIs
    | ScriptIs
)


@dataclass(frozen=True, slots=True)
class NumberTest:
    """``op`` is lt, lte, gt or gte; tests an integer part."""

    op: str
    bound: int


@dataclass(frozen=True, slots=True)
class SpanTest:
    """Hours between two clock parts; an end not after the start is on the next day."""

    start: PartId
    end: PartId
    at_least_hours: int


When = str | NumberTest | SpanTest


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """Met when the answer of ``part`` is, or contains, a value of ``when`` (CONTENT.md §4)."""

    code: str
    part: PartId | None
    when: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class FlagRule:
    flag: FlagId
    part: PartId | None
    when: tuple[When, ...]
