# SPDX-License-Identifier: MIT
"""Moving an interview to newer content: what stays, what is asked again. A draft may stay as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.moving import Move, plan_move
from app.services.blocked_words import blocked_words
from ui.viewmodels.companion import CompanionViewModel
from ui.viewmodels.leading import Keeping
from ui.viewmodels.workspace import InterviewWorkspace


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """One answer that does not stay. ``reason``: gone, changed or regrouped."""

    question: str
    reason: str


class NewerTalk(Keeping, Protocol):
    """The interview that could be moved."""

    @property
    def workspace(self) -> InterviewWorkspace: ...


class NewerViewModel(CompanionViewModel):
    """Open while its interview is. GUI thread only."""

    moved = Signal()

    def __init__(self, interview: NewerTalk, parent: QObject | None = None) -> None:
        super().__init__(interview, parent)
        self._talk = interview

    @property
    def own_version(self) -> str:
        """The number of the content with which the interview was begun."""
        return self._talk.session.pack.version

    @property
    def plan(self) -> Move:
        session = self._talk.session
        newest = self._talk.workspace.content.newest
        return plan_move(session.pack, newest, session.interview)

    @property
    def blocked(self) -> str:
        """The names of what the newer content does not know."""
        session = self._talk.session
        return blocked_words(session.pack, self.plan, session.interview.officer_language)

    @property
    def asked_again(self) -> Iterator[AskedAgain]:
        """In the words in which it was asked."""
        glance = self._talk.glance
        for dropped in self.plan.dropped:
            yield AskedAgain(glance.explainer.question(dropped.item), dropped.reason)

    def move(self) -> None:
        """Lead the interview with the newer content from now on."""
        self._talk.perform(
            [lambda service, case: service.move(case)],
            arrive=lambda session: session.view.next_item,
            then=self._while_here(self.moved.emit),
        )
