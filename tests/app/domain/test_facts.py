# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""Conditions, polarity and age states (CONTENT.md §3, §4, §6)."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.condition import (
    AgeIs,
    AgencyIn,
    AgeState,
    AllOf,
    AnswerIn,
    AnyOf,
    ConsentIn,
    EventIs,
    FlagOpen,
    NationalityIs,
    Not,
    ScriptIs,
    SexIn,
    SignSet,
)
from app.domain.pack import Pack
from tests.app.domain.talking import Talk

AGES: list[tuple[list[tuple[str, Any]], AgeState]] = [
    ([], AgeState.NOT_ASKED),
    ([("AGE-01", 17)], AgeState.CHILD),
    ([("AGE-01", 18)], AgeState.ADULT),
    ([("AGE-01", "unsure")], AgeState.DOUBT),
    ([("AGE-01", "declined")], AgeState.NOT_ASKED),
    ([("AGE-01", {"birth_date": "2010-03"})], AgeState.CHILD),
    ([("AGE-01", {"birth_date": "1999"})], AgeState.ADULT),
    ([("AGE-01", {"birth_date": "2008"})], AgeState.DOUBT),
    ([("AGE-01", {"birth_date": "2008-11-24"})], AgeState.ADULT),
    ([("AGE-01", {"birth_date": "2008-11-25"})], AgeState.CHILD),
    ([("AGE-01", {"birth_date": {"value": "2553", "calendar": "thai_be"}})], AgeState.CHILD),
    ([("AGE-01", {"birth_date": "2030"})], AgeState.NOT_ASKED),
    ([("AGE-01", {"birth_date": {"words": "year of the snake"}})], AgeState.DOUBT),
    ([("AGE-01", {"age": 20, "birth_date": {"words": "year of the snake"}})], AgeState.ADULT),
    ([("AGE-01", {"age": 20, "birth_date": "2010"})], AgeState.CHILD),
    ([("AGE-01", {"age": "unsure", "birth_date": "1999"})], AgeState.ADULT),
    ([("PREP-05", {"risks": ["age_doubt"]})], AgeState.DOUBT),
    ([("AGE-01", 20), ("PREP-05", {"risks": ["age_doubt"]})], AgeState.DOUBT),
    ([("AGE-01", 20), ("AGE-02", "may_be_under_18")], AgeState.DOUBT),
    ([("AGE-02", "clearly_adult")], AgeState.NOT_ASKED),
    ([("AGE-02", "not_assessed")], AgeState.NOT_ASKED),
    (
        [("AGE-01", "declined"), ("AGE-02", {"view": "clearly_adult", "reason": "見本"})],
        AgeState.ADULT_BY_OFFICER,
    ),
    (
        [("AGE-01", "unsure"), ("AGE-02", {"view": "clearly_adult", "reason": "見本"})],
        AgeState.ADULT_BY_OFFICER,
    ),
    ([("AGE-01", "unsure"), ("AGE-02", "clearly_adult")], AgeState.DOUBT),
    (
        [
            ("PREP-05", {"risks": ["age_doubt"]}),
            ("AGE-01", 20),
            ("AGE-02", {"view": "clearly_adult", "reason": "見本"}),
        ],
        AgeState.ADULT,
    ),
    (
        [("AGE-01", 16), ("AGE-02", {"view": "clearly_adult", "reason": "見本"})],
        AgeState.CHILD,
    ),
]


@pytest.mark.parametrize(("answers", "state"), AGES)
def test_age_state(pack: Pack, answers: list[tuple[str, Any]], state: AgeState) -> None:
    talk = Talk(pack)
    for item, raw in answers:
        talk.say(item, raw)
    assert talk.facts.age_state is state


