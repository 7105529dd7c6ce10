# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index"
"""Going back restores what stood there; going on later is the same as never having stopped."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.interview import apply, fold
from app.domain.pack import Pack
from app.flow.engine import Engine
from app.flow.view import FlowView
from tests.app.domain.talking import Talk, random_answer

SCRIPTS = ("full", "short", "group", "embarkation")
AGENCIES = ("isa", "police", "jcg")
SEEDS = st.integers(0, 2**32)


def plan(talk: Talk) -> FlowView:
    return Engine(talk.pack).plan(talk.interview)


def course(view: FlowView) -> FlowView:
    """The view without what an event leaves for ever: flags and their clocks."""
    return replace(view, flags_open=(), timers=(), blocks_closing=())


def begun(pack: Pack, rng: random.Random) -> Talk:
    """An interview somewhere on its way, with skips, signs and breaks."""
    talk = Talk(
        pack, rng.choice(SCRIPTS), rng.choice(AGENCIES), prepared=rng.random() < 0.5, language=None
    )
    for _ in range(rng.randint(0, 50)):
        item = plan(talk).next_item
        if item is None:
            break
        _answer(talk, item, rng)
        if rng.random() < 0.1:
            talk.do("skipped", item=plan(talk).next_item or item)
        if rng.random() < 0.05:
            talk.do("sign_set", sign=rng.choice(sorted(pack.signs)))
    return talk


def _answer(talk: Talk, item: str, rng: random.Random) -> None:
    raw = "th" if item == "LANG-01" else random_answer(rng, talk.pack, talk.pack.items[item])
    if item == "CONS-06" and rng.random() < 0.8:
        raw = "yes"
    talk.say(item, 30 if item == "AGE-01" and rng.random() < 0.6 else raw)


@settings(max_examples=40)
@given(seed=SEEDS)
def test_back_after_next_restores(pack: Pack, seed: int) -> None:
    rng = random.Random(seed)
    talk = begun(pack, rng)
    before = plan(talk)
    flags = dict(talk.interview.flags)
    if before.next_item is None:
        return
    first = before.next_item
    _answer(talk, first, rng)
    after = plan(talk)
    given_answer = talk.interview.answers[first].answer
    talk.do("shown", item=first)  # back: a look at the item changes nothing
    assert course(plan(talk)) == course(after)
    assert talk.interview.answers[first].answer == given_answer
    assert talk.interview.current == first
    # A danger that was named stays named; a language once chosen is spoken until there is another.
    if dict(talk.interview.flags) == flags and first != "LANG-01":
        talk.do("cleared", item=first)
        assert course(plan(talk)) == course(before)


@settings(max_examples=40)
@given(seed=SEEDS)
def test_previous_leads_through_all_that_was_answered(pack: Pack, seed: int) -> None:
    talk = begun(pack, random.Random(seed))
    view = plan(talk)
    passed = [p.item for p in view.items if p.status.value in {"answered", "skipped"}]
    place = next((n for n, p in enumerate(view.items) if p.item == view.next_item), len(view.items))
    before = [p.item for p in view.items[:place] if p.item in passed]
    assert view.previous == (before[-1] if before else None)


@settings(max_examples=30)
@given(seed=SEEDS)
def test_resuming_equals_replaying(pack: Pack, seed: int) -> None:
    """Wherever the interview is put down, the stored events give the same state and the same course."""
    rng = random.Random(seed)
    talk = begun(pack, rng)
    cut = rng.randint(0, len(talk.events))
    resumed = fold(pack, talk.events[:cut])
    for event in talk.events[cut:]:
        resumed = apply(pack, resumed, event)
    assert resumed == fold(pack, talk.events) == talk.interview
    engine = Engine(pack)
    assert engine.plan(resumed) == engine.plan(talk.interview)


@settings(max_examples=30)
@given(seed=SEEDS)
def test_a_break_changes_nothing_of_the_course(pack: Pack, seed: int) -> None:
    talk = begun(pack, random.Random(seed))
    before = plan(talk)
    assert plan(talk.do("paused")) == before
    assert plan(talk.do("resumed")) == before


def test_a_cleared_answer_that_raised_a_flag_leaves_it_open(pack: Pack) -> None:
    """The control of the exception above: clearing hides no danger."""
    talk = Talk(pack).say("SAFE-01", "no")
    assert "unsafe_here" in talk.interview.flags_open
    talk.do("cleared", item="SAFE-01")
    assert "unsafe_here" in talk.interview.flags_open
    assert "SAFE-01" not in talk.interview.answers
