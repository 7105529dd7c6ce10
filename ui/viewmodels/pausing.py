# SPDX-License-Identifier: MIT
"""Breaks and stops: the talk rests, everything entered is stored, and it goes on when the person wants."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from ui.viewmodels.entering import Entering
from ui.viewmodels.leading import Performing, Placed, Shown
from ui.viewmodels.walking import Walking


class Pausable(Shown, Performing, Placed, Protocol):
    """The interview that rests."""

    @property
    def is_open(self) -> bool: ...


class Pausing(QObject):
    """The break of one interview; a stop is a break without a term."""

    paused = Signal()
    stopped = Signal()
    resumed = Signal()

    def __init__(
        self, talk: Pausable, entering: Entering, walking: Walking, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._talk, self._entering, self._walking = talk, entering, walking
        self._stopped = False

    @property
    def is_paused(self) -> bool:
        return self._talk.is_open and self._talk.session.interview.paused

    @property
    def is_stopped(self) -> bool:
        """The break began as a stop: the person does not want to go on now."""
        return self._stopped and self.is_paused

    def pause(self, reason: str = "") -> None:
        """Store what is entered and take a break."""
        self._stopped = reason == "stop"
        self._entering.tell_problem()
        self._talk.perform(
            [lambda service, case: service.pause(case, reason)],
            entered=self._entering.everywhere(),
            then=(self.stopped if self._stopped else self.paused).emit,
        )

    def stop(self) -> None:
        """The person wants to stop, or the officer sees that it must stop: a break without a term."""
        self.pause("stop")

    def resume(self) -> None:
        """End the break; a question that was left in distress is not put again."""
        self._stopped = False
        spared = self._talk.item in self._talk.session.interview.spared
        self._talk.perform(
            [lambda service, case: service.resume(case)],
            arrive=self._walking.onward if spared else None,
            then=self.resumed.emit,
        )
