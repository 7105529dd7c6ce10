# SPDX-License-Identifier: MIT
"""Visiting every state of a script, and what must hold in each (DECISIONS.md §4).

Proved in every state that any sequence of answers can lead to: no dead end; no level-3 item without
its lead-in and preconditions; danger can be met in one action. Over all scripts: every item is asked
somewhere. Paths are counted exactly: sequences of classes of answers from the first item to the last.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from app.content.checks.pack_index import PackFault
from app.content.walk.answers import flow_flags, leaves, predicates, steering
from app.content.walk.guard import ALWAYS, GuardFrame, Rest
from app.content.walk.machine import AT_THE_GATE, OPEN_WORDS, Machine, Script, WalkState
from app.domain.age import PROTECTIVE
from app.domain.condition import AgeState, Condition, FlagOpen, SignSet
from app.domain.interview import CLOSING_PHASE
from app.domain.pack import ContinueStep, Gate, Item, Pack
from app.flow.rest import HARD_RUN, is_hard
from app.ids import ItemId

SCRIPTS: Final = ("full", "short", "group", "embarkation")
MAX_STATES: Final = 400_000


@dataclass(slots=True)
class ContentWalk:
    """What the visits of one script found. ``complete``: no state was left out."""

    script: str
    frames: int = 0
    distinct: int = 0  # frames that differ for the course
    states: int = 0
    moves: int = 0
    paths: int = 0
    ends: int = 0
    safe: int = 0  # states in which danger can be met in one action
    complete: bool = True
    predicates: int = 0  # conditions that the walk took both ways, wherever they can be
    hard_run: int = 0  # most hard questions in a row before a break was offered
    reached: set[ItemId] = field(default_factory=set)
    faults: dict[tuple[str, str, str], PackFault] = field(default_factory=dict)

    def fault(self, check: str, where: str, what: str) -> None:
        self.faults[check, where, what] = PackFault(check, where, what)


def frames(pack: Pack, script: str) -> Iterator[GuardFrame]:
    """All agencies; every sign and flag that can change the course, seen before the first question.

    The departure check goes on into the full interview, which is walked for itself: there, only what
    can lead on (a child, a forced return) is varied.
    """
    at_gate = script == AT_THE_GATE
    agencies = tuple(pack.agencies)
    for agency in agencies[:1] if at_gate else agencies:
        yield GuardFrame(script, agency)
    young = pack.roles.apparent_minor
    signs = {leaf.sign for leaf in _leaves(pack) if isinstance(leaf, SignSet)}
    for sign in sorted({young} if at_gate else {*signs, young}):
        yield GuardFrame(script, agencies[0], signs=frozenset({sign}))
    leads_on = [step.when for step in pack.paths[AT_THE_GATE] if isinstance(step, ContinueStep)]
    raised = {leaf.flag for when in leads_on for leaf in leaves(when) if isinstance(leaf, FlagOpen)}
    for flag in sorted(raised if at_gate else flow_flags(pack)):
        yield GuardFrame(script, agencies[0], flags=frozenset({flag}))


def _leaves(pack: Pack) -> Iterator[Condition]:
    for condition in steering(pack):
        yield from leaves(condition)


def walk(script: Script, name: str, max_states: int = MAX_STATES) -> ContentWalk:
    """Visit every state of one script in all frames."""
    found = ContentWalk(name, predicates=len(predicates(script.pack, name)))
    with _no_collection():
        _visit_frames(script, found, max_states)
    return found


def _visit_frames(script: Script, found: ContentWalk, max_states: int) -> None:
    seen: set[object] = set()
    for frame in frames(script.pack, found.script):
        machine = Machine(script, frame)
        found.frames += 1
        if machine.likeness not in seen:
            seen.add(machine.likeness)
            _Visit(machine, found, max_states).run()
    found.distinct = len(seen)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hundreds of thousands of small tuples and no cycle among them: collecting costs a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass
class _Visit:
    """One frame. States that no future can tell apart are one (their key is equal)."""

    machine: Machine
    walk: ContentWalk
    max_states: int
    counted: dict[object, int] = field(default_factory=dict)
    _bits: dict[tuple[ItemId, ...], int] = field(default_factory=dict)
    _atoms: dict[int, int] = field(default_factory=dict)

    @cached_property
    def pack(self) -> Pack:
        return self.machine.pack

    @cached_property
    def age_bits(self) -> int:
        return sum(self.machine.script.bit[item] for item in self.pack.roles.age_items)

    @cached_property
    def other_bits(self) -> int:
        return sum(self.machine.script.bit[item] for item in self.pack.roles.others)

    @cached_property
    def decided_by(self) -> dict[str, ItemId]:
        """Lock -> what must have been put to the person before it may end an interview's item."""
        roles = self.pack.roles
        return {
            "gate_open": roles.language.item,
            "gate_content": roles.interview_consent.item,
            "gate_assent": roles.assent.item,
            "age_not_asked": roles.age.item,
        }

    @cached_property
    def deciding(self) -> int:
        """The items whose answers can change the course."""
        return sum(self.machine.script.bit[item] for item in self.machine.script.classes)

    @cached_property
    def hard(self) -> dict[ItemId, Item]:
        """The level-3 items that are put to the person."""
        items = self.pack.items.values()
        return {item.id: item for item in items if is_hard(item)}

    @cached_property
    def called(self) -> frozenset[ItemId]:
        """The hard items that only what was seen or said calls for, not the mere start."""
        seen = self.machine.frame.signs or self.machine.frame.flags
        guard = self.machine.compiler.guard
        found = ((i, guard(item.condition)) for i, item in self.hard.items() if item.condition)
        return frozenset(name for name, when in found if seen or when != ALWAYS)

    @cached_property
    def hard_bits(self) -> int:
        return sum(self.machine.script.bit[item] for item in self.hard)

    def run(self) -> None:
        self.walk.paths += self._count(self.machine.start())

    def _count(self, state: WalkState) -> int:
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
        for answer_class in self.machine.script.classes[item]:
            self.walk.moves += 1
            total += self._count(self.machine.step(state, item, answer_class))
        self.counted[key] = total
        return total

    def _forward(self, state: WalkState) -> tuple[WalkState, ItemId | None]:
        """Ask everything up to the next item whose answer can change the course."""
        asked, deciding, run = state.asked, None, state.hard_run
        for name in self.machine.ready(state):
            asked |= self.machine.script.bit[name]
            now, offered = self.machine.after(run, name)
            self._run(name, run + 1 if offered else now)
            self.walk.reached.add(name)
            if name in self.machine.script.classes:
                deciding = name
                break
            run = now
        self._hard(state, asked & ~state.asked)
        if deciding is not None:
            asked &= ~self.machine.script.bit[deciding]
        return _with_asked(state, asked, run), deciding

    def _key(self, state: WalkState, item: ItemId | None) -> object:
        """What the future can depend on: equal keys, equal futures."""
        machine = self.machine
        route, age = machine.route(state), machine.age(state)
        pending = self._route_bits(route) & ~state.asked
        settled = not pending & self.age_bits
        final = settled and machine.frame.script != AT_THE_GATE  # the route cannot change any more
        if final and self._gates_decided(state, age):
            pending &= machine.unlocked(state)
        pending, rests = self._rests(state, pending, age if settled else None, final=final)
        ages = age if settled else state.age_answers
        run = state.hard_run if pending & self.hard_bits else 0
        return item, pending, rests, ages, age, state.gates, run, *self._at_gate(state)

    def _rests(
        self, state: WalkState, pending: int, age: AgeState | None, *, final: bool
    ) -> tuple[int, tuple[Rest, ...]]:
        """Drop what can never be due; an item that is never asked leaves its atoms false."""
        while True:
            settled = self._settled(state.asked, pending if final else -1)
            rests: list[Rest] = []
            dead = 0
            for guard, items in self.machine.guards.items():
                if items & pending:
                    rest = self.machine.rest(guard, state.true, settled, age)
                    rests.append(rest)
                    dead |= items if rest is False else 0
            if not dead & pending:
                others = self.machine.others.rest(state.true, settled, age)
                return pending, (*rests, others if pending & self.other_bits else False)
            pending &= ~dead

    def _settled(self, asked: int, pending: int) -> int:
        """The atoms of items that were asked or, on a final route, never will be."""
        open_items = self.deciding & pending & ~asked
        if open_items not in self._atoms:
            bit = self.machine.script.bit
            pairs = self.machine.script.atoms_by_item.items()
            self._atoms[open_items] = sum(a for name, a in pairs if not open_items & bit[name])
        return self._atoms[open_items]

    def _gates_decided(self, state: WalkState, age: AgeState) -> bool:
        bit = self.machine.script.bit
        decider = self._agreement(age)
        language = self.pack.roles.language.item
        return bool(state.asked & bit[language] and state.asked & bit[decider])

    def _agreement(self, age: AgeState) -> ItemId:
        """What opens the talk: a child's assent stands in for the consent."""
        consent, assent = self.pack.roles.consents
        return assent if age in PROTECTIVE else consent

    def _at_gate(self, state: WalkState) -> tuple[object, ...]:
        """At the departure gate it also matters what was said there: the path can go on."""
        machine = self.machine
        if machine.frame.script != AT_THE_GATE:
            return (machine.paths(state),)
        settled = self._settled(state.asked, -1)
        rests = tuple(when.rest(state.true, settled, None) for _path, when in machine.goes_on)
        return machine.paths(state), state.doubts_departure, rests

    def _route_bits(self, route: tuple[ItemId, ...]) -> int:
        if route not in self._bits:
            self._bits[route] = sum(self.machine.script.bit[name] for name in route)
        return self._bits[route]

    def _hard(self, state: WalkState, asked: int) -> None:
        """Level 3: lead-in there, and consent, age or an open danger before it."""
        age = self.machine.age(state)
        agreed = state.assent == "yes" if age in PROTECTIVE else state.consent in OPEN_WORDS
        for name, item in self.hard.items():
            if not self.machine.script.bit[name] & asked:
                continue
            lead_in = item.led_in_by(self.machine.frame.agency)
            if lead_in not in self.pack.shared_texts:
                self.walk.fault("lead_in", name, "asked without its lead-in")
            if age in PROTECTIVE and lead_in not in self.pack.shared_texts_child:
                self.walk.fault("lead_in", name, "asked of a child without a child's lead-in")
            if not state.language:
                self.walk.fault("level", name, "asked before the language is chosen")
            called = item.gate is Gate.OPEN and name in self.called
            if not called and (not agreed or age is AgeState.NOT_ASKED):
                self.walk.fault("level", name, "asked without consent or age")

    def _run(self, name: ItemId, run: int) -> None:
        """At most so many hard questions in a row without an offer of a break."""
        self.walk.hard_run = max(self.walk.hard_run, run)
        if run > HARD_RUN:
            self.walk.fault("break", name, f"hard question {run} in a row, no break offered")

    def _make_safe(self, state: WalkState) -> None:
        """Stop and make safe in one action: a sign of distress brings the raised items at once."""
        if not state.language:
            self.walk.safe += 1  # nothing is asked of the person yet; flags are the officer's
            return
        first = (
            self.pack.items[self.machine.script.raised[0]] if self.machine.script.raised else None
        )
        if first is None or self.machine.lock(state, first) is not None:
            where = first.id if first else "script"
            self.walk.fault(
                "make_safe", where, f"{self.machine.frame}: danger cannot be asked about"
            )
            return
        self.walk.safe += 1

    def _end(self, state: WalkState) -> None:
        """Nothing is left to ask: what stays locked must rest on the person's own choice."""
        age = self.machine.age(state)
        route = self.machine.route(state)
        asked = {name for name in route if state.asked & self.machine.script.bit[name]}
        open_bits = self._route_bits(route) & ~state.asked
        for guard, items in self.machine.guards.items():
            if not items & open_bits or not guard.holds(state.true, age):
                continue
            left = [name for name in route if self.machine.script.bit[name] & items & open_bits]
            for name in left:
                lock = self.machine.lock(state, self.pack.items[name]) or "not asked"
                needed = self._agreement(age) if lock == "gate_care" else self.decided_by.get(lock)
                if lock != "child_path" and (needed is None or needed not in asked):
                    self.walk.fault("dead_end", name, f"{self.machine.frame}: stays {lock}")
        closing = {name for name in route if self.pack.items[name].phase == CLOSING_PHASE}
        if closing and state.language and not closing & asked:
            self.walk.fault("dead_end", str(self.machine.frame), "ends without the closing")


def _with_asked(state: WalkState, asked: int, run: int) -> WalkState:
    if asked == state.asked and run == state.hard_run:
        return state
    return WalkState(
        asked,
        state.true,
        state.consent,
        state.assent,
        state.language,
        state.age_answers,
        state.doubts_departure,
        run,
    )
