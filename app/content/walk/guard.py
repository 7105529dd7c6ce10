# SPDX-License-Identifier: MIT
"""Conditions compiled for the walk: over bit sets of true atoms, in two and in three values.

``holds`` says what is so now (an answer not given makes nothing true, as in `app.domain.facts`);
``rest`` keeps only what answers to come decide: states whose rests are equal have one future.
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
class GuardFrame:
    """What stands before the first question: script, agency, what the officer saw and raised."""

    script: str
    agency: str
    signs: frozenset[SignId] = frozenset()
    flags: frozenset[FlagId] = frozenset()

    def __str__(self) -> str:
        return "/".join([self.script, self.agency, *sorted(self.signs), *sorted(self.flags)])


Rest = bool | tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """A compiled condition. ``op``: const, atom, age, all, any, not."""

    op: str
    bits: int = 0
    value: bool = False
    ages: frozenset[AgeState] = frozenset()
    terms: tuple[Guard, ...] = ()
    support: int = 0  # all atoms that it looks at

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

    def rest(self, true: int, settled: int, age: AgeState | None) -> Rest:
        """What is still open of it: True or False when settled whatever comes, else the open rest.

        ``settled``: atoms that no answer to come can change; ``age`` None: the age can still change.
        """
        match self.op:
            case "const":
                return self.value
            case "atom":
                unknown = self.bits & ~settled
                return bool(true & self.bits) or ((unknown,) if unknown else False)
            case "age":
                return ("age", *sorted(self.ages)) if age is None else age in self.ages
            case "not":
                inner = self.terms[0].rest(true, settled, age)
                return not inner if isinstance(inner, bool) else ("not", inner)
        decisive = self.op == "any"  # one true term decides "any", one false term decides "all"
        rests = []
        for term in self.terms:
            left = term.rest(true, settled, age)
            if left is decisive:
                return decisive
            if not isinstance(left, bool):
                rests.append(left)
        return (self.op, *dict.fromkeys(rests)) if rests else not decisive


ALWAYS = Guard("const", value=True)


def _over(op: str, terms: list[Guard]) -> Guard:
    """A guard over others; what already stands makes it stand (frames that are alike become equal)."""
    if op == "any" and ALWAYS in terms:
        return ALWAYS
    support = 0
    for term in terms:
        support |= term.support
    return Guard(op, terms=tuple(terms), support=support)


@dataclass(frozen=True, slots=True)
class GuardCompiler:
    """Compiles conditions of one pack in one frame; what the frame decides is decided here."""

    pack: Pack
    frame: GuardFrame
    bit_of: Callable[[Atom], int]
    flag_bit: Callable[[FlagId], int]

    def guard(self, condition: Condition | None) -> Guard:
        match condition:
            case None:
                return ALWAYS
            case AllOf(terms):
                return _over("all", [self.guard(term) for term in terms])
            case AnyOf(terms):
                return _over("any", [self.guard(term) for term in terms])
            case Not(term):
                return _over("not", [self.guard(term)])
            case AgeIs(states):
                return Guard("age", ages=states)
            case _:
                return self._leaf(condition)

    def _leaf(self, leaf: Condition) -> Guard:
        if self._in_frame(leaf):
            return ALWAYS
        bits = self.flag_bit(leaf.flag) if isinstance(leaf, FlagOpen) else 0
        for atom in atoms_of(self.pack, leaf):
            bits |= self.bit_of(atom)
        return Guard("atom", bits=bits, support=bits)

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
