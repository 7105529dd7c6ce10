# SPDX-License-Identifier: MIT
"""A locked question of the child path: a supervisor opens it, with the own passphrase and a reason."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.domain.event import EventType
from app.services.workspace import Workspace
from app.storage.interviews import SqlInterviewStore
from tests.stations import OFFICER, OFFICER_WORDS, SUPERVISOR, SUPERVISOR_WORDS, House, begin
from tests.ui.screens.room import english, faults, talk
from ui.screens.interview.lock_panel import LockPanel
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.supervision import Supervision

CHILD = (("SAFE-01", "yes"), ("AGE-01", {"age": 14}), ("CHLD-00", "yes"))
ITEM = "WORK-03"
REASON = "見本の理由 SAMPLE"


@pytest.fixture
def vm(house: House, workspace: Workspace) -> InterviewViewModel:
    users = (SUPERVISOR, OFFICER)  # the list is no proof: an officer on it opens nothing
    supervision = Supervision(users, house.stations.prove_supervisor)
    made = talk(workspace, begin(workspace, CHILD), supervision)
    made.walking.jump(ITEM)
    assert made.glance.lock == "child_path"
    return made


@pytest.fixture
def panel(vm: InterviewViewModel, qtbot: QtBot) -> LockPanel:
    made = LockPanel(vm, english)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def fill(panel: LockPanel, reason: str, user: str, passphrase: str) -> None:
    panel.reason.setText(reason)
    panel.supervisor.who.choose(user)
    panel.supervisor.passphrase._line.setText(passphrase)
    panel.open_button.click()


def opened(vm: InterviewViewModel, workspace: Workspace) -> list[dict[str, object]]:
    store = workspace.interviews._store
    assert isinstance(store, SqlInterviewStore)
    events = store.events(vm.session.id)
    return [dict(event.payload) for event in events if event.type is EventType.LOCK_OPENED]


@pytest.mark.parametrize(
    ("user", "passphrase", "sentence"),
    [
        (SUPERVISOR, "not the passphrase!", "The passphrase is wrong."),
        (SUPERVISOR, OFFICER_WORDS, "The passphrase is wrong."),
        (OFFICER, OFFICER_WORDS, "Only a supervisor can do this."),
    ],
)
def test_who_is_no_supervisor_opens_nothing(
    panel: LockPanel,
    vm: InterviewViewModel,
    workspace: Workspace,
    user: str,
    passphrase: str,
    sentence: str,
) -> None:
    fill(panel, REASON, user, passphrase)
    assert panel.message.text() == sentence
    assert vm.glance.lock == "child_path"
    assert opened(vm, workspace) == []
    assert panel.supervisor.passphrase.text() == ""
    assert panel.open_button.isEnabled()
    assert panel.reason.plain() == REASON  # a second try needs only the passphrase


@pytest.mark.parametrize(("reason", "passphrase"), [("", SUPERVISOR_WORDS), (REASON, "")])
def test_reason_and_passphrase_are_both_needed(
    panel: LockPanel, vm: InterviewViewModel, workspace: Workspace, reason: str, passphrase: str
) -> None:
    fill(panel, reason, SUPERVISOR, passphrase)
    assert panel.message.text().startswith("Write the reason")
    assert opened(vm, workspace) == []


def test_the_event_names_the_supervisor(
    house: House, panel: LockPanel, vm: InterviewViewModel, workspace: Workspace, qtbot: QtBot
) -> None:
    house.clock.advance(minutes=2)  # the pause after the wrong passphrases of the tests before
    with qtbot.waitSignal(vm.item_changed):
        fill(panel, REASON, SUPERVISOR, SUPERVISOR_WORDS)
    (payload,) = opened(vm, workspace)
    assert str(payload.pop("approval")).count(".") == 2  # signed with the supervisor's own key
    assert payload == {"item": ITEM, "reason": REASON, "by": SUPERVISOR}
    assert vm.glance.lock != "child_path"


def test_the_panel_can_be_used_by_all(panel: LockPanel) -> None:
    assert faults(panel) == []
