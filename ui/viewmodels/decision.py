# SPDX-License-Identifier: MIT
"""A person's decision about the status, beside the indicators and never made by them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.state import Decided
from app.services.deciding import RECOGNISED, decide_status
from app.services.interviews import Session
from ui.viewmodels.interview import InterviewViewModel


class DecisionViewModel(QObject):
    """The decisions of one interview. What is typed stays with the interview until it is stored."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, interview: InterviewViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.interview = interview
        self._asked = False
        interview.failed.connect(self._on_failed)

    @property
    def history(self) -> tuple[Decided, ...]:
        """All decisions, the one that stands first."""
        return tuple(reversed(self.interview.session.interview.decisions))

    @property
    def needs_recognition(self) -> bool:
        """The chosen word says that an agency recognised the person: who and when are asked."""
        return self.typed("status") == RECOGNISED

    def typed(self, field: str) -> str:
        """What is chosen or typed so far: status, agency, on, reason."""
        return self.interview.deciding.get(field, "")

    def type(self, field: str, text: str) -> None:
        """Keep what is chosen or typed; an empty text clears it."""
        self.interview.deciding.pop(field, None)
        if text:
            self.interview.deciding[field] = text

    def record(self) -> None:
        """Store the decision; what is missing comes back as `failed`."""
        talk, typed = self.interview, dict(self.interview.deciding)
        case, service = talk.session.id, talk.workspace.interviews
        today = talk.workspace.interviews.today
        self._asked = True

        def step(*_place: object) -> Session:
            return decide_status(
                service,
                case,
                typed.get("status", ""),
                typed.get("reason", ""),
                today=today,
                agency=typed.get("agency", ""),
                on=typed.get("on", ""),
            )

        talk.perform([step], then=self._stored)

    def _stored(self) -> None:
        self._asked = False
        self.interview.deciding.clear()
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        if self._asked:
            self._asked = False
            self.failed.emit(error)
