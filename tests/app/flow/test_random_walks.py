# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in the script.
# mypy: disable-error-code="arg-type,index"
"""Ten thousand random walks per agency, and none ever stands in a forbidden state.

The walks run in the machine of `app.content.walk`; what is forbidden is judged here from the answers
alone, with the product's evaluator. Some of the walks of each agency are answered in the real engine
as well and must ask the same items in the same order: the machine speaks for the engine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from app.content.walk.answers import TODAY, flow_flags
from app.content.walk.compare import _compare, pick
from app.content.walk.guard import GuardFrame
from app.content.walk.machine import Machine, Script, WalkState
from app.domain.age import PROTECTIVE, AgeFacts, age_state
from app.domain.condition import AgeState
from app.domain.facts import Facts
from app.domain.pack import Audience, Gate, Item, Pack
from app.domain.value import Answer
from app.flow.rest import HARD_RUN
from app.ids import FlagId, ItemId
from tests.counts import count

# Walked over and over: what these lines cover is covered elsewhere, and counting them takes three times as long.
pytestmark = [pytest.mark.uncounted, pytest.mark.slow]

AGENCIES = ("isa", "police", "jcg")
SCRIPTS = ("full", "short", "group", "embarkation")
WALKS = count(3_000, 10_000)
IN_THE_ENGINE = count(30, 400)
FRAMES = 12  # of each script: what the officer saw and raised before the first question
CLOSING = "CLOS"
HARD_LEADS = {"LEAD-HARD", "LEAD-LAW-HARD"}  # each says that the question may be hard


@pytest.fixture(scope="module")
def script(pack: Pack) -> Script:
    return Script(pack)


def frames(pack: Pack, agency: str, rng: random.Random) -> Iterator[GuardFrame]:
    """Frames of every script: none, one or several signs and flags."""
    signs, flags = sorted(pack.signs), sorted(flow_flags(pack))
    for name in SCRIPTS:
        yield GuardFrame(name, agency)
        for _ in range(FRAMES - 1):
            yield GuardFrame(
                name,
                agency,
                frozenset(rng.sample(signs, rng.randint(0, 2))),
                frozenset(rng.sample(flags, rng.randint(0, 1))),
            )


@dataclass
class Judge:
    """Watches one walk. Knows nothing of the machine: only what was asked and answered."""

    pack: Pack
    frame: GuardFrame
    answers: dict[ItemId, Answer] = field(default_factory=dict)
    asked: set[ItemId] = field(default_factory=set)
    flags: set[FlagId] = field(default_factory=set)
    age: AgeState = AgeState.NOT_ASKED
    hard: int = 0

    def __post_init__(self) -> None:
        self.flags |= self.frame.flags
        self._look()

    def _facts(self) -> Facts:
        return Facts(
            self.pack, self.frame.script, self.frame.agency, TODAY, self.answers, self.frame.signs,
            frozenset(self.flags),
        )  # fmt: skip

    def _look(self) -> None:
        """The age state and the flags that a condition raises."""
        answers = {
            name: self.answers[name] for name in self.pack.roles.age_items if name in self.answers
        }
        self.age = age_state(AgeFacts(self.pack.roles, answers, self.frame.signs, TODAY))

    def before(self, name: ItemId) -> None:
        """The item is about to be asked."""
        item = self.pack.items[name]
        assert name not in self.asked, "asked twice"
        self.asked.add(name)
        if item.audience is Audience.PERSON and name != "LANG-01":
            assert self._word("LANG-01") not in {None, "unsure", "declined"}, "before the language"
        if self.age in PROTECTIVE:
            assert name in self.pack.child_allowed, "not for a child"
        agreed = self._agreed()
        if item.gate is Gate.CONTENT:
            assert agreed, "content before consent"
            assert item.level < 2 or self.age is not AgeState.NOT_ASKED, "before the age"
        if item.audience is Audience.PERSON:
            self._hard(item, agreed=agreed)
        if item.condition is not None and not item.flags and not self._flagged(item):
            assert self._facts().holds(item.condition), "its condition is false"

    def after(self, name: ItemId, answer: Answer | None) -> None:
        if answer is None:
            return
        self.answers[name] = answer
        if self.pack.items[name].flags:
            self.flags |= set(self._facts().flags_met(self.pack.items[name]))
        if name in self.pack.roles.age_items:
            self._look()

    def at_end(self) -> None:
        if (
            self._word("LANG-01") in {None, "unsure", "declined"}
            or self.frame.script == "embarkation"
        ):
            return
        assert any(self.pack.items[name].phase == CLOSING for name in self.asked), "no closing"

    def _hard(self, item: Item, *, agreed: bool) -> None:
        """Level 3: lead-in, and consent and age or a danger that calls for it; breaks offered."""
        if item.level < 3:
            self.hard = 0
            return
        assert item.led_in_by(self.frame.agency) in HARD_LEADS, "no lead-in"
        if item.gate is not Gate.OPEN:
            assert agreed, "hard before consent"
            assert self.age is not AgeState.NOT_ASKED, "hard before the age"
        self.hard = self.hard + 1 if self.hard < HARD_RUN else 1  # the engine offers a break there

    def _agreed(self) -> bool:
        if self.age in PROTECTIVE:
            return self._word("CHLD-00") == "yes"
        return self._word("CONS-06") in {"yes", "short"}

    def _flagged(self, item: Item) -> bool:
        """Flags raised by conditions are not followed here: items that wait for one are passed over."""
        return "FlagOpen" in repr(item.condition)

    def _word(self, name: str) -> str | None:
        answer = self.answers.get(ItemId(name))
        if answer is None:
            return None
        first = next(iter(answer.parts.values()))
        return first.state.value if first.state else str(first.data)


def stroll(machine: Machine, rng: random.Random) -> tuple[Judge, int]:
    """One walk to its end. Returns the judge and the number of questions."""
    judge, state, steps = Judge(machine.pack, machine.frame), machine.start(), 0
    raised = machine.pack.items[machine.script.raised[0]]
    while (name := next(machine.ready(state), None)) is not None:
        judge.before(name)
        if state.language:
            assert machine.lock(state, raised) is None, "danger cannot be met"
        state = _answered(machine, state, name, judge, rng)
        steps += 1
    judge.at_end()
    return judge, steps


def _answered(
    machine: Machine, state: WalkState, name: ItemId, judge: Judge, rng: random.Random
) -> WalkState:
    classes = machine.script.classes.get(name)
    if classes is None:
        return replace(state, asked=state.asked | machine.script.bit[name])
    answer_class = pick(machine.pack.roles, name, classes, rng)
    judge.after(name, answer_class.answer)
    return machine.step(state, name, answer_class)


@pytest.mark.parametrize("agency", AGENCIES)
def test_no_forbidden_state_in_thousands_of_walks(script: Script, agency: str) -> None:
    rng = random.Random(f"walks of {agency}")
    machines = [Machine(script, frame) for frame in frames(script.pack, agency, rng)]
    seen: set[ItemId] = set()
    ages: set[AgeState] = set()
    steps = 0
    for number in range(WALKS):
        judge, asked = stroll(machines[number % len(machines)], rng)
        seen |= judge.asked
        ages.add(judge.age)
        steps += asked
    assert steps > 10 * WALKS
    assert set(AgeState) == ages
    assert len(seen) > 0.8 * len(script.pack.items)


@pytest.mark.parametrize("agency", AGENCIES)
def test_the_engine_asks_what_the_walks_ask(script: Script, agency: str) -> None:
    rng = random.Random(f"engine of {agency}")
    machines = [Machine(script, frame) for frame in frames(script.pack, agency, rng)]
    differing = [_compare(machines[number % len(machines)], rng) for number in range(IN_THE_ENGINE)]
    assert [line for line in differing if line] == []


@dataclass(frozen=True)
class Unlocked(Machine):
    """A machine without locks: what the judge is there to notice."""

    def lock(self, _state: WalkState, _item: Item) -> str | None:
        return None


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_machine_without_locks_is_noticed(script: Script, name: str) -> None:
    rng = random.Random(name)
    loose = Unlocked(script, GuardFrame(name, "isa"))

    def walks() -> None:
        for _ in range(50):
            stroll(loose, rng)

    with pytest.raises(AssertionError, match=r"content before consent|not for a child|before the"):
        walks()
