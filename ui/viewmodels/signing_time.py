# SPDX-License-Identifier: MIT
"""The time of a sealing: the machine's clock, what is wrong with it, and the time stated instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.ids import InterviewId
from app.services.interviews import Interviews
from app.services.timekeeping import ClockReport
from ui.tasks import TaskRunner
from ui.viewmodels.stated_time import moment_of


class ClockWorkspace(Protocol):
    """The part of the workspace that the clock needs."""

    @property
    def interviews(self) -> Interviews: ...


class SigningTime(QObject):
    """The clock beside one interview. Call `load` first. GUI thread only."""

    changed = Signal()

    def __init__(
        self,
        workspace: ClockWorkspace,
        tasks: TaskRunner,
        interview: InterviewId,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._service, self._tasks, self._case = workspace.interviews, tasks, interview
        self.report: ClockReport | None = None
        self.error: Exception | None = None

    @property
    def is_told(self) -> bool:
        """There is something about the clock or the certificate that the officer has to see."""
        report = self.report
        return report is not None and bool(report.faults or report.stated or report.signs)

    @property
    def signs(self) -> bool:
        """A signature can be made: the time is certain enough and the certificate holds."""
        report = self.report
        return report is not None and not report.asks and report.signs is None

    def load(self) -> None:
        """Compare the clock; what changed about it is stored."""
        self._run(lambda: self._service.look_at_clock(self._case))

    def state(self, day: str, time: str) -> None:
        """Go by the time that the officer states, in Japan. What is wrong with it stands in ``error``."""
        try:
            self._state(moment_of(day, time))
        except UserError as error:
            self._on_failed(error)

    def confirm(self) -> None:
        """The machine's time is right."""
        if self.report is not None:
            self._state(self.report.machine)

    def _state(self, moment: datetime) -> None:
        self._run(lambda: self._service.state_time(self._case, moment))

    def _run(self, work: Callable[[], ClockReport]) -> None:
        self.error = None
        self._tasks.run(self, work, self._on_report, self._on_failed)

    def _on_report(self, report: ClockReport) -> None:
        self.report = report
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.error = error
        self.changed.emit()
