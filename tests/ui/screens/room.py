# SPDX-License-Identifier: MIT
"""A room for an interview: a real station and workspace, tasks that run at once, nothing invented."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from app.errors import UserError
from app.ids import InterviewId
from app.services.approvals import Approver
from app.services.workspace import Workspace
from tests.stations import House
from tests.ui.audit import audit
from ui.screens.person import PersonWindow
from ui.tasks import DirectTasks
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.supervision import Supervision

#: Safe, adult, told of the duty to tell Immigration, willing to talk.
BASE = (("SAFE-01", "yes"), ("AGE-01", {"age": 24}), ("CONS-04b", "explained"), ("CONS-06", "yes"))


def faults(widget: QWidget) -> list[str]:
    """What the audit finds once all layouts have settled."""
    for _ in range(8):
        QApplication.processEvents()
    return [str(finding) for finding in audit(widget)]


def english(msgid: str) -> str:
    return msgid


def workspace_of(house: House) -> Workspace:
    return house.open(house.officer)


def nobody(_user: str, _passphrase: str) -> Approver:
    raise UserError("not_supervisor")


UNSUPERVISED = Supervision((), nobody)


def talk(
    workspace: Workspace,
    interview: InterviewId | None = None,
    supervision: Supervision = UNSUPERVISED,
) -> InterviewViewModel:
    """The view model of a stored interview, or of none yet."""
    made = InterviewViewModel(workspace, DirectTasks(), supervision)
    if interview is not None:
        made.open(interview)
    return made


def led(window: PersonWindow) -> InterviewViewModel:
    """The interview that a person's window follows, with the officer's verbs."""
    talk_ = window._vm._talk
    assert isinstance(talk_, InterviewViewModel)
    return talk_
