# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""Every code of the pack by itself: what speaks for it, what is silent, and the properties of DECISIONS.md §5."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content import load_builtin
from app.domain.condition import EvidenceRule, NumberTest, SpanTest
from app.domain.facts import Facts
from app.domain.pack import Item, Pack, Part, ValueType
from app.domain.parse import parse_answer
from app.indicators import Assessment, Elements, assess
from tests.app.domain.talking import Talk, takes_states
from tests.app.indicators.test_assess import AGE_ITEMS, at_most, codes, drawn, without

PACK = load_builtin()
TABLE = PACK.indicators
CODES = sorted({*TABLE.codes, *TABLE.forced_labour, *TABLE.elements})
MEANS = sorted(code.code for code in TABLE.elements.values() if code.element == "means")
EVERY_CODE = pytest.mark.parametrize("code", CODES)
SEEDS = st.integers(0, 2**32)
LONG, SHORT = ("7", "24"), ("9", "17")  # hours of a working day

#: Having agreed, having known what work it was, having come freely, doing sex work: never a minus.
CONSENTING: tuple[tuple[str, Any], ...] = (
    ("RECR-03", {"sector": "sex_services"}),
    ("RECR-05", "nothing"),
    ("RECR-06", {"copy": "yes", "readable": "yes"}),
    ("RECR-07", {"any": "no"}),
    ("TRAV-03", {"knew": "yes"}),
    ("TRAV-06", {"how": "chose_myself"}),
    ("WORK-01", {"sector": "sex_services"}),
    ("WORK-04", {"how": "own_account"}),
    ("WORK-05", {"refuse": "yes"}),
    ("MOVE-02", "yes"),
    ("MOVE-05", {"tried": "no"}),
    ("CTRL-02", "no"),
    ("CTRL-03", "no"),
    ("EMB-01", "yes"),
)


def rules_of(code: str) -> list[tuple[Item, EvidenceRule]]:
    return [
        (item, rule) for item in PACK.items.values() for rule in item.evidence if rule.code == code
    ]


def placed(item: Item, part: Part, value: Any) -> Any:
    """The value in the form of the answer's part."""
    if part.type is ValueType.MANY and value not in {"unsure", "declined"}:
        value = [value]
    return {part.id: value} if item.composite else value


def speaking(item: Item, rule: EvidenceRule) -> Iterator[Any]:
    """One answer for every value by which the rule can be met."""
    for when in rule.when:
        if isinstance(when, SpanTest):
            yield {when.start: LONG[0], when.end: LONG[1]}
        elif isinstance(when, NumberTest):
            step = {"lt": -1, "lte": 0, "gt": 1, "gte": 0}[when.op]
            yield placed(item, _part(item, rule), when.bound + step)
        else:
            yield placed(item, _part(item, rule), when)


def silent(item: Item, rule: EvidenceRule) -> Iterator[Any]:
    """Answers to the same part that meet no rule of the code: the opposite, others, no clear answer."""
    spans = [when for when in rule.when if isinstance(when, SpanTest)]
    numbers = [when for when in rule.when if isinstance(when, NumberTest)]
    if spans:
        yield {spans[0].start: SHORT[0], spans[0].end: SHORT[1]}
        return
    part = _part(item, rule)
    conditions = {
        w for r in item.evidence if r.code == rule.code and _part(item, r) == part for w in r.when
    }
    values: list[Any] = [option.id for option in part.options]
    values = ["yes", "no"] if part.type is ValueType.YN4 else values
    if numbers:
        values = [numbers[0].bound + {"lt": 0, "lte": 1, "gt": 0, "gte": -1}[numbers[0].op]]
    values += ["unsure", "declined"] if takes_states(item, part) else []
    yield from (placed(item, part, value) for value in values if value not in conditions)


def _part(item: Item, rule: EvidenceRule) -> Part:
    found = item.part(rule.part)
    assert found is not None
    return found


def told(*answers: tuple[str, Any], age: Any = 24) -> Facts:
    talk = Talk(PACK).say("AGE-01", age)
    for item, raw in answers:
        talk.say(item, raw)
    return talk.facts


