# SPDX-License-Identifier: MIT
"""What conditions look at, and their evaluation (CONTENT.md §3, §4). The only evaluator in the product.

`Facts` is a snapshot without history; `app.domain.interview.facts` makes it from an interview.
Flow, indicators and disclosure all ask here, so that one condition means one thing everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from app.domain.age import AgeFacts, age_state
from app.domain.condition import (
    AgeIs,
    AgencyIn,
    AgeState,
    AllOf,
    AnswerIn,
    AnyOf,
    Condition,
    ConsentIn,
    EventIs,
    EvidenceRule,
    FlagOpen,
    NationalityIs,
    Not,
    ScriptIs,
    SexIn,
    SignSet,
)
from app.domain.evidence import rule_met, values_of
from app.domain.pack import Item, Pack
from app.domain.roles import RolePlace
from app.domain.value import Answer, PartValue
from app.ids import FlagId, ItemId, PartId, RecipientId, SignId

_SEXES: Final = {"woman": "f", "man": "m", "other": "x"}


@dataclass(frozen=True, slots=True)
class Facts:
    """A snapshot: answers, signs, open flags and the frame of the interview.

    ``today``: local date of the interview, for ages. ``withdrawn``: recipients whose consent the
    person took back. ``started`` and ``before_closing`` are the two events that conditions know.
    ``age_state`` follows from the rest (`app.domain.age`); a plan of an interview asks it for every item.
    """

    pack: Pack
    script: str
    agency: str
    today: date
    answers: Mapping[ItemId, Answer] = field(default_factory=lambda: MappingProxyType({}))
    signs: frozenset[SignId] = frozenset()
    flags_open: frozenset[FlagId] = frozenset()
    withdrawn: frozenset[RecipientId] = frozenset()
    started: bool = True
    before_closing: bool = False
    doubted_again: bool = False
    age_state: AgeState = field(init=False)

    def __post_init__(self) -> None:
        found = AgeFacts(self.pack.roles, self.answers, self.signs, self.today, self.doubted_again)
        object.__setattr__(self, "age_state", age_state(found))

    @property
    def nationalities(self) -> frozenset[str]:
        """Alpha-3 codes said so far; empty when not known."""
        value = self.at(self.pack.roles.nationality)
        return values_of(value) if value and value.state is None else frozenset()

    @property
    def sex(self) -> str:
        """``f``, ``m``, ``x`` or ``unknown``."""
        value = self.at(self.pack.roles.sex)
        return _SEXES.get(str(value.data), "unknown") if value else "unknown"

    @property
    def consent_interview(self) -> str | None:
        """``yes``, ``short``, ``later``, ``no``, a state, or None when not asked."""
        value = self.at(self.pack.roles.interview_consent)
        return _word(value) if value else None

    def consent(self, recipient: RecipientId) -> str | None:
        """What the person said about one recipient; None when not asked or withdrawn."""
        rule = self.pack.recipients.get(recipient)
        if rule is None or rule.consent_item is None or recipient in self.withdrawn:
            return None
        value = self.value(rule.consent_item)
        return _word(value) if value else None

    def value(self, item_id: ItemId, part_id: PartId | None = None) -> PartValue | None:
        """The answer of one part (None = the item's first part)."""
        answer, item = self.answers.get(item_id), self.pack.items.get(item_id)
        part = item.part(part_id) if item else None
        return answer.parts.get(part.id) if answer and part else None

    def at(self, place: RolePlace) -> PartValue | None:
        """The answer at the place of a role."""
        return self.value(place.item, place.part)

    def holds(self, condition: Condition | None) -> bool:
        """Evaluate a condition; None always holds."""
        match condition:
            case None:
                return True
            case AllOf(terms):
                return all(self.holds(term) for term in terms)
            case AnyOf(terms):
                return any(self.holds(term) for term in terms)
            case Not(term):
                return not self.holds(term)
            case AnswerIn():
                return self._answer_in(condition)
            case _:
                return self._frame_holds(condition)

    def _frame_holds(self, condition: Condition) -> bool:
        """The conditions that look beyond the answers."""
        match condition:
            case AgeIs(states):
                return self.age_state in states
            case NationalityIs(country):
                return country in self.nationalities
            case AgencyIn(agencies):
                return self.agency in agencies
            case SexIn(values):
                return self.sex in values
            case ConsentIn(who, values):
                consent = (
                    self.consent_interview if who == "interview" else self.consent(RecipientId(who))
                )
                return consent in values
            case _:
                return self._mark_holds(condition)

    def _mark_holds(self, condition: Condition) -> bool:
        """The conditions on what was set or begun: flags, signs, events, the script."""
        match condition:
            case FlagOpen(flag):
                return flag in self.flags_open
            case SignSet(sign):
                return sign in self.signs
            case EventIs(event):
                return {"started": self.started, "before_closing": self.before_closing}[event]
            case ScriptIs(script):
                return self.script == script
        raise TypeError(type(condition).__name__)

    def evidence_met(self, item: Item) -> tuple[EvidenceRule, ...]:
        """The evidence rules that the item's answer meets."""
        answer = self.answers.get(item.id)
        return tuple(r for r in item.evidence if rule_met(item, answer, r)) if answer else ()

    def flags_met(self, item: Item) -> tuple[FlagId, ...]:
        """The flags that the item's answer raises, each once."""
        answer = self.answers.get(item.id)
        met = [r.flag for r in item.flags if rule_met(item, answer, r)] if answer else []
        return tuple(dict.fromkeys(met))

    def with_flags(self, flags: frozenset[FlagId]) -> Facts:
        """The same facts as if these flags were open (for decisions that must not be undone)."""
        return replace(self, flags_open=flags)

    def _answer_in(self, condition: AnswerIn) -> bool:
        if "evidence" in condition.values:
            item = self.pack.items.get(condition.item)
            if item and self.evidence_met(item):
                return True
        value = self.value(condition.item, condition.part)
        if value is None:
            return False
        if "answered" in condition.values and value.state is None:
            return True
        return not values_of(value).isdisjoint(condition.values)


def _word(value: PartValue) -> str:
    """The one word of a consent: its state, its option, or ``parts``."""
    return next(iter(values_of(value)), "")
