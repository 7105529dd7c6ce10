# SPDX-License-Identifier: MIT
"""What is due beside the next question: timers, cards, offers, breaks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.domain.pack import Pack
from app.flow.engine import Engine
from app.flow.rest import hard_run
from app.flow.view import ItemStatus
from tests.app.domain.talking import BEGIN, Talk
from tests.app.flow.test_engine import plan


def test_timers(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", 15).adult("yes", 15).say("IDEN-04", ["PHL"])
    views = {timer.timer: timer for timer in plan(talk).timers}
    assert set(views) == {"cgc_same_day", "first_contact_24h", "first_contact_48h"}
    assert views["first_contact_48h"].due_at == BEGIN + timedelta(hours=48)
    assert views["cgc_same_day"].due_at == datetime(2026, 11, 24, 14, 59, 59, tzinfo=UTC)
    talk.do("exported", recipient="cgc", groups=["safety"], withheld=[], file_sha256="f")
    views = {timer.timer: timer for timer in plan(talk).timers}
    assert views["cgc_same_day"].stopped_at == talk.interview.last_at
    assert views["first_contact_24h"].stopped_at


def test_the_iom_clock_runs_from_the_answer_and_stops_when_taken_back(pack: Pack) -> None:
    talk = Talk(pack).adult().say("REFR-05", "all")
    view = next(t for t in plan(talk).timers if t.timer == "iom_48h")
    assert view.started_at == talk.interview.answers["REFR-05"].at
    assert view.due_at - view.started_at == timedelta(hours=48)
    talk.do("consent_withdrawn", recipient="iom")
    view = next(t for t in plan(talk).timers if t.timer == "iom_48h")
    assert view.stopped_at == talk.interview.last_at


def test_an_adult_starts_no_child_timer(pack: Pack) -> None:
    assert "cgc_same_day" not in {t.timer for t in plan(Talk(pack).adult()).timers}


def test_cards(pack: Pack) -> None:
    talk = Talk(pack)
    assert plan(talk).cards_due == ("CARD-01", "CARD-18")
    talk.do("card_shown", card="CARD-01", how="shown", person=None).adult()
    assert plan(talk).cards_due == ("CARD-02", "CARD-18", "CARD-20")
    talk.say("CLOS-03", "yes")
    assert "CARD-13" in plan(talk).cards_due
    child = Talk(pack).say("AGE-01", 12).say("SAFE-05", "yes")
    assert plan(child).cards_due == ("CARD-07", "CARD-18")


def test_the_early_offer_stands_after_identity_and_is_not_asked_twice(pack: Pack) -> None:
    talk = Talk(pack).adult()
    assert plan(talk).offers == ()
    for planned in plan(talk).items:
        if planned.item == "RECR-00":
            break
        if planned.status is ItemStatus.DUE:
            talk.do("skipped", item=planned.item).do("skipped", item=planned.item)
    (offer,) = plan(talk).offers
    assert (offer.id, "REFR-02" in offer.items) == ("early_support", True)
    (offer,) = plan(talk.say("REFR-02", "all")).offers
    assert "REFR-02" not in offer.items


def test_progress_previous_and_breaks(pack: Pack) -> None:
    talk = Talk(pack).say("LANG-02", "reads_easily")
    view = plan(talk)
    lang = next(p for p in view.progress if p.phase == "LANG")
    assert (lang.done, lang.total, lang.state) == (2, 3, "current")
    assert view.previous == "LANG-02"
    assert next(p.state for p in view.progress if p.phase == "RECR") == "locked"
    engine = Engine(pack)
    assert not engine.break_due(talk.interview, BEGIN + timedelta(minutes=29))
    assert engine.break_due(talk.interview, BEGIN + timedelta(minutes=31))
    talk.do("paused").do("resumed")
    assert not engine.break_due(talk.interview, BEGIN + timedelta(minutes=31))


def test_a_break_is_offered_after_three_hard_questions_in_a_row(pack: Pack) -> None:
    engine = Engine(pack)
    talk = Talk(pack).adult().do("paused").do("resumed")
    for item in ("CTRL-02", "CTRL-03"):
        talk.say(item, "no")
        assert not engine.break_due(talk.interview, BEGIN)
    talk.say("CTRL-05", "declined")
    assert engine.break_due(talk.interview, BEGIN)  # the clock alone would not say so
    talk.do("paused")
    assert not engine.break_due(talk.interview, BEGIN)
    talk.do("resumed")
    assert not engine.break_due(talk.interview, BEGIN)
    talk.say("CTRL-06", "unsure").say("MOVE-02", "yes").say("CTRL-08", "declined")
    assert hard_run(pack, talk.interview) == 1  # an easier question is a relief
