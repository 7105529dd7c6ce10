# SPDX-License-Identifier: MIT
"""A person's decision about the status, beside the indicators and never made by them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.agency import Agencies
from app.domain.state import Decided
from app.services.deciding import RECOGNISED, decide_status
from app.services.interviews import Session
from ui.viewmodels.companion import CompanionViewModel
from ui.viewmodels.entered import EnteredDrafts
from ui.viewmodels.leading import Keeping
from ui.viewmodels.workspace import InterviewWorkspace


class DecisionTalk(Keeping, Protocol):
    """The interview about which a person decides."""

    @property
    def drafts(self) -> EnteredDrafts: ...
    @property
    def workspace(self) -> InterviewWorkspace: ...


class DecisionViewModel(CompanionViewModel):
    """The decisions of one interview. What is typed stays with the interview until it is stored."""

    changed = Signal()

    def __init__(self, interview: DecisionTalk, parent: QObject | None = None) -> None:
        super().__init__(interview, parent)
        self._talk = interview
        self._asked = False

    @property
    def agencies(self) -> Agencies:
        """Those that may have recognised the person."""
        return self._talk.session.pack.agencies

    @property
    def history(self) -> tuple[Decided, ...]:
        """All decisions, the one that stands first."""
        return tuple(reversed(self._talk.session.interview.decisions))

    @property
    def needs_recognition(self) -> bool:
        """The chosen word says that an agency recognised the person: who and when are asked."""
        return self.typed("status") == RECOGNISED

    def typed(self, field: str) -> str:
        """What is chosen or typed so far: status, agency, on, reason."""
        return self._talk.drafts.decision.get(field, "")

    def type(self, field: str, text: str) -> None:
        """Keep what is chosen or typed; an empty text clears it."""
        self._talk.drafts.decision.pop(field, None)
        if text:
            self._talk.drafts.decision[field] = text

    def record(self) -> None:
        """Store the decision; what is missing comes back as `failed`."""
        talk, typed = self._talk, dict(self._talk.drafts.decision)
        case, service = talk.session.id, talk.workspace.interviews
        today = service.today
        self._asked, changed = True, self._while_here(self.changed.emit)

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

        def stored() -> None:
            """Also when the page has gone: what was typed is the interview's."""
            self._asked = False
            talk.drafts.decision.clear()
            changed()

        talk.perform([step], then=stored)

    def _on_failed(self, error: Exception) -> None:
        if self._asked:
            self._asked = False
            super()._on_failed(error)
