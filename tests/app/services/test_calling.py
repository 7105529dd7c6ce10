# SPDX-License-Identifier: MIT
"""A silent call: kept as an event, opened by the officer; of it leaves nothing but to the own supervisor."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from app.crypto.envelope import read
from app.domain.consent import Decision, Grant
from app.domain.event import EventType
from app.domain.interview import fold
from app.domain.stricter import stricter
from app.domain.written import written_texts
from app.ids import FlagId, InterviewId, RecipientId
from app.services.calling import call_silently, open_call
from app.services.record import disclosed, record_items
from app.services.workspace import Workspace
from tests.app.domain.talking import Talk
from tests.journeys.test_canaries import pages
from tests.stations import ADULT, begin, build_house

FLAG, SIGN = FlagId("asked_silently"), "silent_help"
ACTION = "SAMPLE sent the companion out"
TRACES = (str(FLAG), SIGN, ACTION, "静かに助けを求め", "確認事項", "silent_call")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    house = build_house(tmp_path_factory.mktemp("calling"))
    opened = house.open(house.officer)
    yield opened
    opened.close()


def test_the_touch_raises_nothing_and_opening_it_raises_the_flag(workspace: Workspace) -> None:
    service = workspace.interviews
    case = begin(workspace, ())  # nobody agreed to anything
    state = call_silently(service, case).interview
    assert state.called is not None
    assert not state.flags
    assert not state.signs
    kinds = [event.type for event in service._store.events(case)]
    assert kinds[-1] is EventType.SILENT_CALL
    opened = open_call(service, case).interview
    assert opened.called is None
    assert opened.signs == {SIGN}
    assert [raising.by for raising in opened.flags[FLAG].raises] == ["person"]
    assert opened.flags[FLAG].raises[0].ways == (frozenset({workspace.pack.roles.safety}),)
    assert fold(workspace.pack, service._store.events(case)).flags == opened.flags
    assert service.rebuild(case)
    assert call_silently(service, case).interview.called is not None  # again


def test_the_list_says_that_something_waits_before_it_is_opened(workspace: Workspace) -> None:
    case = begin(workspace, ())
    call_silently(workspace.interviews, case)
    (row,) = [row for row in workspace.interviews.summaries() if row.interview == case]
    assert row.flags == (FLAG,)


def test_the_sign_alone_raises_it_too(workspace: Workspace) -> None:
    talk = Talk(workspace.pack).do("sign_set", sign=SIGN)
    assert FLAG in talk.interview.flags_open


def closed(workspace: Workspace, *answers: tuple[str, object]) -> InterviewId:
    """An interview in which a call was opened, acted on, called again and left open."""
    service, case = workspace.interviews, begin(workspace, (*ADULT, *answers))
    call_silently(service, case)
    open_call(service, case)
    service.resolve_flag(case, FLAG, ACTION)
    open_call(service, case)
    return case


def text_of(presentation: str) -> str:
    parts = presentation.split("~")[1:-1]
    return "".join(
        base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode() for part in parts
    )


def test_nobody_gets_a_trace_of_it_but_the_own_supervisor(workspace: Workspace) -> None:
    """Each recipient with all the groups that it can have: by whatever way they went."""
    pack = workspace.pack
    state = workspace.interviews.open(closed(workspace)).interview
    items = record_items(pack, state)
    about = {name for name, value in items.items() if FLAG in name or ACTION in str(value)}
    assert len(about) == 3  # two raisings, and how the first ended
    went = {}
    for recipient in pack.recipients.values():
        grants = (Grant(frozenset(recipient.groups_at_most)),)
        decision = Decision(recipient.id, None, by="consent", basis=None, grants=grants)
        names = disclosed(pack, decision, items)
        went[recipient.id] = about & names
        assert any(pack.roles.safety in grant.groups for grant in grants) <= bool(names)
    assert went.pop(pack.roles.supervisor) == about  # positive control
    assert set().union(*went.values()) == set()


@pytest.mark.parametrize("recipient", ["wcsc", "supervisor"])
def test_the_file_and_its_pages_hold_no_trace(
    workspace: Workspace, recipient: str, tmp_path: Path
) -> None:
    case = closed(workspace, ("REFR-02", "all"))
    workspace.interviews.seal(case)
    handovers = workspace.handovers
    prepared = handovers.prepare(case, RecipientId(recipient))
    handovers.save(case, handovers.draw(prepared), tmp_path / "made.pdf", lawyer_offered=True)
    page = pages(tmp_path / "made.pdf")
    attached = text_of(read(prepared.document.attachment).presentation)
    found = [trace for trace in TRACES if trace in attached or trace in page]
    if recipient == workspace.pack.roles.supervisor:
        assert {str(FLAG), ACTION, "静かに助けを求め"} <= {*found}  # positive control
    else:
        assert found == []


def test_what_was_done_is_no_text_that_goes_or_is_to_be_marked(workspace: Workspace) -> None:
    state = workspace.interviews.open(closed(workspace)).interview
    assert state.flags[FLAG].before is not None
    assert ACTION not in [text.text for text in written_texts(workspace.pack, state)]


def test_discreet_by_the_content_of_today_is_discreet_for_a_record_of_before(
    workspace: Workspace,
) -> None:
    pack = workspace.pack
    loud = replace(pack.flags[FLAG], discreet=None)
    before = replace(pack, sha256="0" * 64, flags=MappingProxyType({**pack.flags, FLAG: loud}))
    assert stricter(before, pack).flags[FLAG].discreet == pack.flags[FLAG].discreet
    assert stricter(pack, before).flags[FLAG].discreet is not None
