# SPDX-License-Identifier: MIT
"""Preparation: the officer's items of phase PREP as one page; nothing is left out silently."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.domain.practice import PracticeCase
from app.domain.value import Json
from app.flow.engine import PREPARATION_PHASE
from app.flow.view import ItemStatus
from app.ids import ItemId
from app.services.texts import ItemTexts
from ui.viewmodels.companion import CompanionViewModel
from ui.viewmodels.entered import Step
from ui.viewmodels.entering import Entering
from ui.viewmodels.leading import Answerable, Keeping
from ui.viewmodels.walking import Walking


class PreparationTalk(Keeping, Answerable, Protocol):
    """The interview that is prepared."""

    @property
    def entering(self) -> Entering: ...
    @property
    def walking(self) -> Walking: ...
    @property
    def answer_stored(self) -> SignalInstance: ...


class PreparationViewModel(CompanionViewModel):
    """The preparation of one interview: every answer is stored when it is given."""

    changed = Signal()
    item_stored = Signal(str)
    left_out = Signal()  # some items have no answer: say so before going on
    finished = Signal()

    def __init__(
        self,
        interview: PreparationTalk,
        parent: QObject | None = None,
        *,
        lesson: PracticeCase | None = None,
    ) -> None:
        super().__init__(interview, parent)
        self._talk, self._lesson = interview, lesson
        interview.session_changed.connect(self.changed)
        interview.answer_stored.connect(self.item_stored)

    @property
    def briefing(self) -> tuple[str, str] | None:
        """(title, text) of the invented case that is practised, for the officer only."""
        if self._lesson is None:
            return None
        text = self._talk.glance.text
        return text(self._lesson.title), text(self._lesson.briefing)

    @property
    def items(self) -> tuple[ItemId, ...]:
        """The items of this interview's preparation, in order."""
        return tuple(
            planned.item
            for planned in self._talk.session.view.items
            if planned.phase == PREPARATION_PHASE and planned.status is not ItemStatus.NOT_DUE
        )

    def texts(self, item: ItemId) -> ItemTexts:
        return self._talk.glance.item_texts(item)

    def value(self, item: ItemId) -> Json:
        """What the fields of an item show: what was entered last, else what is stored."""
        return self._talk.entering.value_of(item)

    def stored_value(self, item: ItemId) -> Json:
        """What is stored for an item; None when nothing is."""
        return self._talk.stored_of(item)

    def stored(self, item: ItemId) -> bool:
        return item in self._talk.session.interview.answers

    @property
    def missing(self) -> tuple[ItemId, ...]:
        """Items without an answer, not even *not possible because*."""
        return tuple(item for item in self.items if not self.stored(item))

    def enter(self, item: ItemId, value: Json) -> None:
        """Take what the fields of an item hold now; stored by `keep` or `go_on`."""
        self._talk.drafts.enter(item, value)

    def enter_problem(self, item: ItemId, code: str) -> None:
        self._talk.drafts.mark(item, code)

    def keep(self) -> None:
        """Store everything that was entered and is complete."""
        self._talk.perform((), entered=self._talk.entering.everywhere())

    def go_on(self, *, anyway: bool = False) -> None:
        """Store all and go on; with items missing only ``anyway``, and then each is recorded."""
        self._talk.perform(
            (),
            entered=self._talk.entering.everywhere(),
            then=self._while_here(lambda: self._leave(anyway=anyway)),
        )

    def _leave(self, *, anyway: bool) -> None:
        if self.missing and not anyway:
            self.left_out.emit()
            return
        steps = [_skipping(item) for item in self.missing]
        leaving = self._while_here(self.finished.emit)
        self._talk.perform(steps, arrive=self._talk.walking.onward, then=leaving)


def _skipping(item: ItemId) -> Step:
    return lambda service, case: service.skip(case, item)
