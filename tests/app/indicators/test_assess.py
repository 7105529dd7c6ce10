# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""Indicators explain themselves and are monotone (DECISIONS.md §5)."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.facts import Facts
from app.domain.indicator_table import NOT_LISTED
from app.domain.pack import Pack
from app.indicators import Assessment, Elements, Grade, assess
from app.indicators.grade import code_grades, grade_of, smallest_sets
from tests.app.domain.talking import Talk, random_answer

ORDER = {Grade.NONE_SO_FAR: 0, Grade.SOME: 1, Grade.UNGRADED: 2, Grade.POSITIVE: 3}
ELEMENTS = {Elements.NOT_SO_FAR: 0, Elements.PARTLY: 1, Elements.INDICATED: 2}
AGE_ITEMS = {"AGE-01", "AGE-02", "PREP-05"}


def drawn(pack: Pack, seed: int, number: int = 25) -> Facts:
    """Random answers to random items, with an adult age so that only evidence differs."""
    rng = random.Random(seed)
    talk = Talk(pack).adult()
    items = [i for i in pack.items.values() if i.evidence and i.id not in AGE_ITEMS]
    for item in rng.sample(items, min(number, len(items))):
        talk.say(item.id, random_answer(rng, pack, item))
    return talk.facts


def without(facts: Facts, items: Iterable[str]) -> Facts:
    gone = set(items)
    return replace(facts, answers={k: v for k, v in facts.answers.items() if k not in gone})


def codes(result: Assessment) -> set[str]:
    return {entry.code for entry in result.entries}


def at_most(less: Assessment, more: Assessment) -> bool:
    return (
        codes(less) <= codes(more)
        and ELEMENTS[less.elements] <= ELEMENTS[more.elements]
        and all(
            ORDER[less.dimensions[d].grade] <= ORDER[more.dimensions[d].grade]
            for d in more.dimensions
        )
        and (more.pattern or not less.pattern)
    )


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_more_evidence_never_lowers_concern(pack: Pack, seed: int) -> None:
    facts = drawn(pack, seed)
    rng = random.Random(seed)
    gone = rng.sample(list(facts.answers), rng.randint(1, len(facts.answers) - 1))
    kept = without(facts, set(gone) - AGE_ITEMS)
    assert at_most(assess(kept), assess(facts))


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_entries_rest_on_what_they_cite(pack: Pack, seed: int) -> None:
    facts = drawn(pack, seed, 15)
    result = assess(facts)
    for entry in result.entries:
        assert entry.items
        rest = assess(without(facts, entry.items))
        assert entry.code not in codes(rest)
        for item in entry.items:
            alone = without(facts, set(entry.items) - {item})
            assert entry.code in codes(assess(alone))  # each cited answer is enough by itself
        uncited = set(facts.answers) - set(entry.items)
        only = without(facts, uncited)
        same = next(e for e in assess(only).entries if e.code == entry.code)
        assert same.supports == entry.supports


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_dimensions_rest_on_what_they_cite(pack: Pack, seed: int) -> None:
    facts = drawn(pack, seed, 15)
    for name, dimension in assess(facts).dimensions.items():
        none = assess(without(facts, dimension.items)).dimensions[name]
        assert none.grade is Grade.NONE_SO_FAR
        for item in dimension.items:
            fewer = assess(without(facts, [item])).dimensions[name]
            assert ORDER[fewer.grade] <= ORDER[dimension.grade]
            alone = assess(without(facts, set(dimension.items) - {item})).dimensions[name]
            assert alone.grade is not Grade.NONE_SO_FAR
        assert set().union(*dimension.sufficient) <= set(dimension.grades)


RULES = ({"strong": 2}, {"strong": 1, "other": 1}, {"medium": 3}, {"medium": 2, "weak": 1})


@pytest.mark.parametrize(
    ("grades", "result"),
    [
        ([], Grade.NONE_SO_FAR),
        (["weak"], Grade.SOME),
        (["weak"] * 5, Grade.SOME),
        (["medium", "medium"], Grade.SOME),
        (["medium", "weak", "weak"], Grade.SOME),
        (["strong"], Grade.SOME),
        (["strong", "weak"], Grade.POSITIVE),
        (["strong", "medium"], Grade.POSITIVE),
        (["strong", "strong"], Grade.POSITIVE),
        (["medium"] * 3, Grade.POSITIVE),
        (["medium", "medium", "weak"], Grade.POSITIVE),
        ([None], Grade.SOME),
        (["weak", None], Grade.UNGRADED),
        ([None, None], Grade.UNGRADED),
        (["medium", "medium", None], Grade.POSITIVE),
        (["strong", None], Grade.POSITIVE),
    ],
)
def test_grades(pack: Pack, grades: list[str | None], result: Grade) -> None:
    assert tuple(dict(rule) for rule in pack.indicators.positive_rules) == RULES
    assert grade_of(grades, RULES) is result


