# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""The engine: order, gates, locks, children, danger (CONTENT.md §5, §6). Walks every script at random."""

from __future__ import annotations

import random
import zlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.condition import AgeState
from app.domain.pack import Audience, Gate, Item, Pack
from app.flow.engine import Engine
from app.flow.view import FlowView, ItemStatus
from tests.app.domain.allowing import allowing
from tests.app.domain.talking import Talk, random_answer

SCRIPTS = ("full", "short", "group", "embarkation")
AGENCIES = ("isa", "police", "jcg")
INVESTIGATING = ("police", "isa")
PEOPLE = ("adult", "child", "doubt", "anyone")


def plan(talk: Talk) -> FlowView:
    return Engine(talk.pack).plan(talk.interview)


def status(talk: Talk, item: str) -> ItemStatus:
    return next(p.status for p in plan(talk).items if p.item == item)


def locked(talk: Talk, item: str) -> str | None:
    return Engine(talk.pack).is_locked(talk.interview, item)


def said_first(item: Item, agency: str) -> str | None:
    """What has to be said before a question, told from the rule and not from the pack."""
    hard = "LEAD-HARD" if item.audience is Audience.PERSON and item.level == 3 else None
    by_law = {"WORK-01": "LEAD-LAW", "CTRL-08": "LEAD-LAW-HARD"} if agency in INVESTIGATING else {}
    return {"RECR-00": "LEAD-MADE", **by_law}.get(item.id, hard)


def check_step(talk: Talk, view: FlowView) -> None:
    """What must hold whenever the engine names an item."""
    assert view.next_item is not None
    item = talk.pack.items[view.next_item]
    assert item.id not in talk.interview.answers
    assert locked(talk, item.id) is None
    assert talk.facts.holds(item.condition)
    planned = next(p for p in view.items if p.item == item.id)
    assert planned.lead_in == said_first(item, talk.interview.agency)
    if item.audience is Audience.PERSON and item.id != "LANG-01":
        assert talk.interview.language
    if view.child_path:
        assert item.id in talk.pack.child_allowed
    elif item.gate is Gate.CONTENT:
        assert talk.facts.consent_interview in {"yes", "short"}
        assert item.level < 2 or view.age_state is not AgeState.NOT_ASKED


def age_answer(person: str, rng: random.Random) -> Any:
    if person == "anyone":
        return rng.choice([17, 30, "unsure", "declined", {"birth_date": "2008"}])
    return {"adult": 30, "child": 12, "doubt": "unsure"}[person]


def walk(pack: Pack, script: str, agency: str, person: str, seed: int) -> Talk:
    """Answer whatever the engine asks until it has nothing left, with skips, signs and jumps."""
    rng = random.Random(seed)
    prepared = rng.random() < 0.5
    talk = Talk(pack, script, agency, prepared=prepared, language=None)
    if person == "doubt" and script == "embarkation":
        talk.do("sign_set", sign="apparent_minor")
    for _ in range(2 * len(pack.items)):
        view = plan(talk)
        if view.next_item is None:
            assert all(p.status is not ItemStatus.DUE for p in view.items)
            return talk
        check_step(talk, view)
        item = pack.items[view.next_item]
        if rng.random() < 0.08:
            talk.do("skipped", item=item.id)
            continue
        if rng.random() < 0.02:
            talk.do("sign_set", sign=rng.choice(list(pack.signs) or ["distress"]))
        raw = age_answer(person, rng) if item.id == "AGE-01" else random_answer(rng, pack, item)
        if item.id == "LANG-01":
            raw = "th"
        talk.say(item.id, raw)
    raise AssertionError("the walk did not end")


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("agency", AGENCIES)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_walk_ends(pack: Pack, script: str, agency: str, person: str) -> None:
    for round_ in range(4):
        talk = walk(pack, script, agency, person, seed=hash_of(script, agency, person, str(round_)))
        asked = talk.interview.asked
        assert len(set(asked)) == len(asked)
        assert plan(talk).before_closing


