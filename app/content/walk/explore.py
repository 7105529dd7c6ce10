# SPDX-License-Identifier: MIT
"""Visiting every state of a script, and what must hold in each (DESIGN §4).

Proved in every state that any sequence of answers can lead to: no dead end; no level-3 item without
its lead-in and preconditions; danger can be met in one action. Over all scripts: every item is asked
somewhere. Paths are counted exactly: sequences of classes of answers from the first item to the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from app.content.checks.known import Fault
from app.content.walk.answers import AGE_ITEMS, LANGUAGE, flow_flags
from app.content.walk.guard import Frame
from app.content.walk.machine import AT_THE_GATE, OPEN_WORDS, Machine, Script, State
from app.domain.age import AGE_ITEM, APPARENT_MINOR, PROTECTIVE
from app.domain.condition import AgeState, SignSet
from app.domain.facts import ASSENT, INTERVIEW_CONSENT
from app.domain.interview import CLOSING_PHASE
from app.domain.pack import Audience, Gate, Pack
from app.ids import FlagId, ItemId, SignId

SCRIPTS: Final = ("full", "short", "group", "embarkation")
AGENCIES: Final = ("isa", "police", "jcg")
HARD: Final = 3
MAX_STATES: Final = 400_000
#: lock -> what must have been put to the person before the lock may end an interview's item.
_DECIDED_BY: Final = {
    "gate_open": LANGUAGE,
    "gate_care": INTERVIEW_CONSENT,
    "gate_content": INTERVIEW_CONSENT,
    "gate_assent": ASSENT,
    "age_not_asked": AGE_ITEM,
}


@dataclass(slots=True)
class Walk:
    """What the visits of one script found. ``complete``: no state was left out."""

    script: str
    frames: int = 0
    states: int = 0
    moves: int = 0
    paths: int = 0
    ends: int = 0
    safe: int = 0  # states in which danger can be met in one action
    complete: bool = True
    reached: set[ItemId] = field(default_factory=set)
    faults: dict[tuple[str, str, str], Fault] = field(default_factory=dict)

    def fault(self, check: str, where: str, what: str) -> None:
        self.faults[check, where, what] = Fault(check, where, what)


def frames(pack: Pack, script: str) -> Iterator[Frame]:
    """All agencies; every sign and flag that can change the course, seen before the first question."""
    for agency in AGENCIES:
        yield Frame(script, agency)
    signs = sorted({SignId(sign) for sign in _signs(pack)} | {APPARENT_MINOR})
    for sign in signs:
        yield Frame(script, AGENCIES[0], signs=frozenset({sign}))
    for flag in sorted(flow_flags(pack)):
        yield Frame(script, AGENCIES[0], flags=frozenset({FlagId(flag)}))


def walk(script: Script, name: str, max_states: int = MAX_STATES) -> Walk:
    """Visit every state of one script in all frames."""
    found = Walk(name)
    for frame in frames(script.pack, name):
        found.frames += 1
        _Visit(Machine(script, frame), found, max_states).run()
    return found


def _signs(pack: Pack) -> Iterator[str]:
    from app.content.walk.answers import leaves, steering  # noqa: PLC0415

    for condition in steering(pack):
        yield from (leaf.sign for leaf in leaves(condition) if isinstance(leaf, SignSet))


@dataclass
class _Visit:
    """One frame. States that no future can tell apart are one (their key is equal)."""

    machine: Machine
    walk: Walk
    max_states: int
    counted: dict[object, int] = field(default_factory=dict)

    @cached_property
    def pack(self) -> Pack:
        return self.machine.pack

    @cached_property
    def age_bits(self) -> int:
        return sum(self.machine.script.bit[item] for item in AGE_ITEMS)

    @cached_property
    def hard(self) -> int:
        """The level-3 items that are put to the person."""
        items = self.pack.items.values()
        hard = (i for i in items if i.level == HARD and i.audience is Audience.PERSON)
        return sum(self.machine.script.bit[item.id] for item in hard)

    def run(self) -> None:
        self.walk.paths += self._count(State())

    def _count(self, state: State) -> int:
        """The number of paths from here; visits what was not visited yet."""
        state, item = self._forward(state)
        key = self._key(state, item)
        if key in self.counted:
            return self.counted[key]
        if len(self.counted) >= self.max_states:
            self.walk.complete = False
            return 0
        self.walk.states += 1
        self.counted[key] = 0
        self._make_safe(state)
        if item is None:
            self.walk.ends += 1
            self._end(state)
            self.counted[key] = 1
            return 1
        total = 0
        for one in self.machine.script.classes[item]:
            self.walk.moves += 1
            total += self._count(self.machine.step(state, item, one))
        self.counted[key] = total
        return total

    def _forward(self, state: State) -> tuple[State, ItemId | None]:
        """Ask everything up to the next item whose answer can change the course."""
        asked, deciding = state.asked, None
        for name in self.machine.ready(state):
            asked |= self.machine.script.bit[name]
            self.walk.reached.add(name)
            if name in self.machine.script.classes:
                deciding = name
                break
        if (asked & ~state.asked) & self.hard:
            self._hard(state, asked & ~state.asked)
        if deciding is not None:
            asked &= ~self.machine.script.bit[deciding]
        return _with_asked(state, asked), deciding

    def _key(self, state: State, item: ItemId | None) -> object:
        """What the future can depend on: equal keys, equal futures."""
        machine = self.machine
        bit = machine.script.bit
        route = machine.route(state)
        pending = sum(bit[name] for name in route if not state.asked & bit[name])
        settled = not pending & self.age_bits
        age = machine.age(state)
        known = self._known(state, settled=settled, route=route)
        rest = []
        for guard, items in machine.guards.items():
            if not items & pending:
                continue
            final = guard.final(state.true, known, age if settled else None)
            if final is False:
                pending &= ~items
            elif final is None:
                rest.append((state.true & guard.support, known & guard.support))
        for guard in (machine.others, *(when for _path, when in machine.goes_on)):
            rest.append((state.true & guard.support, 0))
        ages = age if settled else state.age_answers
        at_gate = state.doubts_departure if machine.frame.script == AT_THE_GATE else False
        return item, pending, tuple(rest), ages, age, state.gates, at_gate, machine.paths(state)

    def _known(self, state: State, *, settled: bool, route: tuple[ItemId, ...]) -> int:
        """The atoms that no answer to come can change."""
        final_route = settled and self.machine.frame.script != AT_THE_GATE
        known = 0
        for name, atoms in self.machine.script.atoms_by_item.items():
            if state.asked & self.machine.script.bit[name] or (final_route and name not in route):
                known |= atoms
        return known

    def _hard(self, state: State, asked: int) -> None:
        """Level 3: lead-in there, and consent, age or an open danger before it."""
        age = self.machine.age(state)
        agreed = state.assent == "yes" if age in PROTECTIVE else state.consent in OPEN_WORDS
        for name, item in self.pack.items.items():
            if not self.machine.script.bit[name] & asked & self.hard:
                continue
            if item.lead_in not in self.pack.shared_texts:
                self.walk.fault("lead_in", name, "asked without its lead-in")
            if age in PROTECTIVE and item.lead_in not in self.pack.shared_texts_child:
                self.walk.fault("lead_in", name, "asked of a child without a child's lead-in")
            if not state.language:
                self.walk.fault("level", name, "asked before the language is chosen")
            called = item.gate is Gate.OPEN and item.condition is not None
            if not called and (not agreed or age is AgeState.NOT_ASKED):
                self.walk.fault("level", name, "asked without consent or age")

    def _make_safe(self, state: State) -> None:
        """Stop and make safe in one action: a sign of distress brings the raised items at once."""
        if not state.language:
            self.walk.safe += 1  # nothing is asked of the person yet; flags are the officer's
            return
        first = self.pack.items[self.machine.script.raised[0]] if self.machine.script.raised else None
        if first is None or self.machine.lock(state, first) is not None:
            self.walk.fault("make_safe", str(self.machine.frame), "danger cannot be asked about")
            return
        self.walk.safe += 1

    def _end(self, state: State) -> None:
        """Nothing is left to ask: what stays locked must rest on the person's own choice."""
        age = self.machine.age(state)
        route = self.machine.route(state)
        asked = {name for name in route if state.asked & self.machine.script.bit[name]}
        for guard, items in self.machine.guards.items():
            left = [n for n in route if self.machine.script.bit[n] & items and n not in asked]
            if not left or not guard.holds(state.true, age):
                continue
            for name in left:
                lock = self.machine.lock(state, self.pack.items[name]) or "not asked"
                needed = _DECIDED_BY.get(lock)
                if lock != "child_path" and (needed is None or needed not in asked):
                    self.walk.fault("dead_end", name, f"{self.machine.frame}: stays {lock}")
        closing = {name for name in route if self.pack.items[name].phase == CLOSING_PHASE}
        if closing and state.language and not closing & asked:
            self.walk.fault("dead_end", str(self.machine.frame), "ends without the closing")


def _with_asked(state: State, asked: int) -> State:
    if asked == state.asked:
        return state
    return State(
        asked,
        state.true,
        state.consent,
        state.assent,
        state.language,
        state.age_answers,
        state.doubts_departure,
    )
