# SPDX-License-Identifier: MIT
"""A flag that was raised by mistake is taken back with a reason, and its raising stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.event import EventType
from app.domain.interview import fold
from app.errors import UserError
from app.ids import FlagId, InterviewId, RecipientId
from app.services.flagging import take_back_flag
from app.services.record import record_items
from app.services.workspace import Workspace
from tests.app.domain.talking import Talk
from tests.stations import ADULT, begin, build_house

FIRE, URGENT, THREAT = (
    FlagId("fire_or_vessel"),
    FlagId("medical_urgent"),
    FlagId("threat_if_speaks"),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    house = build_house(tmp_path_factory.mktemp("flagging"))
    opened = house.open(house.officer)
    yield opened
    opened.close()


@pytest.fixture
def case(workspace: Workspace) -> InterviewId:
    return begin(workspace, (*ADULT, ("CTRL-04", ["hurt_family"]), ("REFR-02", "all")))


def test_it_closes_with_the_reason_and_the_raising_stays(
    workspace: Workspace, case: InterviewId
) -> None:
    service = workspace.interviews
    service.raise_flag(case, FIRE)
    state = take_back_flag(service, case, FIRE, " 見本: 行を間違えた ").interview
    record = state.flags[FIRE]
    assert FIRE not in state.flags_open
    assert FIRE not in state.flags_ever
    assert record.mistaken is not None
    assert record.mistaken.reason == "見本: 行を間違えた"
    assert record.raises[0].by == "officer"
    assert service.rebuild(case)
    kinds = [event.type for event in service._store.events(case)][-2:]
    assert kinds == [EventType.DANGER_RAISED, EventType.DANGER_TAKEN_BACK]
    again = service.raise_flag(case, FIRE).interview  # a real one after it
    assert FIRE in again.flags_open
    assert again.flags[FIRE].mistaken is None


def test_what_an_answer_raised_goes_on_standing(workspace: Workspace, case: InterviewId) -> None:
    service = workspace.interviews
    with pytest.raises(UserError, match="flag_by_answer"):
        take_back_flag(service, case, THREAT, "見本")
    service.raise_flag(case, THREAT)
    state = take_back_flag(service, case, THREAT, "見本").interview
    assert THREAT in state.flags_open
    assert [raising.taken_back is not None for raising in state.flags[THREAT].raises] == [
        False,
        True,
    ]


def test_a_flag_closed_before_is_closed_as_it_was(workspace: Workspace, case: InterviewId) -> None:
    service = workspace.interviews
    closed = service.resolve_flag(case, THREAT, "見本の対応").interview.flags[THREAT]
    service.raise_flag(case, THREAT)
    state = take_back_flag(service, case, THREAT, "見本").interview
    assert THREAT not in state.flags_open
    assert (state.flags[THREAT].action, state.flags[THREAT].closed_at) == (
        "見本の対応",
        closed.closed_at,
    )
    assert state.flags[THREAT].mistaken is None
    assert len(state.flags[THREAT].raises) == 2


def test_it_wants_a_reason_and_an_open_flag(workspace: Workspace, case: InterviewId) -> None:
    with pytest.raises(UserError, match="flag_not_open"):
        take_back_flag(workspace.interviews, case, FIRE, "見本")
    workspace.interviews.raise_flag(case, FIRE)
    with pytest.raises(UserError, match="reason_missing"):
        take_back_flag(workspace.interviews, case, FIRE, "  ")


def test_paper_and_record_say_so_to_the_own_agency_and_to_no_one_else(
    workspace: Workspace, case: InterviewId
) -> None:
    service = workspace.interviews
    service.raise_flag(case, FIRE)
    session = take_back_flag(service, case, FIRE, "見本: 行を間違えた")
    pack = workspace.pack
    items: Any = record_items(pack, session.interview)
    (raised,) = (name for name in items if name.startswith(f"flag:{FIRE}:"))
    end = items[raised.replace("flag:", "flag_closed:", 1)]
    assert items[raised]["groups"] == end["groups"] == sorted(pack.groups)
    assert end["taken_back"]["reason"] == "見本: 行を間違えた"
    service.seal(case)
    own = workspace.handovers.prepare(case, RecipientId("supervisor")).document
    urgent = next(urgent for urgent in own.urgent if urgent.flag == FIRE)
    assert urgent.taken_back
    assert not urgent.open
    assert "行を間違えた" in urgent.actions[0].text
    other = workspace.handovers.prepare(case, RecipientId("wcsc")).document
    assert all(warning.flag != FIRE for warning in other.urgent)


def test_a_fold_without_the_event_is_what_it_was(workspace: Workspace) -> None:
    """Old vaults hold no such event: the same flags come out of the same events."""
    talk = Talk(workspace.pack)
    talk.do("danger_raised", flag=FIRE, by="officer", cites=[])
    talk.do("danger_resolved", flag=FIRE, action="見本")
    record = fold(workspace.pack, talk.events).flags[FIRE]
    assert (record.open, record.action, record.mistaken) == (False, "見本", None)
