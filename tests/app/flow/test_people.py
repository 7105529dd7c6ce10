# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""Whom the questions fit: nationality, sex, and a person who already answered in an earlier sitting."""

from __future__ import annotations

import pytest

from app.domain.event import EventType
from app.domain.pack import Pack
from app.flow.engine import Engine
from app.flow.view import FlowView, ItemStatus
from tests.app.domain.talking import Talk

FOREIGN_ONLY = {
    "IDEN-06",
    "TRAV-02",
    "TRAV-03",
    "WISH-02",
    "WISH-03",
    "REFR-05",
    "REFR-07b",
}
STATUS_CARDS = {"CARD-08", "CARD-09"}
ENOUGH = 400  # steps; more than any path has


def plan(talk: Talk) -> FlowView:
    return Engine(talk.pack).plan(talk.interview)


def due(talk: Talk) -> set[str]:
    return {
        str(planned.item)
        for planned in plan(talk).items
        if planned.status is not ItemStatus.NOT_DUE
    }


def of_nation(pack: Pack, country: str) -> Talk:
    return Talk(pack).adult().say("IDEN-04", [country])


def test_status_questions_are_for_foreign_nationals_only(pack: Pack) -> None:
    assert due(of_nation(pack, "THA")) >= FOREIGN_ONLY
    assert FOREIGN_ONLY & due(of_nation(pack, "JPN")) == set()
    assert {"WORK-05", "CTRL-02", "NEED-01"} <= due(of_nation(pack, "JPN"))


@pytest.mark.parametrize(("country", "told"), [("THA", True), ("XXX", True), ("JPN", False)])
def test_the_duty_to_tell_immigration_is_no_matter_of_a_japanese_national(
    pack: Pack, country: str, *, told: bool
) -> None:
    assert ("CONS-04b" in due(Talk(pack).say("AGE-01", 24).say("IDEN-04", [country]))) is told


def test_the_permission_question_comes_after_the_duty_was_told(pack: Pack) -> None:
    told = of_nation(pack, "THA")
    assert plan(told).items
    assert not Engine(pack).is_locked(told.interview, "IDEN-06")
    untold = Talk(pack).say("AGE-01", 24).say("CONS-06", "yes").say("IDEN-04", ["THA"])
    assert Engine(pack).is_locked(untold.interview, "IDEN-06")


@pytest.mark.parametrize(
    ("sex", "shown", "kept"), [("woman", "CARD-04", "CARD-05"), ("man", "CARD-05", "CARD-04")]
)
def test_who_needs_a_bed_is_told_of_the_place_that_takes_them(
    pack: Pack, sex: str, shown: str, kept: str
) -> None:
    talk = Talk(pack).adult().say("IDEN-02", sex).say("NEED-01", ["place_to_sleep"])
    assert shown in plan(talk).cards_due
    assert kept not in plan(talk).cards_due


def test_a_man_is_asked_the_same_but_no_womens_shelter(pack: Pack) -> None:
    woman, man = (Talk(pack).adult().say("IDEN-02", sex) for sex in ("woman", "man"))
    assert due(woman) - due(man) == {"REFR-02"}
    assert due(man) - due(woman) == set()


@pytest.mark.parametrize(
    ("valid", "card"), [("valid", "CARD-08"), ("expired", "CARD-09"), ("no_status", "CARD-09")]
)
def test_the_card_on_staying_is_that_of_the_status(pack: Pack, valid: str, card: str) -> None:
    foreign = of_nation(pack, "THA").say("IDEN-06", {"valid": valid})
    assert STATUS_CARDS & set(plan(foreign).cards_due) == {card}
    own = of_nation(pack, "JPN").say("IDEN-06", {"valid": valid})
    assert not STATUS_CARDS & set(plan(own).cards_due)


def asked_to_the_end(talk: Talk) -> list[str]:
    """Every question the engine puts from here on; each is declined or, where that fits not, left out."""
    asked: list[str] = []
    while (item := plan(talk).next_item) is not None:
        asked.append(str(item))
        assert len(asked) < ENOUGH, asked[-5:]
        if talk.pack.items[item].audience == "officer" or item in {"LANG-01", "AGE-02"}:
            talk.do("skipped", item=item)
        else:
            talk.say(item, "declined")
    return asked


def test_the_short_screening_deepens_without_asking_twice(pack: Pack) -> None:
    talk = Talk(pack, "short").adult().say("DEBT-02", {"grows": "yes"})
    short = asked_to_the_end(talk)
    answered = set(talk.interview.answers)
    assert {item.id for item in pack.items.values() if item.screening} <= answered
    talk.do("paused").do("resumed", script="full")  # another sitting
    full = asked_to_the_end(talk)
    assert len(full) > len(short)
    assert answered & set(full) == set()
    once = [e.payload["item"] for e in talk.events if e.type is EventType.ANSWERED]
    assert len(once) == len(set(once))


def test_both_first_contact_clocks_run_from_the_start(pack: Pack) -> None:
    talk = Talk(pack).adult()
    hours = {
        timer.timer: (timer.due_at - timer.started_at).total_seconds() / 3600
        for timer in plan(talk).timers
    }
    assert hours == {"first_contact_24h": 24, "first_contact_48h": 48}