@given(grades=st.lists(st.sampled_from(["strong", "medium", "weak", None]), max_size=7))
def test_smallest_sets_are_sufficient_and_smallest(grades: list[str | None]) -> None:
    named = {f"c{n}": grade for n, grade in enumerate(grades)}
    result = grade_of(grades, RULES)
    sets = smallest_sets(named, RULES, result)
    assert bool(sets) is (result is not Grade.NONE_SO_FAR)
    for smallest in sets:
        whole = ORDER[grade_of([named[c] for c in smallest], RULES)]
        assert whole >= ORDER[result] or result is Grade.SOME
        for fewer in combinations(smallest, len(smallest) - 1):
            assert ORDER[grade_of([named[c] for c in fewer], RULES)] < ORDER[result]


def told(pack: Pack, *answers: tuple[str, Any], age: Any = 24) -> Assessment:
    talk = Talk(pack).say("AGE-01", age)
    for item, raw in answers:
        talk.say(item, raw)
    return assess(talk.facts)


ACT = ("RECR-01", "agency")
MEANS = ("DEBT-05", {"passport": "employer"})
PURPOSE = ("WORK-08", "no_rest")


def test_elements(pack: Pack) -> None:
    assert told(pack).elements is Elements.NOT_SO_FAR
    assert told(pack, ACT).elements is Elements.PARTLY
    assert told(pack, ACT, PURPOSE).elements is Elements.PARTLY
    assert told(pack, ACT, MEANS).elements is Elements.PARTLY
    assert told(pack, ACT, MEANS, PURPOSE).elements is Elements.INDICATED


@pytest.mark.parametrize("age", [15, "unsure"])
def test_a_child_needs_no_means(pack: Pack, age: Any) -> None:
    result = told(pack, ACT, PURPOSE, age=age)
    assert (result.elements, result.child_path) == (Elements.INDICATED, True)
    assert result.means == ()
    assert result.profiles == ("child_labour",)
    assert told(pack, ACT, age=age).elements is Elements.PARTLY


def test_dimensions_and_f_codes_do_not_enter_the_elements(pack: Pack) -> None:
    result = told(pack, ("MOVE-05", {"hard": ["no_money"]}))
    assert result.dimensions["D6"].grade is not Grade.NONE_SO_FAR
    assert [entry.code for entry in result.forced_labour] == ["F1"]
    assert result.elements is Elements.NOT_SO_FAR


@pytest.mark.parametrize(
    ("item", "speaks", "silent", "code"),
    [
        ("WORK-05", {"refuse": "no"}, {"refuse": "yes"}, "D5.tasks"),
        ("MOVE-02", "with_permission", "yes", "D5.iso"),
        ("MOVE-01", {"lock": "no"}, {"lock": "yes"}, "D4.living"),
        ("LAB-05", "no", "yes", "D5.wages"),
        ("LAB-10", {"can": "no"}, {"can": "yes"}, "PURPOSE.forced_labour"),
        ("EMB-01", "no", "yes", "MEANS.coercion"),
        ("DEBT-05", {"passport": "broker"}, {"passport": "me"}, "F7"),
        ("RECR-06", {"copy": "no"}, {"copy": "yes"}, "D4.law"),
    ],
)
def test_reversed_questions(pack: Pack, item: str, speaks: Any, silent: Any, code: str) -> None:
    assert code in codes(told(pack, (item, speaks)))
    for quiet in (silent, "unsure", "declined"):
        assert code not in codes(told(pack, (item, quiet)))


def test_feeling_safe_or_not_is_a_flag_and_no_indicator(pack: Pack) -> None:
    assert codes(told(pack, ("SAFE-01", "no"))) == set()


def test_having_agreed_or_known_or_sex_work_lowers_nothing(pack: Pack) -> None:
    base = told(pack, ACT, MEANS, PURPOSE, ("WORK-01", {"sector": "sex_services"}))
    more = told(
        pack,
        ACT,
        MEANS,
        PURPOSE,
        ("WORK-01", {"sector": "sex_services"}),
        ("RECR-03", {"sector": "sex_services"}),
        ("RECR-05", "nothing"),
        ("RECR-07", {"any": "no"}),
        ("MOVE-05", {"tried": "no"}),
        ("CTRL-02", "no"),
        ("WORK-04", {"how": "own_account"}),
    )
    assert at_most(base, more)
    assert codes(base) == codes(more)


def test_counter_evidence_is_shown_and_lowers_nothing(pack: Pack) -> None:
    result = told(pack, ("CTRL-02", "yes"), ("CTRL-03", "no"), ("LAB-09", "unsure"))
    entry = next(e for e in result.means if e.code == "MEANS.force")
    assert entry.items == ("CTRL-02",)
    assert [o.item for o in entry.otherwise] == ["CTRL-03"]
    assert "RECR-07" in entry.not_asked
    assert "CTRL-03" not in entry.not_asked
    assert entry.supports[0].rule.code == "MEANS.force"
    assert entry.source


def test_an_entry_carries_the_union_of_its_groups(pack: Pack) -> None:
    result = told(pack, ("SAFE-04", "yes"), ("MOVE-02", "no"))
    entry = next(e for e in result.forced_labour if e.code == "F3")
    assert entry.ways == ({"control"}, {"safety"})