def test_a_sign_of_youth_is_a_doubt_until_the_officer_gives_a_reason(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", 20).do("sign_set", sign="apparent_minor")
    assert talk.facts.age_state is AgeState.DOUBT
    talk.say("AGE-02", {"view": "clearly_adult", "reason": "見本"})
    assert talk.facts.age_state is AgeState.ADULT


def test_a_sign_seen_after_the_decision_opens_the_doubt_again(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", 20)
    talk.say("AGE-02", {"view": "clearly_adult", "reason": "見本"})
    assert talk.do("sign_set", sign="apparent_minor").facts.age_state is AgeState.DOUBT


def test_closing_the_flag_ends_no_doubt(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", 20).do("sign_set", sign="apparent_minor")
    talk.do("danger_resolved", flag="age_doubt", action="見本: 189")
    assert talk.facts.age_state is AgeState.DOUBT
    talk.do("danger_resolved", flag="age_doubt", action="見本", age_state="adult_by_officer")
    assert talk.facts.age_state is AgeState.DOUBT  # an event cannot say so


def test_every_condition_form(pack: Pack) -> None:
    talk = Talk(pack, "short", "jcg").adult()
    talk.say("IDEN-04", ["PHL"]).say("IDEN-02", "woman").say("SAFE-01", "no")
    talk.say("REFR-02", {"consent": "parts", "groups": ["safety"]}).do("sign_set", sign="organ")
    facts = talk.facts
    true = [
        None,
        AnswerIn("SAFE-01", None, frozenset({"no"})),
        AnswerIn("SAFE-01", None, frozenset({"answered"})),
        AnswerIn("AGE-01", "age", frozenset({"answered"})),
        AgeIs(frozenset({AgeState.ADULT})),
        NationalityIs("PHL"),
        AgencyIn(frozenset({"jcg"})),
        SexIn(frozenset({"f"})),
        ConsentIn("interview", frozenset({"yes"})),
        ConsentIn("wcsc", frozenset({"parts"})),
        FlagOpen("unsafe_here"),
        SignSet("organ"),
        EventIs("started"),
        ScriptIs("short"),
    ]
    assert all(facts.holds(condition) for condition in true)
    assert facts.holds(AllOf(tuple(c for c in true if c)))
    assert not facts.holds(Not(AnyOf(tuple(c for c in true if c))))
    false = [
        AnswerIn("SAFE-05", None, frozenset({"answered", "no", "unsure"})),
        AnswerIn("AGE-01", "birth_date", frozenset({"answered"})),
        NationalityIs("JPN"),
        ConsentIn("iom", frozenset({"all", "parts", "no"})),
        EventIs("before_closing"),
    ]
    assert not any(facts.holds(condition) for condition in false)


def test_unknown_nationality_and_sex_are_neither(pack: Pack) -> None:
    facts = Talk(pack).say("IDEN-04", "declined").say("IDEN-02", "unsure").facts
    assert not facts.holds(NationalityIs("JPN"))
    assert facts.holds(SexIn(frozenset({"unknown"})))


def test_a_literal_word_is_not_a_state(pack: Pack) -> None:
    facts = Talk(pack).say("CHLD-03", {"text": "declined"}).facts
    assert facts.holds(AnswerIn("CHLD-03", None, frozenset({"answered"})))
    assert not facts.holds(AnswerIn("CHLD-03", None, frozenset({"declined"})))


def test_evidence_as_a_condition_means_the_whole_item(pack: Pack) -> None:
    paid = AnswerIn("WORK-04", None, frozenset({"evidence"}))
    assert Talk(pack).say("WORK-04", {"how": "not_paid"}).facts.holds(paid)
    assert not Talk(pack).say("WORK-04", {"how": "own_account"}).facts.holds(paid)


# Reversed questions: the answer that speaks, the code or flag, and the opposites that are silent.
POLARITY = [
    ("SAFE-01", None, "no", "unsafe_here", ["yes", "declined"]),
    ("WORK-05", "refuse", "no", "D5.tasks", ["yes", "unsure", "declined"]),
    ("MOVE-01", "lock", "no", "D4.living", ["yes", "unsure"]),
    ("LAB-05", None, "no", "D5.wages", ["yes", "unsure"]),
    ("LAB-08", "doctor", "no", "F10", ["yes"]),
    ("LAB-10", "can", "no", "D5.influence", ["yes"]),
    ("EMB-01", None, "no", "MEANS.coercion", ["yes", "declined"]),
    ("CLOS-03", "safe", "no", "unsafe_exit", ["yes", "declined"]),
    ("RECR-06", "readable", "no", "D1.contract", ["yes"]),
    ("TRAV-03", "knew", "no", "D1.docs", ["yes"]),
    ("MOVE-02", None, "with_permission", "D5.iso", ["yes", "unsure"]),
    ("MOVE-03", None, "none", "D5.iso", ["phone", "talk_anyone"]),
    ("DEBT-05", "passport", "employer", "D5.docs", ["me", "lost", "official"]),
    ("EMB-06", "passport", "broker", "D5.docs", ["me", "family"]),
    ("EMB-09", None, "not_today", "forced_return", ["yes_freely"]),
]


@pytest.mark.parametrize("case", POLARITY, ids=lambda case: str(case[0]))
def test_polarity(pack: Pack, case: tuple[str, str | None, str, str, list[str]]) -> None:
    item, part, speaks, what, silent = case

    def met(value: str) -> set[str]:
        facts = Talk(pack).say(item, {part: value} if part else value).facts
        asked = pack.items[item]
        return {rule.code for rule in facts.evidence_met(asked)} | set(facts.flags_met(asked))

    assert what in met(speaks)
    for opposite in silent:
        assert what not in met(opposite)


HOURS = [
    ({"start": "8", "end": "20"}, True),
    ({"start": "8", "end": "19:59"}, False),
    ({"start": "8", "end": "26"}, True),
    ({"start": "20", "end": "4"}, False),
    ({"start": "20", "end": "8"}, True),
    ({"start": "9", "end": "9"}, True),
    ({"start": "9"}, False),
    ({"start": "9", "end": "unsure"}, False),
    ({"days_off": 3}, True),
    ({"days_off": 4}, False),
    ({"days_off": "unsure"}, False),
]


@pytest.mark.parametrize(("raw", "long"), HOURS)
def test_hours_and_days_off(pack: Pack, raw: dict[str, Any], long: bool) -> None:
    facts = Talk(pack).say("WORK-03", raw).facts
    assert ("F11" in {r.code for r in facts.evidence_met(pack.items["WORK-03"])}) is long
