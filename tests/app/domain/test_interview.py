# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""The fold of events and what an event causes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.event import Event, EventType
from app.domain.interview import apply, fold
from app.domain.pack import Pack
from app.domain.value import OwnWords
from app.errors import UserError
from tests.app.domain.talking import BEGIN, Talk, random_answer


def flags(talk: Talk) -> set[str]:
    return set(talk.interview.flags_open)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32), cut=st.integers(0, 40))
def test_the_fold_is_the_same_in_any_split(pack: Pack, seed: int, cut: int) -> None:
    rng = random.Random(seed)
    talk = Talk(pack)
    for item in rng.sample(list(pack.items.values()), 30):
        talk.say(item.id, random_answer(rng, pack, item))
        if rng.random() < 0.2:
            talk.do("cleared", item=item.id)
    state = fold(pack, talk.events[:cut])
    for event in talk.events[cut:]:
        state = apply(pack, state, event)
    assert state == talk.interview == fold(pack, talk.events)


def test_a_later_answer_replaces_and_both_stay_in_the_log(pack: Pack) -> None:
    talk = Talk(pack).say("SAFE-01", "yes").say("SAFE-01", "no", corrected="見本")
    given_ = talk.interview.answers["SAFE-01"]
    assert given_.answer.parts[""].data == "no"
    assert given_.correction == "見本"
    assert talk.interview.asked == ("LANG-01", "SAFE-01")
    assert [e.type for e in talk.events].count(EventType.ANSWERED) == 2


def test_an_answer_raises_its_flag_with_what_it_cites(pack: Pack) -> None:
    talk = Talk(pack).say("SAFE-01", "no")
    record = talk.interview.flags["unsafe_here"]
    assert (record.open, record.cites, record.raises[0].by) == (True, ("SAFE-01",), "answer")


def test_another_answer_never_closes_a_flag(pack: Pack) -> None:
    talk = Talk(pack).say("SAFE-01", "no").say("SAFE-01", "yes").do("cleared", item="SAFE-01")
    assert "unsafe_here" in flags(talk)
    talk.do("danger_resolved", flag="unsafe_here", action="見本: 別の部屋")
    assert "unsafe_here" not in flags(talk)
    assert talk.interview.flags["unsafe_here"].action == "見本: 別の部屋"


def test_a_closed_flag_is_raised_again_when_it_is_said_again(pack: Pack) -> None:
    talk = Talk(pack).say("SAFE-01", "no").do("danger_resolved", flag="unsafe_here", action="x")
    assert "unsafe_here" in flags(talk.say("SAFE-01", "no"))
    talk.do("danger_resolved", flag="unsafe_here", action="x")
    assert "unsafe_here" not in flags(talk.say("SAFE-01", "no", corrected="見本"))


def test_two_answers_with_one_flag_are_both_cited_once(pack: Pack) -> None:
    talk = Talk(pack).say("SAFE-02", "yes").say("EMB-04", {"here": "yes"}).say("SAFE-02", "yes")
    assert talk.interview.flags["pursuer_near"].cites == ("SAFE-02", "EMB-04")
    assert len(talk.interview.flags["pursuer_near"].raises) == 2


@pytest.mark.parametrize(
    ("item", "raw", "flag"),
    [
        ("AGE-01", 16, "child_case"),
        ("AGE-01", {"birth_date": "2012"}, "child_case"),
        ("AGE-01", "unsure", "age_doubt"),
        ("PREP-05", {"risks": ["age_doubt"]}, "age_doubt"),
        ("AGE-02", "may_be_under_18", "age_doubt"),
        ("CLOS-06", {"detained": "yes"}, "detained_with_indicators"),
        ("CTRL-03", "unsure", "sexual_violence"),
        ("EMB-09", "declined", "forced_return"),
    ],
)
def test_flags_by_answer_or_state(pack: Pack, item: str, raw: object, flag: str) -> None:
    talk = Talk(pack).say(item, raw)
    assert flag in flags(talk)
    assert talk.interview.flags[flag].cites == (item,)
    raised = [e for e in talk.events if e.payload.get("flag") == flag]
    assert len(raised) == 1


