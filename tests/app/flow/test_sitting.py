# SPDX-License-Identifier: MIT
"""Between two sittings the program says so, once, and never on a short path."""

from __future__ import annotations

import pytest

from app.domain.pack import Pack
from app.flow.sitting import SittingEnd, closing_left, sitting_end
from app.flow.view import ItemStatus
from tests.app.domain.talking import Talk
from tests.app.flow.test_engine import plan


def through(talk: Talk, last: str) -> Talk:
    """Leave out all that stands before ``last``."""
    for planned in plan(talk).items:
        if planned.item == last:
            break
        if planned.status is ItemStatus.DUE:
            talk.do("skipped", item=planned.item).do("skipped", item=planned.item)
    return talk


def end(talk: Talk) -> SittingEnd | None:
    return sitting_end(talk.pack, talk.interview, plan(talk))


def test_the_first_sitting_ends_before_the_account(pack: Pack) -> None:
    talk = Talk(pack).adult()
    assert end(talk) is None
    through(talk, "RECR-00")
    assert end(talk) == SittingEnd(1, 3, pack.sittings[1].minutes)
    assert closing_left(plan(talk))
    assert end(talk.say("RECR-00", "見本")) is None


def test_the_second_ends_before_the_wishes(pack: Pack) -> None:
    talk = through(Talk(pack).adult(), "RECR-00").say("RECR-00", "見本")
    wishes = next(p.item for p in plan(talk).items if p.phase == "WISH")
    assert end(through(talk, wishes)) == SittingEnd(2, 3, pack.sittings[2].minutes)


def test_after_a_rest_it_is_not_said_again(pack: Pack) -> None:
    talk = through(Talk(pack).adult(), "RECR-00").do("paused").do("resumed")
    assert end(talk) is None


def test_a_closing_question_asked_early_ends_nothing(pack: Pack) -> None:
    talk = through(Talk(pack).adult(), "RECR-00").say("CLOS-03", "yes")
    assert end(talk) is not None


@pytest.mark.parametrize("script", ["short", "group", "embarkation"])
def test_short_paths_are_one_sitting(pack: Pack, script: str) -> None:
    talk = Talk(pack, script).adult()
    for planned in plan(talk).items:
        assert end(talk) is None
        if planned.status is ItemStatus.DUE:
            talk.do("skipped", item=planned.item).do("skipped", item=planned.item)