@pytest.mark.uncounted
def test_the_walks_reach_every_item_of_their_paths(pack: Pack) -> None:
    """The control of the walks: they do not end early, and no item is unreachable."""
    seen = {
        item
        for script in SCRIPTS
        for person in ("adult", "child")
        for seed in range(12)
        for item in walk(pack, script, AGENCIES[seed % 3], person, seed).interview.asked
    }
    assert set(pack.items) - seen == set()


def hash_of(*words: str) -> int:
    return zlib.crc32("".join(words).encode())


def test_a_willing_child_walks_the_whole_child_path(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", 12)
    seen: list[str] = []
    while (view := plan(talk)).next_item:
        assert locked(talk, view.next_item) is None
        seen.append(view.next_item)
        raw: Any = {"CHLD-00": "yes", "LANG-02": "reads_little"}.get(view.next_item)
        item = pack.items[view.next_item]
        talk.say(item.id, raw or random_answer(random.Random(1), pack, item))
        assert not [reason for _, reason in plan(talk).locked if reason == "child_path"]
    assert {"CHLD-00", "CHLD-03", "CHLD-08", "REFR-10", "CLOS-06"} <= set(seen)
    assert set(seen) <= pack.child_allowed


def test_a_child_who_says_no_keeps_safety_needs_and_closing(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", 12).say("CHLD-00", "no")
    assert locked(talk, "CHLD-03") == "gate_assent"
    for item in ("SAFE-01", "NEED-01", "CHLD-05", "CHLD-07", "IDEN-01", "REFR-10", "CLOS-05"):
        assert locked(talk, item) is None


def test_a_supervisor_opens_one_item_for_a_child(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", 16).say("CHLD-00", "yes")
    assert locked(talk, "WORK-03") == "child_path"
    talk.do("lock_opened", item="WORK-03", reason="見本", by="SUP")
    assert locked(talk, "WORK-03") == "child_path"  # an event says so: nobody proved it
    given = allowing(talk, "unlock", item="WORK-03")
    talk.interview = replace(talk.interview, approvals=(given,))
    assert locked(talk, "WORK-03") is None
    assert locked(talk, "WORK-04") == "child_path"
    assert locked(talk.say("CHLD-00", "no"), "WORK-03") == "gate_assent"


def test_the_first_item_and_the_language_gate(pack: Pack) -> None:
    talk = Talk(pack, prepared=False, language=None)
    assert plan(talk).next_item == "PREP-01"
    assert locked(talk, "SAFE-01") == "gate_open"
    assert locked(talk, "CHLD-08") == "child_path" if plan(talk).child_path else True
    assert locked(talk, "PREP-05") is None
    assert locked(talk, "EMB-10") == "gate_open"
    assert plan(Talk(pack, language=None)).next_item == "LANG-01"
    assert locked(talk.say("LANG-01", "declined"), "SAFE-01") == "gate_open"
    assert locked(talk.do("language_chosen", tag="th"), "SAFE-01") is None


def test_gates_of_an_adult(pack: Pack) -> None:
    talk = Talk(pack)
    assert locked(talk, "NEED-01") == "gate_care"
    assert locked(talk, "RECR-03") == "gate_content"
    talk.say("CONS-06", "later")
    assert locked(talk, "NEED-01") is None
    assert locked(talk, "RECR-03") == "gate_content"
    talk.say("CONS-06", "short")
    assert locked(talk, "RECR-03") is None
    assert locked(talk, "RECR-05") == "age_not_asked"
    assert locked(talk.say("AGE-01", 20), "RECR-05") is None


@pytest.mark.parametrize("consent", ["later", "no"])
def test_later_or_no_leaves_care_and_closing(pack: Pack, consent: str) -> None:
    talk = Talk(pack).say("AGE-01", 20).say("CONS-06", consent)
    for item in ("SAFE-05", "NEED-03", "OTHR-01", "IDEN-04", "RGHT-01", "REFR-01", "REFR-02",
                 "REFR-02b", "REFR-07c", "REFR-08", "REFR-09", "CLOS-03", "NEED-05a"):  # fmt: skip
        assert locked(talk, item) is None
    for item in ("RECR-00", "CTRL-01", "REFR-03", "REFR-04", "REFR-05", "WISH-01", "IDEN-05"):
        assert locked(talk, item) == "gate_content"


@pytest.mark.parametrize(
    ("item", "before"), [("IDEN-06", "CONS-04b"), ("TRAV-03", "CONS-04b"), ("REFR-06", "WISH-03")]
)
def test_three_conditions_are_locks(pack: Pack, item: str, before: str) -> None:
    talk = Talk(pack).say("AGE-01", 20).say("CONS-06", "yes")
    assert locked(talk, item) == before
    assert (item, before) in plan(talk).locked
    good, bad = ("explained", "not_understood") if before == "CONS-04b" else ("debt", "unsure")
    assert locked(talk.say(before, bad), item) == before
    assert locked(talk.say(before, good), item) is None


def test_danger_is_never_locked(pack: Pack) -> None:
    talk = Talk(pack)
    for item in ("NEED-05a", "NEED-05b", "NEED-05c", "OTHR-01", "OTHR-02", "EMB-01", "SAFE-01"):
        assert locked(talk, item) is None


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_sign_of_self_harm_comes_first_in_any_phase(pack: Pack, script: str) -> None:
    talk = Talk(pack, script)
    talk.do("sign_set", sign="self_harm")
    assert plan(talk).raised == ("NEED-05a",)
    assert plan(talk).next_item == "NEED-05a"
    talk.say("NEED-05a", "yes")
    assert plan(talk).raised == ("NEED-05b", "NEED-05c")
    talk.say("NEED-05b", {"plan": "no", "means": "no"}).say("NEED-05c", "見本")
    assert plan(talk).raised == ()
    assert plan(Talk(pack).do("distress")).next_item == "NEED-05a"


def test_others_in_danger_jump_forward(pack: Pack) -> None:
    talk = Talk(pack).do("danger_raised", flag="others_in_danger", by="person", cites=[])
    assert plan(talk).next_item == "OTHR-01"
    talk.say("OTHR-01", {"others": "yes"})
    assert plan(talk).next_item == "OTHR-02"
    talk.say("OTHR-02", "locked_in")
    assert plan(talk).next_item == "LANG-02"


def test_a_skipped_item_comes_once_more_before_the_closing(pack: Pack) -> None:
    talk = Talk(pack).do("skipped", item="LANG-02")
    assert plan(talk).next_item == "LANG-03"
    assert "LANG-02" in plan(talk).missing
    for planned in plan(talk).items:
        if planned.status is ItemStatus.DUE and planned.phase != "CLOS":
            talk.do("skipped", item=planned.item).do("skipped", item=planned.item)
    assert plan(talk).next_item == "LANG-02"
    talk.do("skipped", item="LANG-02")
    assert pack.items[plan(talk).next_item or ""].phase == "CLOS"
    assert "LANG-02" in plan(talk).missing


def test_conditions_insert_the_labour_module(pack: Pack) -> None:
    talk = Talk(pack).adult()
    assert "LAB-01" not in {p.item for p in plan(talk).items}
    talk.say("WORK-08", "no_rest")
    assert status(talk, "LAB-01") is ItemStatus.DUE
    order = [p.item for p in plan(talk).items]
    assert order.index("WORK-09") < order.index("LAB-01") < order.index("MOVE-01")


def test_the_order_of_the_full_path(pack: Pack) -> None:
    order = [p.item for p in plan(Talk(pack)).items]
    marks = ["LANG-01", "SAFE-01", "LANG-04", "AGE-01", "CONS-01", "NEED-01", "OTHR-01", "IDEN-01",
             "RECR-00", "RECR-01", "TRAV-01", "CTRL-01", "WORK-01", "MOVE-01", "DEBT-01", "OTHR-03",
             "WISH-01", "RGHT-01", "REFR-01", "CLOS-01"]  # fmt: skip
    assert [order.index(item) for item in marks] == sorted(order.index(item) for item in marks)
    assert len(order) == len(set(order))


def test_prepared_interviews_do_not_ask_the_preparation(pack: Pack) -> None:
    assert status(Talk(pack), "PREP-01") is ItemStatus.NOT_DUE
    talk = Talk(pack).say("PREP-04", "phone")
    assert status(talk, "LANG-04") is ItemStatus.DUE
    assert status(Talk(pack), "LANG-04") is ItemStatus.NOT_DUE


def test_the_short_path_offers_to_go_on(pack: Pack) -> None:
    talk = Talk(pack, "short").adult()
    assert plan(talk).continue_offer is None
    offer = plan(talk.say("DEBT-02", {"grows": "unsure"})).continue_offer
    assert offer
    assert (offer.path, offer.reasons) == ("full", ("DEBT-02",))
    assert "CTRL-02" not in {p.item for p in plan(talk).items}
    talk.do("resumed", script="full")
    assert plan(talk).continue_offer is None
    assert plan(talk).paths == ("full",)


def test_the_short_path_asks_its_sixteen(pack: Pack) -> None:
    order = {p.item for p in plan(Talk(pack, "group")).items}
    assert {item.id for item in pack.items.values() if item.screening} <= order


@pytest.mark.parametrize("wish", ["not_today", "not_sure", "unsure", "declined"])
def test_embarkation_goes_on_with_the_full_path(pack: Pack, wish: str) -> None:
    talk = Talk(pack, "embarkation", prepared=False)
    assert plan(talk).paths == ("embarkation",)
    assert plan(talk).next_item == "PREP-02"
    assert plan(talk.say("EMB-09", wish)).paths == ("embarkation", "full")
    talk.do("danger_resolved", flag="forced_return", action="見本").say("EMB-09", "yes_freely")
    assert plan(talk).paths == ("embarkation", "full")


def test_embarkation_yes_freely_ends_there(pack: Pack) -> None:
    talk = Talk(pack, "embarkation").say("EMB-09", "yes_freely")
    assert plan(talk).paths == ("embarkation",)
    assert "CARD-15" in plan(talk).cards_due


def test_a_child_at_the_gate(pack: Pack) -> None:
    talk = Talk(pack, "embarkation").say("AGE-01", 15)
    assert plan(talk).paths == ("embarkation",)
    assert locked(talk, "EMB-09") is None
    assert "CARD-07" in plan(talk).cards_due
    assert plan(talk.say("EMB-05", "yes")).paths == ("embarkation", "child")


def test_age_doubt_before_anything_starts_the_child_path(pack: Pack) -> None:
    talk = Talk(pack, prepared=False, language=None).say("PREP-05", {"risks": ["age_doubt"]})
    view = plan(talk)
    assert (view.paths, view.child_path) == (("child",), True)
    assert view.blocks_closing == ("age_doubt",)


def test_a_declined_age_asks_the_officer_and_starts_nothing(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", "declined")
    assert not plan(talk).child_path
    assert status(talk, "AGE-02") is ItemStatus.DUE
    talk.say("AGE-02", "clearly_adult")
    assert plan(talk).age_state is AgeState.NOT_ASKED
    assert "AGE-02" in plan(talk).missing


def test_the_flags_view_is_red_first(pack: Pack) -> None:
    talk = Talk(pack).say("LANG-06", "no").say("SAFE-01", "no").say("CTRL-02", "yes")
    view = plan(talk)
    assert [flag.flag for flag in view.flags_open] == [
        "unsafe_here",
        "interpreter_problem",
        "medical_offer",
    ]
    assert view.blocks_closing == ("unsafe_here", "interpreter_problem")


def test_a_short_consent_is_asked_again(pack: Pack) -> None:
    talk = Talk(pack).adult("short")
    at = talk.interview.answers["CONS-06"].at
    assert plan(talk).consent_again == at + timedelta(minutes=15)
    assert plan(talk.say("CONS-06", "yes")).consent_again is None


def test_an_unknown_item_is_a_programming_error(pack: Pack) -> None:
    with pytest.raises(KeyError):
        locked(Talk(pack), "NONE-01")
