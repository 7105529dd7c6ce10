# SPDX-License-Identifier: MIT
# Ids are written as plain text here, as in a replay file.
# mypy: disable-error-code="arg-type,index,comparison-overlap"
"""Feedback: each finding with the talk that earns it, and the same talk in good order without it."""

from __future__ import annotations

import pytest

from app.domain.pack import Pack
from app.domain.parse import answer_to_json, parse_answer
from app.flow.review import EARLY, Review, ReviewKind, review
from app.i18n.review_text import FEEDBACK
from tests.app.domain.talking import Talk


def reviewed(talk: Talk, *refused: str) -> Review:
    return review(talk.pack, talk.events, refused)


def found(talk: Talk, kind: ReviewKind) -> list[str]:
    return [finding.about for finding in reviewed(talk).of(kind)]


def safe(pack: Pack) -> Talk:
    """A talk in good order up to the free account."""
    talk = Talk(pack).say("SAFE-01", "yes").adult()
    return talk.say("NEED-01", ["none"]).say("IDEN-01", "見本 SAMPLE").say("RECR-00", "見本 SAMPLE")


def hard(talk: Talk, item: str = "CTRL-02", *, lead_in: bool = True) -> Talk:
    """A level-3 question, stored as the service does."""
    shown = {"lead_in": {"lang": "ja", "text": "見本"}} if lead_in else {}
    parts = answer_to_json(parse_answer(talk.pack.items[item], "no", talk.pack.recipients))
    return talk.do("answered", item=item, parts=parts, mode="heard", shown=shown)


def test_a_talk_in_good_order_has_nothing_too_early(pack: Pack) -> None:
    assert reviewed(hard(safe(pack))).of(*EARLY) == ()


def test_every_kind_has_its_sentence() -> None:
    assert set(FEEDBACK) == set(ReviewKind)


def test_safety_comes_first(pack: Pack) -> None:
    talk = Talk(pack).adult().say("NEED-01", ["none"]).say("SAFE-01", "yes")
    assert found(talk, ReviewKind.BEFORE_SAFETY) == ["CONS-06", "NEED-01"]


def test_skipping_safety_knowingly_is_not_jumping_over_it(pack: Pack) -> None:
    talk = Talk(pack).do("skipped", item="SAFE-01").adult()
    assert found(talk, ReviewKind.BEFORE_SAFETY) == []


def test_consent_needs_its_explanations(pack: Pack) -> None:
    talk = Talk(pack).say("SAFE-01", "yes").say("AGE-01", 24)
    talk.say("CONS-01", "understood").say("CONS-06", "yes")
    assert found(talk, ReviewKind.UNEXPLAINED) == ["CONS-06"]


@pytest.mark.parametrize(("item", "value"), [("IDEN-01", "見本"), ("IDEN-06", {"valid": "valid"})])
def test_needs_come_before_personal_data(pack: Pack, item: str, value: object) -> None:
    talk = Talk(pack).say("SAFE-01", "yes").adult().say(item, value).say("NEED-01", ["none"])
    assert found(talk, ReviewKind.BEFORE_NEEDS) == [item]


def test_what_papers_told_before_the_talk_is_not_asked_too_early(pack: Pack) -> None:
    talk = Talk(pack).say("IDEN-04", {"country": ["THA"]}).say("IDEN-02", "woman")
    assert found(talk, ReviewKind.BEFORE_SAFETY) == []
    later = Talk(pack).adult().say("IDEN-04", {"country": ["THA"]})
    assert "IDEN-04" in found(later, ReviewKind.BEFORE_SAFETY)


def test_hard_questions_wait_for_the_free_account(pack: Pack) -> None:
    talk = hard(Talk(pack).say("SAFE-01", "yes").adult().say("NEED-01", ["none"]))
    assert found(talk, ReviewKind.BEFORE_ACCOUNT) == ["CTRL-02"]


def test_a_hard_question_has_its_introduction(pack: Pack) -> None:
    assert found(hard(safe(pack), lead_in=False), ReviewKind.NO_LEAD_IN) == ["CTRL-02"]


def test_no_hard_question_right_after_distress(pack: Pack) -> None:
    assert found(hard(safe(pack).do("distress")), ReviewKind.AFTER_DISTRESS) == ["CTRL-02"]
    rested = safe(pack).do("distress").do("paused").do("resumed")
    assert found(hard(rested), ReviewKind.AFTER_DISTRESS) == []


def test_questions_the_engine_raises_are_never_too_early(pack: Pack) -> None:
    talk = Talk(pack).say("SAFE-01", "yes").do("sign_set", sign="self_harm")
    assert reviewed(hard(talk, "NEED-05a", lead_in=False)).of(*EARLY) == ()


def test_what_was_tried_while_locked_comes_from_outside(pack: Pack) -> None:
    talk = safe(pack)
    (finding,) = reviewed(talk, "WORK-04", "WORK-04").of(ReviewKind.LOCKED)
    assert (finding.about, finding.critical) == ("WORK-04", True)


def test_open_flags_and_running_deadlines_are_named_until_acted_on(pack: Pack) -> None:
    talk = safe(pack).say("SAFE-05", "yes")
    assert found(talk, ReviewKind.FLAG_OPEN) == ["threat_if_speaks"]
    assert "CARD-03" in found(talk, ReviewKind.CARD_NOT_SHOWN)
    assert "first_contact_24h" in found(talk, ReviewKind.TIMER_RUNNING)
    talk.do("danger_resolved", flag="threat_if_speaks", action="見本")
    talk.do("card_shown", card="CARD-01", how="read_aloud", person=None)
    talk.do("note_added", item=None, text="見本", lang="ja", timer="first_contact_24h")
    assert found(talk, ReviewKind.FLAG_OPEN) == []
    assert "CARD-01" not in found(talk, ReviewKind.CARD_NOT_SHOWN)
    assert "first_contact_24h" not in found(talk, ReviewKind.TIMER_RUNNING)


def test_what_was_due_and_not_asked_is_named(pack: Pack) -> None:
    talk = safe(pack)
    assert "SAFE-02" in found(talk, ReviewKind.MISSED)
    assert "SAFE-02" not in found(talk.say("SAFE-02", {"someone": "no"}), ReviewKind.MISSED)
