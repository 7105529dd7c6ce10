# SPDX-License-Identifier: MIT
"""A script as a machine: which items stand next after classes of answers (CONTENT.md §5, §6).

States are small and hashable, so that every one of them can be visited. `compare` shows that the
machine asks the same items in the same order as `app.flow.engine`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from app.content.walk.answers import (
    EMBARKATION,
    TODAY,
    Atom,
    Class,
    classes,
    flow_flags,
)
from app.content.walk.guard import Guard, GuardCompiler, GuardFrame, Rest
from app.domain.age import PROTECTIVE, AgeFacts, age_state
from app.domain.condition import AgeState, AllOf, FlagOpen
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
    SwitchStep,
)
from app.flow.rest import HARD_RUN, is_hard
from app.flow.route import CHILD, LEAVES_FREELY, raised
from app.ids import FlagId, ItemId

Route = tuple[tuple[ItemId, ...], tuple[ItemId, ...]]
AT_THE_GATE: Final = "embarkation"
NO_CLASS: Final = -1
BREAK: Final = "BREAK"  # the words of the offer
OPEN_WORDS: Final = frozenset({"yes", "short"})


@dataclass(frozen=True, slots=True)
class WalkState:
    """``asked`` and ``true`` are bit sets over items and atoms; the rest is what gates look at."""

    asked: int = 0
    true: int = 0
    consent: str | None = None  # the word of the consent to talk; None: not answered
    assent: str | None = None
    language: bool = False
    age_answers: tuple[int, ...] = ()  # numbers of the classes of the items on the age
    doubts_departure: bool = False
    hard_run: int = 0  # hard questions in a row since an easier one or an offer of a break

    @property
    def gates(self) -> tuple[str | None, str | None, bool]:
        """What the locks can tell apart."""
        consent = "open" if self.consent in OPEN_WORDS else self.consent and "shut"
        return consent, self.assent and ("yes" if self.assent == "yes" else "shut"), self.language


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
        found = {
            atom
            for mine in self.classes.values()
            for answer_class in mine
            for atom in answer_class.true
        }
        return {atom: 1 << number for number, atom in enumerate(sorted(found, key=repr))}

    @cached_property
    def flag_bit(self) -> dict[FlagId, int]:
        """Flags that a condition raises stay raised: each has a bit of its own beside the atoms."""
        first = len(self.atom_bit)
        named = (flag for flag in sorted(flow_flags(self.pack)) if flag in self.pack.flags)
        raised = [flag for flag in named if self.pack.flags[flag].raised_when is not None]
        return {flag: 1 << (first + number) for number, flag in enumerate(raised)}

    @cached_property
    def atoms_by_item(self) -> dict[ItemId, int]:
        found: dict[ItemId, int] = dict.fromkeys(self.classes, 0)
        for atom, bit in self.atom_bit.items():
            found[atom.item] |= bit
        return found

    @cached_property
    def raised(self) -> tuple[ItemId, ...]:
        """Items that come at once, in any phase."""
        return raised(self.pack)

    def route(self, names: tuple[str, ...]) -> tuple[ItemId, ...]:
        """The items of some paths walked one after the other, each once, raised ones last."""
        return tuple(dict.fromkeys([*self._flat(names), *self.raised]))

    def _flat(self, names: tuple[str, ...]) -> Iterator[ItemId]:
        for path in names:
            order = self.pack.paths[path]
            named = {step.item for step in order if isinstance(step, AskStep)} | set(self.raised)
            for step in order:
                match step:
                    case AskStep(item):
                        yield item
                    case PhaseStep(phase):
                        yield from (item for item in self._of_phase(phase) if item not in named)
                    case InsertStep(phase):
                        yield from self._of_phase(phase)
                    case _:
                        continue

    def _of_phase(self, phase: str) -> Iterator[ItemId]:
        return (item.id for item in self.pack.items.values() if item.phase == phase)


@dataclass(frozen=True)
class Machine:
    """One script in one frame."""

    script: Script
    frame: GuardFrame
    _ages: dict[tuple[int, ...], AgeState] = field(default_factory=dict)
    _routes: dict[tuple[str, ...], Route] = field(default_factory=dict)
    _locks: dict[object, int] = field(default_factory=dict)
    _held: dict[object, bool] = field(default_factory=dict)
    _rests: dict[object, Rest] = field(default_factory=dict)

    @cached_property
    def pack(self) -> Pack:
        return self.script.pack

    @cached_property
    def age_items(self) -> tuple[ItemId, ...]:
        return self.pack.roles.age_items

    @cached_property
    def likeness(self) -> object:
        """Frames with equal likeness walk alike: one visit stands for both."""
        ages = self.age(self.start()), self.pack.roles.apparent_minor in self.frame.signs
        return frozenset(self.guards.items()), self.others, self.goes_on, ages

    @cached_property
    def compiler(self) -> GuardCompiler:
        return GuardCompiler(
            self.pack,
            self.frame,
            lambda atom: self.script.atom_bit.get(atom, 0),
            lambda flag: self.script.flag_bit.get(flag, 0),
        )

    @cached_property
    def guards(self) -> dict[Guard, int]:
        """Each distinct guard with the set of items that it lets in."""
        found: dict[Guard, int] = {}
        for name, item in self.pack.items.items():
            guard = self._due(item)
            found[guard] = found.get(guard, 0) | self.script.bit[name]
        return found

    @cached_property
    def others(self) -> Guard:
        return self.compiler.guard(FlagOpen(self.pack.roles.others_in_danger))

    @cached_property
    def goes_on(self) -> tuple[tuple[str, Guard], ...]:
        """Where the embarkation check leads, and when."""
        steps = self.pack.paths[AT_THE_GATE]
        found = [step for step in steps if isinstance(step, ContinueStep)]
        return tuple((step.path, self.compiler.guard(step.when)) for step in found)

    @cached_property
    def _switches(self) -> tuple[tuple[str, Guard], ...]:
        found = [s for s in self.pack.paths[self.frame.script] if isinstance(s, SwitchStep)]
        return tuple((step.path, self.compiler.guard(step.when)) for step in found)

    def age(self, state: WalkState) -> AgeState:
        """The age state, decided by `app.domain.age`."""
        key = state.age_answers
        if key not in self._ages:
            given = [
                self.script.classes[item][number].answer
                for item, number in zip(self.age_items, key, strict=True)
                if number != NO_CLASS
            ]
            answers = {answer.item: answer for answer in given if answer}
            facts = AgeFacts(self.pack.roles, answers, self.frame.signs, TODAY)
            self._ages[key] = age_state(facts)
        return self._ages[key]

    def ready(self, state: WalkState) -> Iterator[ItemId]:
        """The items that can be asked now, in the order in which the script would ask them."""
        age, bit = self.age(state), self.script.bit
        may = self.unlocked(state) & ~state.asked
        due = 0
        for guard, items in self.guards.items():
            if items & may and self.holds(guard, state.true, age):
                due |= items
        may &= due
        yield from (name for name in self.script.raised if bit[name] & may)
        body, closing = self._split(state)
        if self.others.holds(state.true, age):
            yield from (name for name in self.pack.roles.others if name in body and bit[name] & may)
        yield from (name for name in body if bit[name] & may)
        yield from (name for name in closing if bit[name] & may)

    def step(self, state: WalkState, item: ItemId, given: Class) -> WalkState:
        """The state after an answer of this class to an item that can change the course."""
        bits = sum(self.script.atom_bit[atom] for atom in given.true)
        new = replace(
            state,
            asked=state.asked | self.script.bit[item],
            true=state.true | bits,
            hard_run=self.after(state.hard_run, item)[0],
        )
        return self._raised(self._answered(new, item, given))

    def after(self, run: int, item: ItemId) -> tuple[int, bool]:
        """The run of hard questions after this item, and whether a break is offered then."""
        asked = self.pack.items[item]
        if asked.audience is not Audience.PERSON:
            return run, False
        run = run + 1 if is_hard(asked) else 0
        offered = run >= HARD_RUN and BREAK in self.pack.shared_texts
        return (0 if offered else run), offered

    def start(self) -> WalkState:
        """The state before the first question."""
        unknown = (NO_CLASS,) * len(self.age_items)
        return self._raised(WalkState(age_answers=unknown))

    def _raised(self, state: WalkState) -> WalkState:
        """Raise the flags whose condition holds now; they stay (`app.domain.interview`)."""
        age, bits = self.age(state), 0
        for bit, when in self._raising:
            if when.holds(state.true, age):
                bits |= bit
        return replace(state, true=state.true | bits) if bits & ~state.true else state

    @cached_property
    def _raising(self) -> tuple[tuple[int, Guard], ...]:
        pairs = self.script.flag_bit.items()
        flags = self.pack.flags
        return tuple((bit, self.compiler.guard(flags[flag].raised_when)) for flag, bit in pairs)

    def _answered(self, new: WalkState, item: ItemId, given: Class) -> WalkState:
        roles = self.pack.roles
        if item in self.age_items:
            numbers = list(new.age_answers)
            numbers[self.age_items.index(item)] = self.script.classes[item].index(given)
            new = replace(new, age_answers=tuple(numbers))
        if given.answer is None:
            return new
        if item == roles.interview_consent.item:
            return replace(new, consent=given.word)
        if item == roles.assent.item:
            return replace(new, assent=given.word)
        if item == roles.language.item:
            return replace(new, language=given.word == "named")
        if self._doubts(item, given):
            return replace(new, doubts_departure=True)
        return new

    def unlocked(self, state: WalkState) -> int:
        """The set of items that no lock holds back."""
        key = (state.gates, self.age(state))
        if key not in self._locks:
            bit = self.script.bit
            free = (i for i in self.pack.items.values() if self.lock(state, i) is None)
            self._locks[key] = sum(bit[item.id] for item in free)
        return self._locks[key]

    def lock(self, state: WalkState, item: Item) -> str | None:
        """Why the item must not be asked: `app.domain.lock` without the condition locks."""
        age = self.age(state)
        if age in PROTECTIVE and item.id not in self.pack.child_allowed:
            return "child_path"
        officer = item.audience is Audience.OFFICER and item.phase != EMBARKATION
        if not state.language and item.id != self.pack.roles.language.item and not officer:
            return "gate_open"
        return self._gate(state, item, age)

    def route(self, state: WalkState) -> tuple[ItemId, ...]:
        """The items of the paths walked, each once."""
        body, closing = self._split(state)
        return (*body, *closing)

    def holds(self, guard: Guard, true: int, age: AgeState) -> bool:
        key = (id(guard), true & guard.support, age)
        if key not in self._held:
            self._held[key] = guard.holds(true, age)
        return self._held[key]

    def rest(self, guard: Guard, true: int, settled: int, age: AgeState | None) -> Rest:
        key = (id(guard), true & guard.support, settled & guard.support, age)
        if key not in self._rests:
            self._rests[key] = guard.rest(true, settled, age)
        return self._rests[key]

    def _split(self, state: WalkState) -> Route:
        """The route in two: what comes before the closing, and the closing."""
        names = self.paths(state)
        if names not in self._routes:
            items = self.script.route(names)
            closing = [i for i in items if self.pack.items[i].phase == CLOSING_PHASE]
            self._routes[names] = (tuple(i for i in items if i not in closing), tuple(closing))
        return self._routes[names]

    def paths(self, state: WalkState) -> tuple[str, ...]:
        """The names of the paths walked so far and now."""
        age, script = self.age(state), self.frame.script
        child = age in PROTECTIVE
        if script != AT_THE_GATE:
            to = (path for path, when in self._switches if when.holds(state.true, age))
            return (next(to, script) if child else script,)
        on = next((path for path, when in self.goes_on if when.holds(state.true, age)), None)
        if child and (on or state.doubts_departure):
            return (script, CHILD)
        return (script, on) if on else (script,)

    def _due(self, item: Item) -> Guard:
        """An item's own condition; an inserted one also needs the condition of its insertion."""
        steps = (step for path in self.pack.paths.values() for step in path)
        inserts = [s for s in steps if isinstance(s, InsertStep) and s.phase == item.phase]
        if not inserts or inserts[0].when == item.condition:
            return self.compiler.guard(item.condition)
        terms = tuple(c for c in (inserts[0].when, item.condition) if c is not None)
        return self.compiler.guard(AllOf(terms))

    def _gate(self, state: WalkState, item: Item, age: AgeState) -> str | None:
        child = age in PROTECTIVE
        agreement = state.assent if child else state.consent
        agreed = state.assent == "yes" if child else state.consent in OPEN_WORDS
        match item.gate:
            case Gate.OPEN:
                return None
            case Gate.CARE:
                return None if agreement is not None else "gate_care"
            case Gate.ASSENT:
                return None if state.assent == "yes" else "gate_assent"
            case Gate.CONTENT:
                if not agreed:
                    return "gate_assent" if child else "gate_content"
                waits = item.level >= MEDIUM_LEVEL and age is AgeState.NOT_ASKED
                return "age_not_asked" if waits else None

    def _doubts(self, item: ItemId, given: Class) -> bool:
        """An answer at the gate after which a child's interview goes on (CONTENT.md §6)."""
        if item == self.pack.roles.departure.item and given.word != LEAVES_FREELY:
            return True
        found = self.pack.items[item]
        if found.phase != EMBARKATION or given.answer is None:
            return False
        atoms = (Atom(item, FlagOpen(rule.flag)) for rule in found.flags)
        return any(atom.true_for(self.pack, given.answer) for atom in atoms)