def test_age_doubt_closes_by_the_view_with_a_reason(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", "unsure").say("AGE-02", "clearly_adult")
    assert "age_doubt" in flags(talk)
    talk.say("AGE-02", {"view": "clearly_adult", "reason": "見本"})
    assert "age_doubt" not in flags(talk)
    assert talk.interview.flags["age_doubt"].action == "AGE-02"
    talk.say("AGE-01", 15).say("AGE-02", {"view": "clearly_adult", "reason": "見本"})
    assert "child_case" in flags(talk)


def test_since_when_the_person_may_be_a_child(pack: Pack) -> None:
    talk = Talk(pack).say("AGE-01", 20)
    assert talk.interview.protective_since is None
    since = talk.do("sign_set", sign="apparent_minor").interview.protective_since
    assert since is not None
    talk.say("SAFE-01", "yes").say("AGE-01", 17)
    assert talk.interview.protective_since == since
    assert talk.say("AGE-01", 15).interview.flags["age_doubt"].cites == ("AGE-01",)


def test_state_and_the_small_events(pack: Pack) -> None:
    talk = Talk(pack, language=None).do("language_chosen", tag="my")
    talk.do("interpreter_set", code="T-014", mode="phone").do("paused", reason="見本")
    assert talk.interview.paused
    talk.do("resumed").do("distress").do("skipped", item="SAFE-04").do("shown", item="SAFE-05")
    talk.do("note_added", item=None, text="見本", lang="ja", timer="iom_48h")
    talk.do("card_shown", card="CARD-01", how="read_aloud", person=None)
    talk.do("lock_opened", item="CTRL-01", reason="見本", by="SUP")
    talk.do("read_back", result="partial", reason="見本").do("attested", item="SAFE-01")
    talk.do("basis_invoked", recipient="cgc", basis="child_protection", groups=[], reason="")
    talk.do("withdrawn", reason="見本").do("clock_anomaly", seconds=3)
    state = talk.interview
    assert (state.language, state.paused, state.current) == ("my", False, "SAFE-05")
    assert state.interpreter["code"] == "T-014"
    assert "distress" in state.signs
    assert state.skips == {"SAFE-04": 1}
    assert set(state.timers_stopped) == {"iom_48h"}
    assert state.cards[0].how == "read_aloud"
    assert state.unlocked == {"CTRL-01": OwnWords("見本")}
    assert state.read_back
    assert state.bases["cgc"].basis == "child_protection"
    assert state.withdrawn_reason == "見本"
    assert (state.started_at, state.seq) == (BEGIN, len(talk.events))


def test_draft_sealed_handed_over_amended(pack: Pack) -> None:
    talk = Talk(pack)
    states = [talk.interview.state]
    for kind, payload in (
        ("sealed", {"version": 1, "record_hash": "h"}),
        ("exported", {"recipient": "wcsc", "groups": ["safety"], "file_sha256": "f"}),
        ("amended", {"reason": "見本", "prev": "h"}),
    ):
        states.append(talk.do(kind, **payload).interview.state)
    assert states == ["draft", "sealed", "handed_over", "draft"]
    assert talk.interview.version == 1


def test_a_consent_comes_back_with_a_new_answer(pack: Pack) -> None:
    talk = Talk(pack).adult().say("REFR-05", "all").do("consent_withdrawn", recipient="iom")
    assert talk.facts.consent("iom") is None
    assert talk.say("REFR-05", "all").facts.consent("iom") == "all"


def test_a_foreign_item_is_an_error_of_the_pack(pack: Pack) -> None:
    talk = Talk(pack)
    event = talk.events[-1]
    for payload in ({"item": "NONE-01", "parts": {}}, {"item": "SAFE-01", "parts": {"x": {}}}):
        strange = Event(
            **{name: getattr(event, name) for name in Event.__slots__} | {"payload": payload}
        )
        with pytest.raises(UserError, match="pack_mismatch"):
            apply(pack, talk.interview, strange)
