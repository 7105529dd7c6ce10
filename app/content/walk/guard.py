# SPDX-License-Identifier: MIT
"""Conditions compiled for the walk: over bit sets of true atoms, in two and in three values.

``holds`` says what is so now (an answer not given makes nothing true, as in `app.domain.facts`);
``final`` says what can no longer change, or None: states that differ only in what is final are one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.content.walk.answers import Atom, atoms_of
from app.domain.condition import (
    AgeIs,
    AgencyIn,
    AgeState,
    AllOf,
    AnyOf,
    Condition,
    EventIs,
    FlagOpen,
    Not,
    ScriptIs,
    SignSet,
)
from app.domain.pack import Pack
from app.ids import FlagId, SignId


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before the first question: script, agency, what the officer saw and raised."""

    script: str
    agency: str
    signs: frozenset[SignId] = frozenset()
    flags: frozenset[FlagId] = frozenset()

    def __str__(self) -> str:
        return "/".join([self.script, self.agency, *sorted(self.signs), *sorted(self.flags)])


@dataclass(frozen=True, slots=True)
class Guard:
    """A compiled condition. ``op``: const, atom, age, all, any, not."""

    op: str
    bits: int = 0
    value: bool = False
    ages: frozenset[AgeState] = frozenset()
    terms: tuple[Guard, ...] = ()

    @property
    def support(self) -> int:
        """The atoms that it looks at."""
        found = self.bits
        for term in self.terms:
            found |= term.support
        return found

    @property
    def asks_age(self) -> bool:
        return self.op == "age" or any(term.asks_age for term in self.terms)

    def holds(self, true: int, age: AgeState) -> bool:
        match self.op:
            case "const":
                return self.value
            case "atom":
                return bool(true & self.bits)
            case "age":
                return age in self.ages
            case "all":
                return all(term.holds(true, age) for term in self.terms)
            case "any":
                return any(term.holds(true, age) for term in self.terms)
            case _:
                return not self.terms[0].holds(true, age)

    def final(self, true: int, known: int, age: AgeState | None) -> bool | None:
        """What is settled whatever comes; None when an answer to come decides. ``age`` None: open."""
        match self.op:
            case "const":
                return self.value
            case "atom":
                return True if true & self.bits else (None if self.bits & ~known else False)
            case "age":
                return None if age is None else age in self.ages
            case "not":
                inner = self.terms[0].final(true, known, age)
                return None if inner is None else not inner
        decisive = self.op == "any"  # one true term decides "any", one false term decides "all"
        results = [term.final(true, known, age) for term in self.terms]
        if decisive in results:
            return decisive
        return None if None in results else not decisive


ALWAYS = Guard("const", value=True)


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles conditions of one pack in one frame; what the frame decides is decided here."""

    pack: Pack
    frame: Frame
    bit_of: Callable[[Atom], int]

    def guard(self, condition: Condition | None) -> Guard:
        match condition:
            case None:
                return ALWAYS
            case AllOf(terms):
                return Guard("all", terms=tuple(self.guard(term) for term in terms))
            case AnyOf(terms):
                return Guard("any", terms=tuple(self.guard(term) for term in terms))
            case Not(term):
                return Guard("not", terms=(self.guard(term),))
            case AgeIs(states):
                return Guard("age", ages=states)
            case _:
                return self._leaf(condition)

    def _leaf(self, leaf: Condition) -> Guard:
        if self._in_frame(leaf):
            return ALWAYS
        bits = 0
        for atom in atoms_of(self.pack, leaf):
            bits |= self.bit_of(atom)
        return Guard("atom", bits=bits)

    def _in_frame(self, leaf: Condition) -> bool:
        match leaf:
            case SignSet(sign):
                return sign in self.frame.signs
            case AgencyIn(agencies):
                return self.frame.agency in agencies
            case ScriptIs(script):
                return script == self.frame.script
            case EventIs(event):
                return event == "started"
            case FlagOpen(flag):
                return flag in self.frame.flags
            case _:
                return False
