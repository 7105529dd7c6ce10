# SPDX-License-Identifier: MIT
"""What was said before another answer changed stays, counts and says so: page, findings, flags, paper."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
from PySide6.QtWidgets import QLabel

from app.crypto.sealed import disclosures_of
from app.domain.said_before import flag_said_before, said_before
from app.domain.value import Json
from app.services.workspace import Workspace
from tests.stations import House, begin
from tests.ui.going import go
from tests.ui.pages import rest
from tests.ui.screens.hand import Hand, hands
from tests.ui.screens.room import BASE
from ui.main import Shell

CHANGES: tuple[tuple[str, Json], ...] = (
    ("DEBT-02", {"owe": "yes"}),
    ("DEBT-03", {"how": ["from_pay"], "told": ["violence"]}),
    ("OTHR-01", {"others": "yes"}),
    ("OTHR-02", ["hurt"]),
    ("DEBT-02", {"owe": "no"}),
    ("OTHR-01", {"others": "no"}),
)
CHANGED = (*BASE, *CHANGES)
AFTER = {
    "DEBT-03": ("DEBT-02",),
    "OTHR-02": ("OTHR-01",),
}


@pytest.fixture
def hand(shell: Shell, workspace: Workspace) -> Iterator[Hand]:
    with hands(shell, workspace, begin(workspace, CHANGED, language="vi", practice=True)) as made:
        yield made


def shown(hand: Hand) -> list[str]:
    labels = hand.shell.window.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisibleTo(hand.shell.window)]


def test_what_was_said_before_is_known_from_the_order_of_the_answers(
    house: House, workspace: Workspace
) -> None:
    interview = begin(workspace, CHANGED)
    state = workspace.interviews.open(interview).interview
    assert dict(said_before(house.pack, state)) == AFTER
    marked = {
        flag: flag_said_before(house.pack, state, flag, record.raises)
        for flag, record in state.flags.items()
    }
    assert marked["threat_if_speaks"] == ("DEBT-02",)
    assert marked["others_urgent"] == ("OTHR-01",)
    assert marked["others_in_danger"] == ("OTHR-01",)
    assert state.flags_open >= set(marked)
    # Said again after the change, or the change taken back: nothing to mark.
    workspace.interviews.answer(interview, "DEBT-02", {"owe": "yes"})
    workspace.interviews.answer(interview, "OTHR-02", ["hurt"])
    state = workspace.interviews.open(interview).interview
    assert dict(said_before(house.pack, state)) == {}
    assert (
        flag_said_before(
            house.pack, state, "threat_if_speaks", state.flags["threat_if_speaks"].raises
        )
        == ()
    )


def test_an_answer_before_any_change_carries_no_mark(house: House, workspace: Workspace) -> None:
    interview = begin(workspace, CHANGED[:-2])
    state = workspace.interviews.open(interview).interview
    assert dict(said_before(house.pack, state)) == {}
    assert all(
        not flag_said_before(house.pack, state, f, record.raises)
        for f, record in state.flags.items()
    )


def test_the_page_the_flags_and_the_findings_say_it(hand: Hand) -> None:
    case = hand.shell.case
    assert case is not None
    words = "DEBT-02 の答えが変わる前の話です"
    hand.at("DEBT-03")
    assert words in shown(hand)
    findings = case.model.glance.findings
    cited = [answer for found in findings.forced_labour for answer in found.answers]
    debt = [answer for answer in cited if answer.item == "DEBT-03"]
    assert {answer.before for answer in debt} == {("DEBT-02",)}
    assert case.model.session.assessment.forced_labour  # still counted
    hand.at("DEBT-02")
    assert words in shown(hand)  # in the side panel, under the flag that rests on it
    go(case, "danger")
    rest()
    assert words in shown(hand)
    assert "OTHR-01 の答えが変わる前の話です" in shown(hand)
    go(case, "readback")
    rest()
    assert words in shown(hand)


def test_the_paper_and_the_record_say_it_to_who_has_both(
    house: House, workspace: Workspace
) -> None:
    interview = begin(workspace, CHANGED)
    workspace.interviews.seal(interview)
    handovers = workspace.handovers
    prepared = handovers.prepare(interview, "supervisor")
    pdf = pypdfium2.PdfDocument(handovers.draw(prepared).pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert "次の答えが変わる前の話：DEBT-02" in text
    assert "次の答えが変わる前の話にもとづく：DEBT-02" in text
    sealed = disclosures_of(prepared.version.token)
    mark = sealed["before:DEBT-03"]
    assert (mark["changed"], mark["groups"]) == (["DEBT-02"], ["control"])
    assert (mark["of"], mark["cites"]) == ("DEBT-03", ["DEBT-02"])
    assert any(name.startswith("before:flag:others_urgent:") for name in sealed)
