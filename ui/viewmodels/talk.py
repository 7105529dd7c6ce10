# SPDX-License-Identifier: MIT
"""One interview as stored, the place where the officer stands in it, and work done in order.

Every step of the officer is one piece of work on the database thread: what stands in the fields is
stored first, then the step is taken, then the next item is marked as shown. What was typed leaves
the drafts only after the service returned. GUI thread only, except inside the work itself.

What the officer can do hangs on it by idea: `Walking`, `Entering`, `Pausing`, `Deeds`, `Facing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.domain.value import Json
from app.ids import FlagId, ItemId, PartId
from app.services.interviews import Session
from app.services.ports import Draft
from ui.tasks import TaskRunner
from ui.viewmodels import course
from ui.viewmodels.entered import Entered, EnteredDrafts, Step, raw_value
from ui.viewmodels.glance import Glance
from ui.viewmodels.unsaved import Unsaved
from ui.viewmodels.workspace import InterviewWorkspace

Arrive = Callable[[Session], ItemId | None]


@dataclass(frozen=True, slots=True)
class Done:
    """What one piece of work came to. ``moved``: it went to ``place``, which may be none.

    ``stored``: the places of typing that it took over; ``drafts``: what was kept before, when it opened.
    """

    session: Session
    moved: bool
    place: ItemId | None
    stored: frozenset[str] = field(default=frozenset())
    drafts: tuple[Draft, ...] = ()


class Talk(QObject):
    """One interview as stored, with what was entered since."""

    arrived = Signal(bool)  # before `session_changed`: a step went somewhere; True: elsewhere
    session_changed = Signal()
    item_changed = Signal()  # another item, or the review or the end, stands on the screen
    answer_stored = Signal(str)  # item id, after the commit
    failed = Signal(object)  # Exception
    busy_changed = Signal(bool)
    danger_raised = Signal(str)  # a red flag was raised just now

    def __init__(
        self, workspace: InterviewWorkspace, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.drafts = EnteredDrafts()
        self.unsaved = Unsaved(workspace.drafts, tasks, self)
        self._tasks = tasks
        self._session: Session | None = None
        self._glance: Glance | None = None
        self._at: ItemId | None = None
        self._parts: tuple[PartId, ...] = ()  # those put now, where each is put by itself
        self._saved_at = ""
        self._running = 0

    @property
    def is_open(self) -> bool:
        return self._session is not None

    @property
    def session(self) -> Session:
        """The session as last stored. Raises RuntimeError before one was begun or opened."""
        if self._session is None:
            raise RuntimeError("no interview is open")
        return self._session

    @property
    def item(self) -> ItemId | None:
        """The item on the screen; None on the review page and at the end."""
        return self._at

    @property
    def parts(self) -> tuple[PartId, ...]:
        """The parts that are put now, where each of the item's is put by itself and some are open."""
        return self._parts

    @property
    def glance(self) -> Glance:
        """What screens show of the session: texts, header, rail, side panel."""
        last, here = self._glance, (self._at, self._parts)
        if last is None or last.session is not self.session or (last.at, last.parts) != here:
            self._glance = last = Glance(self.workspace, self.session, *here)
        return last

    @property
    def saved_at(self) -> str:
        """Local time of the last commit, or empty while nothing was stored yet."""
        return self._saved_at

    @property
    def busy(self) -> bool:
        return self._running > 0

    def stored_of(self, item: ItemId) -> Json:
        """The stored answer of an item in its value form; None when it has none."""
        answer = self.session.interview.answer(item)
        return raw_value(self.session.pack.items[item], answer) if answer else None

    def take(self, work: Callable[[], Done], then: Callable[[], None] | None = None) -> None:
        """Do a piece of work on the database thread and adopt what it came to."""
        self._run(work, (), then, stored=False)

    def perform(
        self,
        steps: Sequence[Step],
        *,
        arrive: Arrive | None = None,
        entered: Sequence[Entered] = (),
        then: Callable[[], None] | None = None,
    ) -> None:
        """Store what is ``entered``, take the ``steps``, go where ``arrive`` says, then call.

        A step that leads somewhere is one transaction.
        """
        service, before = self.workspace.interviews, self.session
        case = before.id
        whole = (*self._storing(entered), *steps)

        def work() -> Done:
            if arrive is None:  # each by itself: one that cannot be stored keeps no other back
                return stepped()
            with service.together(case):
                return stepped()

        def stepped() -> Done:
            session = before if whole else service.open(case)
            typed: frozenset[str] = frozenset()
            for step in whole:
                session = step(service, case)
                typed |= session.stored
            place = arrive(session) if arrive else None
            if place is not None and not course.lock_of(session.pack, session, place):
                session = service.shown(case, place)
            return Done(session, arrive is not None, place, stored=typed)

        self._run(work, entered, then, stored=bool(whole))

    def _storing(self, entered: Sequence[Entered]) -> Iterator[Step]:
        lang = self.session.interview.officer_language
        for entry in entered:
            yield from entry.steps(self.glance.mode_of(entry.item), lang)

    def _run(
        self,
        work: Callable[[], Done],
        entered: Sequence[Entered],
        then: Callable[[], None] | None,
        *,
        stored: bool,
    ) -> None:
        self._count(1)
        moment = self.unsaved.moment()

        def reckoned() -> Done:
            done = work()
            done.session.reckoned()  # here, in the pool
            return done

        def success(done: Done) -> None:
            self._count(-1)
            for entry in entered:
                self.drafts.drop(entry)
            self.unsaved.open(done.session.id, done.drafts)
            self.unsaved.settle(done.stored, moment)
            if (stored or not self.is_open) and done.session.interview.last_at:
                self._saved_at = course.local_time(done.session.interview.last_at)
            raised = self._adopt(done)
            for entry in entered:
                self.answer_stored.emit(str(entry.item))
            if then:
                then()
            if raised:  # last: the page to which the deed led does not cover the danger
                self.danger_raised.emit(raised)

        self._tasks.run(self, reckoned, success, self._on_failure)

    def _adopt(self, done: Done) -> str:
        """Take over a session. Returns a red flag that was not open before; empty: there is none."""
        red = _red(done.session)
        new = red - _red(self._session) if self._session else frozenset()
        self._session = done.session
        parts = course.parts_now(done.session, done.place)
        here = (done.place, parts) == (self._at, self._parts)
        moved = done.moved and (not here or done.place is None)
        if done.moved:
            self._parts, self._at = parts, done.place
            self.arrived.emit(moved)
        self.session_changed.emit()
        if moved:
            self.item_changed.emit()
        flags = done.session.view.flags_open
        return next((str(flag.flag) for flag in flags if flag.flag in new), "")

    def _on_failure(self, error: Exception) -> None:
        """Say what failed, and read anew what is stored: part of the work may have been."""
        self._count(-1)
        if self._session is not None:
            case = self._session.id
            self._tasks.run(
                self,
                lambda: self.workspace.interviews.open(case).reckoned(),
                self._reread,
                lambda _error: None,
            )
        self.failed.emit(error)

    def _reread(self, session: Session) -> None:
        self._session = session
        self.session_changed.emit()

    def _count(self, change: int) -> None:
        was = self.busy
        self._running += change
        if was != self.busy:
            self.busy_changed.emit(self.busy)


def _red(session: Session) -> frozenset[FlagId]:
    return frozenset(flag.flag for flag in session.view.flags_open if flag.severity == "red")
