# SPDX-License-Identifier: MIT
"""What is typed in an interview and not stored yet, field by field, exactly as it stands on the screen.

Every place of typing (`app.domain.typing_place`) has its fields here as long as the interview is open, and
in the vault one second after the first letter that is not there yet: typing on does not put that off. The
page frame writes at once at every loss of focus, page change, lock and close (`flush`). What was stored
goes from here after the service returned, and from the vault in the transaction that stored it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.domain.value import Json
from app.ids import InterviewId
from app.services.drafts import Drafts
from app.services.ports import Draft
from ui.tasks import TaskRunner

_NOTHING: Final[tuple[Json, ...]] = ("", False, None)  # in a field that came after the others
DELAY_MS: Final = 1000  # with the time to write, a crash takes less than two seconds of typing

Fields = Mapping[str, Json]


class Unsaved(QObject):
    """The typing of one interview. GUI thread only."""

    failed = Signal(object)  # Exception: what is typed could not be written; it is tried again

    def __init__(self, drafts: Drafts, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts, self._tasks = drafts, tasks
        self._interview: InterviewId | None = None
        self._typed: dict[str, dict[str, Json]] = {}
        self._stored: dict[str, dict[str, Json]] = {}  # what the fields show of the stored state
        self._dirty: set[str] = set()
        self._waits = False
        self._now = 0  # counts changes; a place has that of its last one and of its last writing
        self._changed: dict[str, int] = {}
        self._written: dict[str, int] = {}

    @property
    def places(self) -> tuple[str, ...]:
        """Where something is typed and not stored, the latest last."""
        return tuple(place for place, typed in self._typed.items() if typed)

    def open(self, interview: InterviewId, drafts: Collection[Draft]) -> None:
        """Take over what was kept of this interview, the latest first."""
        if interview != self._interview:
            self._interview = interview
            self._typed = {draft.place: dict(draft.fields) for draft in reversed(tuple(drafts))}
            self._stored, self._dirty = {}, set()
            self._written = dict.fromkeys(self._typed, 0)

    def load(self, interview: InterviewId, then: Callable[[], None]) -> None:
        """Read what was kept of an interview that is not led here, then call."""

        def loaded(found: tuple[Draft, ...]) -> None:
            self.open(interview, found)
            then()

        def missed(error: Exception) -> None:
            self.failed.emit(error)
            then()

        self._tasks.run(self, lambda: self._drafts.of(interview), loaded, missed)

    def begin(self, place: str, stored: Fields) -> Fields:
        """A place comes onto the screen with ``stored`` in its fields; return what was typed since."""
        self._stored[place] = dict(stored)
        return dict(self._typed.get(place, {}))

    def type(self, place: str, fields: Fields) -> None:
        """Take what stands in the fields of a place now."""
        if self._interview is None:
            return
        stored, before = self._stored.get(place, {}), self._typed.get(place, {})
        now = {key: value for key, value in before.items() if key not in fields}
        now |= {
            key: value
            for key, value in fields.items()
            if value != stored.get(key) and (key in stored or value not in _NOTHING)
        }
        if now == before:
            return
        self._typed.pop(place, None)
        self._typed[place] = now
        self._now += 1
        self._changed[place] = self._now
        self._mark(place)

    def moment(self) -> int:
        """Name this moment, before a step that stores some of what is typed.

        What is not written yet is not written before it: the step does, or it is still due.
        """
        self._now += 1  # what is written from here on is written after the step has stored it
        return self._now

    def settle(self, places: Collection[str], at: int | None = None) -> None:
        """These places were stored or given up, as they stood at ``at`` (now when left out)."""
        moment = self._now if at is None else at
        for place in places:
            if self._changed.get(place, 0) > moment:
                continue
            typed = self._typed.pop(place, {})
            self._stored.setdefault(place, {}).update(typed)
            self._dirty.discard(place)
            if place in self._written and (at is None or self._written[place] >= at):
                self._mark(place)  # it was, or may have been, written again after it was stored

    def flush(self, *_focus: object) -> None:
        """Write now what is not written yet: also the slot of every loss of focus."""
        if self._interview is None or not self._dirty:
            return
        case, places = self._interview, sorted(self._dirty)
        drafts = [Draft(place, dict(self._typed.get(place, {}))) for place in places]
        self._dirty.clear()
        self._written |= dict.fromkeys(places, self._now)

        def missed(error: Exception) -> None:
            for place in places:
                self._mark(place)
            self.failed.emit(error)

        self._tasks.run(self, lambda: self._drafts.keep(case, drafts), lambda _none: None, missed)

    def _mark(self, place: str) -> None:
        self._dirty.add(place)
        if not self._waits:
            self._waits = True
            self._tasks.later(self, DELAY_MS, self._on_due)

    def _on_due(self) -> None:
        self._waits = False
        self.flush()
