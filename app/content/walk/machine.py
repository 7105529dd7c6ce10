# SPDX-License-Identifier: MIT
"""A script as a machine: which item stands next after classes of answers (README §5, §6).

States are small numbers and bit sets, so that every one of them can be visited. `compare` shows that
the machine asks the same items in the same order as `app.flow.engine`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from app.content.walk.answers import (
    AGE_ITEMS,
    DEPARTURE,
    EMBARKATION,
    LANGUAGE,
    TODAY,
    Atom,
    Class,
    atoms_of,
    classes,
)
from app.domain.age import PROTECTIVE, AgeFacts, age_state
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
from app.domain.facts import ASSENT, INTERVIEW_CONSENT
from app.domain.interview import CLOSING_PHASE
from app.domain.lock import MEDIUM_LEVEL
from app.domain.pack import (
    AskStep,
    Audience,
    ContinueStep,
    Gate,
    InsertStep,
    Item,
    Pack,
    PhaseStep,
    RaiseStep,
    SwitchStep,
)
from app.domain.value import Answer
from app.flow.engine import OTHERS, OTHERS_FLAG
from app.flow.route import CHILD, LEAVES_FREELY
from app.ids import FlagId, ItemId, SignId

Guard = Callable[[int, AgeState], bool]  # (true atoms, age state) -> holds
_SCRIPT_EMBARKATION: Final = "embarkation"
_OPEN_WORDS: Final = frozenset({"yes", "short"})


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
class State:
    """``asked`` and ``true`` are bit sets over items and atoms; ``words`` what gates look at."""

    asked: int = 0
    true: int = 0
    consent: str | None = None  # None: not answered
    assent: str | None = None
    language: bool = False
    age_answers: tuple[Answer | None, ...] = (None,) * len(AGE_ITEMS)
    doubts_departure: bool = False


@dataclass(frozen=True)
class Script:
    """What all frames of one pack share."""

    pack: Pack

    @cached_property
    def classes(self) -> dict[ItemId, tuple[Class, ...]]:
        return classes(self.pack)

    @cached_property
    def bit(self) -> dict[ItemId, int]:
        return {name: 1 << number for number, name in enumerate(self.pack.items)}

    @cached_property
    def atom_bit(self) -> dict[Atom, int]:
        found = {atom for mine in self.classes.values() for one in mine for atom in one.true}
        return {atom: 1 << number for number, atom in enumerate(sorted(found, key=repr))}

    def bits(self, one: Class) -> int:
        return sum(self.atom_bit[atom] for atom in one.true)


@dataclass(frozen=True)
class Machine:
    """One script in one frame."""

    script: Script
    frame: Frame
    _ages: dict[tuple[Answer | None, ...], AgeState] = field(default_factory=dict)
    _routes: dict[tuple[str, ...], tuple[ItemId, ...]] = field(default_factory=dict)

    @property
    def pack(self) -> Pack:
        return self.script.pack

    @cached_property
    def guards(self) -> dict[ItemId, Guard]:
        """Item -> when it is due; an inserted item also needs its insertion's condition."""
        return {name: self._due(item) for name, item in self.pack.items.items()}

    @cached_property
    def raised(self) -> tuple[ItemId, ...]:
        steps = [step for path in self.pack.paths.values() for step in path]
        found = [item for step in steps if isinstance(step, RaiseStep) for item in step.items]
        return tuple(dict.fromkeys(found))

    @cached_property
    def _continue(self) -> tuple[tuple[str, Guard], ...]:
        steps = self.pack.paths[_SCRIPT_EMBARKATION]
        return tuple(
            (step.path, self.guard(step.when)) for step in steps if isinstance(step, ContinueStep)
        )

    def age(self, state: State) -> AgeState:
        """The age state, decided by `app.domain.age`."""
        found = self._ages.get(state.age_answers)
        if found is None:
            answers = {answer.item: answer for answer in state.age_answers if answer}
            found = age_state(AgeFacts(answers, self.frame.signs, TODAY))
            self._ages[state.age_answers] = found
        return found

    def next_item(self, state: State) -> ItemId | None:
        """The item that the script asks now."""
        return next(self._queue(state), None)

    def step(self, state: State, item: ItemId, one: Class | None) -> State:
        """The state after an answer of this class (None: an item whose answer changes nothing)."""
        asked = state.asked | self.script.bit[item]
        if one is None:
            return State(**{**_fields(state), "asked": asked})
        changed = {**_fields(state), "asked": asked, "true": state.true | self.script.bits(one)}
        if one.answer is not None:
            if item == INTERVIEW_CONSENT:
                changed["consent"] = one.word
            elif item == ASSENT:
                changed["assent"] = one.word
            elif item == LANGUAGE:
                changed["language"] = one.word == "named"
            elif item == DEPARTURE:
                changed["doubts_departure"] = state.doubts_departure or one.word != LEAVES_FREELY
            if self._raises_at_departure(item, one.answer):
                changed["doubts_departure"] = True
        if item in AGE_ITEMS:
            known = list(state.age_answers)
            known[AGE_ITEMS.index(item)] = one.answer
            changed["age_answers"] = tuple(known)
        return State(**changed)

    def lock(self, state: State, item: Item) -> str | None:
        """Why the item must not be asked, as `app.domain.lock` would say (condition locks apart)."""
        age = self.age(state)
        child = age in PROTECTIVE
        if child and item.id not in self.pack.child_allowed:
            return "child_path"
        officer = item.audience is Audience.OFFICER and item.phase != EMBARKATION
        if not state.language and item.id != LANGUAGE and not officer:
            return "gate_open"
        return self._gate(state, item, age)

    def route(self, state: State) -> tuple[ItemId, ...]:
        """The items of the paths walked, each once, in order."""
        names = self.paths(state)
        if names not in self._routes:
            self._routes[names] = tuple(dict.fromkeys(self._flat(names)))
        return self._routes[names]

    def paths(self, state: State) -> tuple[str, ...]:
        age = self.age(state)
        child, script = age in PROTECTIVE, self.frame.script
        if script != _SCRIPT_EMBARKATION:
            switches = (s for s in self.pack.paths[script] if isinstance(s, SwitchStep))
            to = next((s.path for s in switches if self.guard(s.when)(state.true, age)), script)
            return (to if child else script,)
        goes_on = next((path for path, when in self._continue if when(state.true, age)), None)
        if child and (goes_on or state.doubts_departure):
            return (script, CHILD)
        return (script, goes_on) if goes_on else (script,)

    def guard(self, condition: Condition | None) -> Guard:
        """A condition as a function of atoms and age; what the frame decides is decided now."""
        match condition:
            case None:
                return lambda _true, _age: True
            case AllOf(terms):
                every = [self.guard(term) for term in terms]
                return lambda true, age: all(one(true, age) for one in every)
            case AnyOf(terms):
                some = [self.guard(term) for term in terms]
                return lambda true, age: any(one(true, age) for one in some)
            case Not(term):
                inner = self.guard(term)
                return lambda true, age: not inner(true, age)
            case AgeIs(states):
                return lambda _true, age: age in states
            case _:
                return self._leaf(condition)

    def _leaf(self, leaf: Condition) -> Guard:
        fixed = self._fixed(leaf)
        if fixed:
            return lambda _true, _age: True
        bits = 0
        for atom in atoms_of(self.pack, leaf):
            bits |= self.script.atom_bit.get(atom, 0)
        return lambda true, _age: bool(true & bits)

    def _fixed(self, leaf: Condition) -> bool:
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

    def _due(self, item: Item) -> Guard:
        own = self.guard(item.condition)
        inserts = [
            step
            for path in self.pack.paths.values()
            for step in path
            if isinstance(step, InsertStep) and step.phase == item.phase
        ]
        if not inserts:
            return own
        insert = self.guard(inserts[0].when)
        return lambda true, age: insert(true, age) and own(true, age)

    def _queue(self, state: State) -> Iterator[ItemId]:
        route, age = self.route(state), self.age(state)

        def ready(name: ItemId) -> bool:
            if state.asked & self.script.bit[name] or not self.guards[name](state.true, age):
                return False
            return self.lock(state, self.pack.items[name]) is None

        yield from (name for name in self.raised if ready(name))
        if self._others_in_danger(state):
            yield from (name for name in OTHERS if name in route and ready(name))
        for closing in (False, True):
            for name in route:
                if (self.pack.items[name].phase == CLOSING_PHASE) is closing and ready(name):
                    yield name

    def _others_in_danger(self, state: State) -> bool:
        return self.guard(FlagOpen(OTHERS_FLAG))(state.true, AgeState.NOT_ASKED)

    def _gate(self, state: State, item: Item, age: AgeState) -> str | None:
        child = age in PROTECTIVE
        agreed = state.assent == "yes" if child else state.consent in _OPEN_WORDS
        if item.gate is Gate.CARE:
            return None if (state.assent if child else state.consent) is not None else "gate_care"
        if item.gate is Gate.ASSENT:
            return None if state.assent == "yes" else "gate_assent"
        if item.gate is Gate.CONTENT:
            if not agreed:
                return "gate_assent" if child else "gate_content"
            waits = item.level >= MEDIUM_LEVEL and age is AgeState.NOT_ASKED
            return "age_not_asked" if waits else None
        return None

    def _raises_at_departure(self, item: ItemId, answer: Answer) -> bool:
        found = self.pack.items[item]
        if found.phase != EMBARKATION or not found.flags:
            return False
        return any(
            Atom(item, FlagOpen(rule.flag)).true_for(self.pack, answer) for rule in found.flags
        )

    def _flat(self, names: tuple[str, ...]) -> Iterator[ItemId]:
        for path in names:
            order = self.pack.paths[path]
            named = {step.item for step in order if isinstance(step, AskStep)} | set(self.raised)
            for step in order:
                match step:
                    case AskStep(item):
                        yield item
                    case PhaseStep(phase):
                        yield from (i for i in self._of_phase(phase) if i not in named)
                    case InsertStep(phase):
                        yield from self._of_phase(phase)
                    case _:
                        continue
        yield from self.raised

    def _of_phase(self, phase: str) -> Iterator[ItemId]:
        return (item.id for item in self.pack.items.values() if item.phase == phase)


def _fields(state: State) -> dict[str, object]:
    return {name: getattr(state, name) for name in State.__slots__}
