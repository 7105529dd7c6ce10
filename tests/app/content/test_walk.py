# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in the script.
# mypy: disable-error-code="arg-type,index"
"""The walk: it is the engine, it counts exactly, and it notices what it is there to notice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.content.lint import walk_faults
from app.content.walk.answers import classes, leaves, never_true, steering
from app.content.walk.compare import _compare, disagreements
from app.content.walk.explore import ContentWalk, _Visit, frames, walk
from app.content.walk.guard import ALWAYS, Guard, GuardFrame, _over
from app.content.walk.machine import Machine, Script, WalkState
from app.domain.condition import AgeState, AllOf, AnswerIn, EventIs, FlagOpen, Not, SignSet
from app.domain.interview import Interview
from app.domain.pack import AskStep, Gate, Pack, Variant
from app.flow.engine import Engine
from app.ids import ItemId


def visit(pack: Pack, frame: GuardFrame, max_states: int = 50_000) -> ContentWalk:
    found = ContentWalk(frame.script)
    _Visit(Machine(Script(pack), frame), found, max_states).run()
    return found


def checks(found: ContentWalk) -> set[str]:
    return {fault.check for fault in found.faults.values()}


def with_item(pack: Pack, name: str, **changes: Any) -> Pack:
    items: dict[Any, Any] = {**pack.items, name: replace(pack.items[name], **changes)}
    return replace(pack, items=MappingProxyType(items))


def without(pack: Pack, path: str, *names: str) -> Pack:
    steps = tuple(s for s in pack.paths[path] if not (isinstance(s, AskStep) and s.item in names))
    return replace(pack, paths=MappingProxyType({**pack.paths, path: steps}))


SHORT = GuardFrame("short", "isa")


def test_classes_tell_apart_what_conditions_tell_apart(pack: Pack) -> None:
    found = classes(pack)
    assert {answer_class.word for answer_class in found["CONS-06"]} >= {
        "yes",
        "short",
        "later",
        "no",
        "unsure",
        "declined",
        "",
    }
    assert len(found["IDEN-04"]) == 2  # Japanese, or not
    assert len(found["WORK-03"]) == 2  # evidence, or not
    assert any(answer_class.true for answer_class in found["WORK-03"])
    assert "SAFE-02" not in found  # changes cards only


def test_every_answer_of_the_course_can_be_made_true(pack: Pack) -> None:
    """An atom that no candidate answer makes true would hide a branch from the walk."""
    made = {
        atom.leaf
        for mine in classes(pack).values()
        for answer_class in mine
        for atom in answer_class.true
    }
    asked = {leaf for condition in steering(pack) for leaf in leaves(condition)}
    assert {leaf for leaf in asked if isinstance(leaf, AnswerIn)} <= made


def test_the_machine_is_the_engine(pack: Pack) -> None:
    assert list(disagreements(Script(pack), 24, seed=7)) == []


@dataclass(frozen=True)
class Reversed(Machine):
    """A machine that is wrong on purpose."""

    def ready(self, state: WalkState) -> Iterator[ItemId]:
        yield from reversed(list(super().ready(state)))


def test_a_wrong_machine_is_noticed(pack: Pack) -> None:
    assert _compare(Reversed(Script(pack), SHORT), random.Random(1))


@dataclass(frozen=True)
class Tireless(Engine):
    """An engine that never offers a break."""

    def break_due(self, interview: Interview, now: datetime) -> bool:
        del interview, now
        return False


def test_an_engine_without_breaks_is_noticed(pack: Pack) -> None:
    harder = pack
    for name in ("RECR-05", "CTRL-01", "CTRL-04", "WORK-03", "WORK-04"):  # one after the other
        harder = with_item(harder, name, level=3, lead_in="LEAD-HARD")
    machine = Machine(Script(harder), SHORT)
    found = [_compare(machine, random.Random(seed), Tireless(harder)) for seed in range(30)]
    assert any(line and "without a break" in line for line in found)
    assert not any(_compare(machine, random.Random(seed)) for seed in range(30))


def test_short_script_in_one_frame(pack: Pack) -> None:
    found = visit(pack, SHORT)
    assert found.complete
    assert checks(found) == set()
    assert found.paths > 10_000
    assert found.safe == found.states
    assert {"CLOS-05", "OTHR-01", "NEED-05a", "CHLD-03"} <= found.reached


def test_paths_are_counted_exactly(pack: Pack) -> None:
    """Cut down to few items, the count is what counting by hand gives."""
    way = (AskStep(ItemId("LANG-01")), AskStep(ItemId("SAFE-01")), AskStep(ItemId("CLOS-06")))
    small = replace(pack, paths=MappingProxyType({**pack.paths, "short": way}))
    found = visit(small, SHORT)
    answers = len(classes(small)["LANG-01"])
    follow_up = found.paths - answers  # raised items can follow nothing here
    assert (found.paths, follow_up) == (answers, 0)


def test_frames_vary_agencies_signs_and_flags(pack: Pack) -> None:
    every_frame = list(frames(pack, "full"))
    assert {frame.agency for frame in every_frame} == {"isa", "police", "jcg"}
    assert {"distress", "apparent_minor", "organ", "labour_opened"} <= {
        s for f in every_frame for s in f.signs
    }
    assert {"others_in_danger", "organ_removal", "age_doubt"} <= {
        s for f in every_frame for s in f.flags
    }


def test_a_dead_end_is_noticed(pack: Pack) -> None:
    assert checks(visit(without(pack, "short", "CONS-06"), SHORT)) == {"dead_end"}


def test_a_missing_closing_is_noticed(pack: Pack) -> None:
    locked = pack
    for name in ("CLOS-03", "CLOS-04", "CLOS-05", "CLOS-06"):
        locked = with_item(locked, name, condition=FlagOpen("never"))
    assert "dead_end" in checks(visit(locked, SHORT))


def test_level_three_without_lead_in_is_noticed(pack: Pack) -> None:
    assert checks(visit(with_item(pack, "NEED-05b", lead_in=None), SHORT)) == {"lead_in"}
    for agency, expected in (("isa", {"lead_in"}), ("police", set())):
        own = {agency: Variant(None, None, "LEAD-NONE")}  # what one agency says in its place
        assert checks(visit(with_item(pack, "NEED-05b", variants=own), SHORT)) == expected


def test_level_three_without_precondition_is_noticed(pack: Pack) -> None:
    assert "level" in checks(visit(with_item(pack, "NEED-05a", condition=None), SHORT))


def test_a_precondition_that_always_holds_is_none(pack: Pack) -> None:
    broken = with_item(pack, "NEED-05a", condition=EventIs("started"))
    assert "level" in checks(visit(broken, SHORT))


def test_danger_behind_a_lock_is_noticed(pack: Pack) -> None:
    assert "make_safe" in checks(visit(with_item(pack, "NEED-05a", gate=Gate.CONTENT), SHORT))


def test_hard_questions_without_an_offer_of_a_break_are_noticed(pack: Pack) -> None:
    texts = {name: text for name, text in pack.shared_texts.items() if name != "BREAK"}
    broken = replace(pack, shared_texts=MappingProxyType(texts))
    harder = with_item(broken, "CTRL-04", level=3, lead_in="LEAD-HARD")
    assert "break" in checks(visit(harder, SHORT))
    assert "break" not in checks(visit(pack, SHORT))


def test_a_condition_that_no_answer_meets_is_noticed(pack: Pack) -> None:
    assert list(never_true(pack)) == []
    never = AnswerIn(ItemId("SAFE-01"), None, frozenset({"evidence"}))
    found = list(never_true(with_item(pack, "OTHR-01", condition=never)))
    assert [(fault.check, fault.where) for fault in found] == [("predicate", "OTHR-01")]


def test_an_item_that_nothing_reaches_is_noticed(pack: Pack) -> None:
    never = AnswerIn(ItemId("SAFE-01"), None, frozenset({"yes"}))
    broken = with_item(pack, "OTHR-01", condition=AllOf((never, Not(never))))
    found = visit(broken, SHORT)
    assert "OTHR-01" not in found.reached
    faults = walk_faults(broken, [found], 0)
    assert ("reachable", "OTHR-01") in {(fault.check, fault.where) for fault in faults}


def test_a_bounded_walk_says_so(pack: Pack) -> None:
    found = walk(Script(pack), "short", max_states=50)
    assert not found.complete
    assert "walk" in {fault.check for fault in walk_faults(pack, [found], 0)}


def guards() -> st.SearchStrategy[Guard]:
    atoms = st.integers(0, 5).map(lambda n: Guard("atom", bits=1 << n, support=1 << n))
    base = st.one_of(
        st.just(ALWAYS), atoms, st.just(Guard("age", ages=frozenset({AgeState.CHILD})))
    )
    return st.recursive(
        base,
        lambda inner: st.one_of(
            inner.map(lambda term: _over("not", [term])),
            st.lists(inner, min_size=1, max_size=3).map(lambda some: _over("any", some)),
            st.lists(inner, min_size=1, max_size=3).map(lambda some: _over("all", some)),
        ),
        max_leaves=8,
    )


@given(
    guards(), st.integers(0, 63), st.integers(0, 63), st.integers(0, 63), st.sampled_from(AgeState)
)
def test_what_is_settled_stays(
    guard: Guard, true: int, settled: int, later: int, age: AgeState
) -> None:
    """A rest of True or False never changes, whatever the unknown atoms turn out to be."""
    now = true & settled
    rest = guard.rest(now, settled, age)
    if isinstance(rest, bool):
        assert guard.holds(now | (later & ~settled), age) is rest


def test_a_sign_in_the_frame_makes_its_guard_stand(pack: Pack) -> None:
    machine = Machine(Script(pack), GuardFrame("full", "isa", signs=frozenset({"distress"})))
    assert machine.compiler.guard(SignSet("distress")) == ALWAYS
    state = replace(machine.start(), language=True)
    assert next(machine.ready(state)) == "NEED-05a"
