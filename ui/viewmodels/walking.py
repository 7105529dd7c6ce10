# SPDX-License-Identifier: MIT
"""Walking through an interview: where the officer is, *next*, *back*, jumps, and what lies at the end."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.flow.engine import previous
from app.flow.view import ItemStatus
from app.ids import ItemId, PartId
from app.services.interviews import Session
from ui.viewmodels import course
from ui.viewmodels.entered import Step
from ui.viewmodels.entering import Entering
from ui.viewmodels.leading import Performing, Placed, Shown
from ui.viewmodels.talk import Arrive


class Walkable(Shown, Performing, Placed, Protocol):
    """The interview that is walked through."""

    @property
    def is_open(self) -> bool: ...
    @property
    def busy(self) -> bool: ...
    @property
    def arrived(self) -> SignalInstance: ...


class Way(Enum):
    """How an item was come to."""

    JUMPED = auto()  # or drawn again
    BACK = auto()
    ONWARD = auto()  # by *next* or *leave out*
    LED_BACK = auto()  # the same, to what had been passed over and is still open


class Walking(QObject):
    """Leads from item to item; what is entered is stored before every step."""

    answer_wanted = Signal()  # next was asked for with nothing entered

    def __init__(self, talk: Walkable, entering: Entering, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._talk, self._entering = talk, entering
        self._strayed = False  # the officer jumped: walk on from there
        self._reviewed = False
        self._looking = False  # at what is missing, long before the closing
        self._looked_from: ItemId | None = None  # the question at which that began
        self._going = Way.JUMPED  # the step that is on its way
        self._passed: frozenset[ItemId] = frozenset()  # over, before the item that it left
        self._came = Way.JUMPED
        talk.arrived.connect(self._on_arrived)
        talk.failed.connect(self._on_failed)

    @property
    def stage(self) -> str:
        """``item``, ``review`` (what is missing before the closing) or ``end``."""
        if self._talk.item is not None:
            return "item"
        if self._looking:
            return "review"
        session = self._talk.session
        waits = not self._reviewed and course.needs_review(session, None)
        return "review" if waits else "end"

    @property
    def can_go_back(self) -> bool:
        return self._talk.is_open and self._before is not None

    @property
    def more_to_put(self) -> bool:
        """One of the parts that are put now was answered elsewhere, by the person: the others come next."""
        elsewhere = {*self._talk.parts} - self._entering.left
        return any(part in elsewhere for part in self._stored)

    @property
    def is_begun(self) -> bool:
        """Parts of the item are put each by itself, and some of it is answered."""
        return bool(self._talk.parts and self._stored)

    def next(self) -> None:
        """Store the answer and go on; says `answer_wanted` when there is none."""
        if self._talk.busy:
            return
        if self._entering.problem:
            self._entering.tell_problem()
            return
        item = self._talk.item
        if item and self._unanswered(item):
            self.answer_wanted.emit()
            return
        self._leave_onward()

    def skip(self) -> None:
        """Leave this question out for now; it comes once more before the closing.

        An answer that was entered is stored all the same: nothing typed is lost.
        """
        item = self._talk.item
        if item is None or self._talk.busy:
            return
        if self._unanswered(item):
            self._leave_onward(lambda service, case: service.skip(case, item))
        else:
            self._leave_onward()

    def back(self) -> None:
        """Go to the answered or left-out item before this one."""
        before = self._before
        if before is not None:
            self._go(before, Way.BACK)

    def jump(self, item: ItemId) -> None:
        """Go to any item of the way; a locked one shows why it is locked."""
        self._go(item, Way.JUMPED)

    def came(self) -> Way:
        """How the item of now was come to; told once."""
        way, self._came = self._came, Way.JUMPED
        return way

    def jump_phase(self, phase: str) -> None:
        item = course.first_of_phase(self._talk.session.view, phase)
        if item is not None:
            self.jump(item)

    def jump_open(self) -> bool:
        """Go to the next question of this phase that is still to ask; False where there is none."""
        item = course.open_in_phase(self._talk.session.view, self._talk.item)
        if item is not None:
            self.jump(item)
        return item is not None

    @property
    def looks_ahead(self) -> bool:
        """What is missing is looked at in the middle of the way."""
        return self._looking

    def look_ahead(self) -> None:
        """Show what is still missing before the closing, wherever the script stands."""
        if not self._talk.busy:
            self._looking, self._looked_from = True, self._talk.item or self._looked_from
            self._leave(lambda _session: None)

    def look_no_more(self) -> None:
        """Go back to the question at which one began to look ahead; else to where the script stands."""
        if self._looked_from is not None:
            self.jump(self._looked_from)
        else:
            self.go_on()

    def accept_review(self) -> None:
        """The officer saw what is missing and goes on to the closing."""
        if not self._talk.busy:  # else a second press would lead past what the first one leads to
            self._reviewed = True
            self.go_on()

    def go_on(self) -> None:
        """Go to where the script stands, e.g. after the preparation or the language."""
        self._looking = False
        self.keep_to_the_script()
        self._leave(self.onward)

    def continue_with(self, script: str) -> None:
        """Go on with another script, e.g. the full interview after the short screening."""
        if not self._talk.busy:
            self._reviewed = False
            self.keep_to_the_script()
            self._leave(self.onward, lambda service, case: service.resume(case, script))

    def stray(self) -> None:
        """Walk on from where the next step leads, until that is the script's own place."""
        self._strayed = True

    def keep_to_the_script(self) -> None:
        """Walk on where the script stands."""
        self._strayed = False

    def onward(self, session: Session) -> ItemId | None:
        """The item after the one on the screen; None: the review or the end."""
        item, pack = self._talk.item, session.pack
        if course.stays(session, item):
            return item
        target = course.following(pack, session.view, item, strayed=self._strayed)
        if not self._reviewed and course.needs_review(session, target):
            return None
        return target

    @property
    def _stored(self) -> Collection[PartId]:
        """The parts of the item on the screen that have an answer."""
        item = self._talk.item
        answer = self._talk.session.interview.answer(item) if item else None
        return answer.parts if answer is not None else ()

    @property
    def _before(self) -> ItemId | None:
        return previous(self._talk.session.view.items, self._talk.item)

    def _unanswered(self, item: ItemId) -> bool:
        session = self._talk.session
        locked = any(
            planned.item == item and planned.status is ItemStatus.LOCKED
            for planned in session.view.items
        )
        entered = any(
            entry.changed and entry.value is not None for entry in self._entering.of(item)
        )
        answered = session.interview.answer(item) is not None and not self._talk.parts
        left = not self._entering.left.isdisjoint(self._stored)
        return not (locked or entered or answered or left or self.more_to_put)

    def _go(self, item: ItemId, way: Way) -> None:
        if not self._talk.busy:
            self.stray()
            self._leave(lambda _session: item, way=way)

    def _leave_onward(self, *steps: Step) -> None:
        self._leave(self.onward, *steps, way=Way.ONWARD)

    def _leave(self, arrive: Arrive, *steps: Step, way: Way = Way.JUMPED) -> None:
        """Store what is entered for this item, take the steps, and go where ``arrive`` says."""
        self._going = way
        self._passed = course.passed_over(self._talk.session.view, self._talk.item)
        self._entering.tell_problem()
        self._talk.perform(steps, arrive=arrive, entered=self._entering.here())

    def _on_arrived(self, _elsewhere: bool) -> None:  # noqa: FBT001 a Qt slot
        self._end_look()
        self._entering.arrive()
        if self._talk.item == self._talk.session.view.next_item:
            self.keep_to_the_script()
        led = self._going is Way.ONWARD and self._talk.item in self._passed
        self._came = Way.LED_BACK if led else self._going
        self._going = Way.JUMPED

    def _on_failed(self, _error: Exception) -> None:
        self._going = Way.JUMPED
        self._end_look()

    def _end_look(self) -> None:
        """Who stands at an item looks ahead no more; the next look begins where it is asked for."""
        self._looking = self._looking and self._talk.item is None
        if not self._looking:
            self._looked_from = None
