# SPDX-License-Identifier: MIT
"""Unlocking: who, with which passphrase, and the pause after wrong ones. Knows nothing of cases.

First is shown what stands at the door (`app.services.door`); what proves it, and the content with the
agencies' names, are read in the pool after the page was painted (`look`).

Key derivation takes about a second and runs in the pool. A lock wins a race with an unlock in
progress: `cancel` raises an epoch, and what was derived for an older one is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.agency import Agencies
from app.errors import UserError
from app.services.door import Caller, Door, Doorplate
from ui.tasks import TaskRunner

_SECOND = 1000  # ms


class Opener(Protocol):
    """What is behind the door, made when it is first asked for: off the GUI thread."""

    def look(self) -> Looked: ...
    def unlock(self, user: str, passphrase: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Looked:
    """What was proved of the door, and the content of now."""

    plate: Doorplate
    agencies: Agencies
    version: str
    pack_version: str


class UnlockViewModel(QObject):
    """The state of the unlock screen. GUI thread only."""

    changed = Signal()
    proved = Signal()  # what stands at the door, and the content, are read
    unlocked = Signal(object)  # the logged-in user's keys, for the composition root only
    failed = Signal(object)  # Exception
    delay_changed = Signal(int)  # seconds until the next try

    def __init__(
        self,
        door: Door,
        opener: Opener,
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._door, self._opener, self._tasks = door, opener, tasks
        self.plate = door.plate()
        self.looked: Looked | None = None
        self._looking = False
        self.chosen = self.callers[0].name if len(self.callers) == 1 else ""
        self.busy = False
        self.error: Exception | None = None
        self.delay = 0
        self._epoch = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND)
        self._timer.timeout.connect(self._on_second)
        if self.chosen:
            self._wait()

    @property
    def callers(self) -> tuple[Caller, ...]:
        """Who may log in."""
        return self.plate.callers

    def look(self) -> None:
        """Prove what stands at the door and read the content, once: called when the page was painted."""
        if not self._looking:
            self._looking = True
            self._tasks.run(
                self, self._opener.look, self._on_looked, self._on_unproved, database=False
            )

    def choose(self, name: str) -> None:
        self.chosen = name
        self.error = None
        self._wait()
        self.changed.emit()

    def unlock(self, passphrase: str) -> None:
        """Derive the key and say `unlocked` or `failed`; nothing happens while busy or delayed."""
        if self.busy or self.delay or not self.chosen or not passphrase:
            return
        self.busy, self.error = True, None
        epoch, name = self._epoch, self.chosen
        self.changed.emit()
        self._tasks.run(
            self,
            lambda: self._opener.unlock(name, passphrase),
            lambda user: self._on_unlocked(user, epoch),
            lambda error: self._on_failed(error, epoch),
            database=False,
        )

    def cancel(self) -> None:
        """Drop an unlock in progress: the lock came first."""
        self._epoch += 1
        self.busy = False
        self.changed.emit()

    def refuse(self, error: Exception) -> None:
        """Show what failed after the keys were open, e.g. a damaged vault."""
        self.busy, self.error = False, error
        self.changed.emit()
        self.failed.emit(error)

    def _on_looked(self, looked: Looked) -> None:
        self.looked, self.plate = looked, looked.plate
        self.changed.emit()
        self.proved.emit()

    def _on_unproved(self, error: Exception) -> None:
        if not self.busy:  # else the login says the same
            self.refuse(error)

    def _on_unlocked(self, user: object, epoch: int) -> None:
        if epoch != self._epoch:
            return
        self.unlocked.emit(user)

    def _on_failed(self, error: Exception, epoch: int) -> None:
        if epoch != self._epoch:
            return
        self._wait()
        later = isinstance(error, UserError) and error.code == "try_later"
        self.refuse(error)
        if later and self.delay:  # the page counts down by itself
            self.error = None
            self.changed.emit()

    def _wait(self) -> None:
        """Count the pause of the chosen user down, which a restart of the program does not end."""
        self.delay = self._door.pause(self.chosen)
        if self.delay:
            self._timer.start()
        else:
            self._timer.stop()
        self.delay_changed.emit(self.delay)

    def _on_second(self) -> None:
        self.delay = max(self.delay - 1, 0)
        if not self.delay:
            self._timer.stop()
        self.delay_changed.emit(self.delay)
        if not self.delay:
            self.changed.emit()