def test_a_sexual_purpose_adds_the_profile(pack: Pack) -> None:
    result = told(pack, ("WORK-06", ["sex_for_money"]))
    assert result.profiles == ("adult_labour", "adult_sexual")
    assert told(pack, ("WORK-06", "touching"), age=15).profiles == ("child_labour", "child_sexual")


def test_a_missing_grade_is_no_medium_and_says_so(pack: Pack) -> None:
    """One medium and two weak codes: the profile the source did not grade says neither yes nor no."""
    hard = ("MOVE-05", {"hard": ["depend_place", "past", "young", "ill", "nobody_known"]})
    labour = told(pack, hard).dimensions["D6"]
    assert (labour.grade, labour.profile, labour.ungraded) == (Grade.SOME, "adult_labour", ())
    sexual = told(pack, hard, ("WORK-07", "yes")).dimensions["D6"]
    assert (sexual.grade, sexual.profile) == (Grade.UNGRADED, "adult_sexual")
    assert set(sexual.ungraded) == set(sexual.grades) == {"D6.depend", "D6.past", "D6.personal"}
    assert set(sexual.grades.values()) == {None}
    assert sexual.sufficient == tuple(map(frozenset, combinations(sexual.grades, 2)))


def test_ungraded_never_takes_the_place_of_a_labour_positive(pack: Pack) -> None:
    """Two medium and one weak code by the labour list; the same three ungraded by the sexual one."""
    talk = Talk(pack).adult().say("WORK-06", ["sex_for_money"])
    talk.say("RECR-05", ["job_place", "pay"])
    result = assess(talk.facts).dimensions["D1"]
    assert (result.grade, result.profile) == (Grade.POSITIVE, "adult_labour")


def test_a_sign_that_a_list_does_not_have_never_counts(pack: Pack) -> None:
    """Two children's signs stand in no labour list: shown, without a grade and without a weight."""
    table = pack.indicators
    unlisted = {
        code.code: {p for p, grade in code.grade.items() if grade == NOT_LISTED}
        for code in table.codes.values()
        if NOT_LISTED in code.grade.values()
    }
    assert unlisted == {"D3.false_law": {"child_labour"}, "D4.social": {"child_labour"}}
    for code in unlisted:
        assert code_grades(table.codes, [code], "child_labour") == {}
        assert code_grades(table.codes, [code], "child_sexual") == {code: None}


def test_no_column_mixes_sources(pack: Pack) -> None:
    """What a dimension shows stands under the one source of the profile that gave its result."""
    table = pack.indicators
    assert set(table.columns) == {p for code in table.codes.values() for p in code.grade}
    hard = ("MOVE-05", {"hard": ["depend_place", "past", "young", "ill", "nobody_known"]})
    for answers in ((hard,), (hard, ("WORK-07", "yes"))):
        for dimension in told(pack, *answers).dimensions.values():
            shown = {entry.source for entry in dimension.entries}
            assert shown <= {table.columns[dimension.profile].source}
    for profile, column in table.columns.items():
        empty = all(code.grade[profile] is None for code in table.codes.values())
        assert empty == ("none is given" in column.source)


def test_the_pattern_is_a_sentence(pack: Pack) -> None:
    result = told(
        pack,
        ("RECR-05", ["job_place", "pay"]),
        ("WORK-03", {"start": "7", "end": "24", "days_off": 0}),
        ("WORK-04", {"how": ["not_paid", "late"]}),
        ("WORK-08", ["dangerous", "no_rest"]),
        ("CTRL-02", "yes"),
        ("MOVE-02", "no"),
        ("DEBT-05", {"passport": "employer"}),
    )
    assert {d for d, r in result.dimensions.items() if r.grade is Grade.POSITIVE} >= {
        "D1",
        "D4",
        "D5",
    }
    assert result.pattern
    assert not told(pack, ("CTRL-02", "yes"), ("MOVE-02", "no")).pattern


def test_one_answer_counts_once_per_code(pack: Pack) -> None:
    result = told(pack, ("CTRL-04", ["hurt_me", "hurt_family", "sell_on"]))
    entry = next(e for e in result.dimensions["D5"].entries if e.code == "D5.threat")
    assert entry.items == ("CTRL-04",)
    assert len(entry.supports) == 1
    assert entry.supports[0].values == {"hurt_me", "hurt_family", "sell_on"}
    assert result.dimensions["D5"].grade is Grade.SOME


def test_nothing_is_called_a_non_victim(pack: Pack) -> None:
    assert {e.value for e in Elements} == {"indicated", "partly", "not_so_far"}
    assert {g.value for g in Grade} == {"positive", "ungraded", "some", "none_so_far"}
    assert told(pack).not_asked


def test_a_child_is_not_said_to_lack_adult_questions(pack: Pack) -> None:
    assert set(told(pack, age=12).not_asked) <= pack.child_allowed


def test_every_code_is_reached(pack: Pack) -> None:
    table = pack.indicators
    listed = {*table.codes, *table.forced_labour, *table.elements}
    reached = {rule.code for item in pack.items.values() for rule in item.evidence}
    assert reached == listed