def add(facts: Facts, item: Item, raw: Any) -> Facts:
    answer = parse_answer(item, raw, PACK.recipients)
    return replace(facts, answers={**facts.answers, item.id: answer})


def supported(facts: Facts, code: str, rng: random.Random) -> Facts:
    """The same interview with one speaking answer to every item that can support the code."""
    for item, rule in rules_of(code):
        facts = add(facts, item, rng.choice(list(speaking(item, rule))))
    return facts


def entry(result: Assessment, code: str) -> Any:
    return next(found for found in result.entries if found.code == code)


def test_there_are_a_hundred_codes(pack: Pack) -> None:
    assert len(CODES) == 100
    assert pack.sha256 == PACK.sha256


@EVERY_CODE
def test_a_supporting_answer_speaks_and_its_opposite_is_silent(code: str) -> None:
    nothing = told()
    found = rules_of(code)
    assert found
    for item, rule in found:
        loud, quiet = list(speaking(item, rule)), list(silent(item, rule))
        assert loud
        assert quiet
        for raw in loud:
            assert code in codes(assess(add(nothing, item, raw))), (item.id, raw)
        for raw in quiet:
            assert code not in codes(assess(add(nothing, item, raw))), (item.id, raw)


@EVERY_CODE
@settings(max_examples=2)
@given(seed=SEEDS)
def test_a_supporting_answer_never_lowers_concern(code: str, seed: int) -> None:
    facts, rng = drawn(PACK, seed, 12), random.Random(seed)
    item, rule = rng.choice(rules_of(code))
    open_ = without(facts, {item.id} - AGE_ITEMS)
    if item.id in AGE_ITEMS:  # these also decide the age: only the code is judged
        return
    more = assess(add(open_, item, rng.choice(list(speaking(item, rule)))))
    assert code in codes(more)
    assert at_most(assess(open_), more)


@EVERY_CODE
@settings(max_examples=2)
@given(seed=SEEDS)
def test_an_entry_rests_on_its_cited_answers_alone(code: str, seed: int) -> None:
    rng = random.Random(seed)
    facts = supported(drawn(PACK, seed, 8), code, rng)
    result = assess(facts)
    mine = entry(result, code)
    assert set(mine.items) <= set(facts.answers)
    assert code not in codes(assess(without(facts, mine.items)))  # all of them gone: it drops
    for item in mine.items:
        fewer = assess(without(facts, {item} - AGE_ITEMS))
        assert at_most(fewer, result)  # one of them gone: never stronger
        alone = assess(without(facts, set(mine.items) - {item}))
        assert code in codes(alone)  # {item} is a smallest sufficient set
    uncited = set(facts.answers) - set(mine.items) - AGE_ITEMS
    assert entry(assess(without(facts, uncited)), code).supports == mine.supports


@EVERY_CODE
def test_having_agreed_or_known_takes_nothing_away(code: str) -> None:
    rng = random.Random(code)
    base = supported(told(), code, rng)
    before = assess(base)
    for name, raw in CONSENTING:
        if name in base.answers:
            continue
        more = assess(add(base, PACK.items[name], raw))
        assert at_most(before, more), name
        assert entry(more, code).supports == entry(before, code).supports


ACT, PURPOSE = ("RECR-01", "agency"), ("WORK-08", "no_rest")


@pytest.mark.parametrize("age", [12, 17, "unsure"])
@pytest.mark.parametrize("code", MEANS)
def test_a_child_needs_no_means(code: str, age: Any) -> None:
    without_means = told(ACT, PURPOSE, age=age)
    result = assess(without_means)
    assert (result.elements, result.means) == (Elements.INDICATED, ())
    with_means = assess(supported(without_means, code, random.Random(code)))
    assert with_means.elements is Elements.INDICATED
    adult = told(ACT, PURPOSE)
    assert assess(adult).elements is Elements.PARTLY
    assert assess(supported(adult, code, random.Random(code))).elements is Elements.INDICATED
