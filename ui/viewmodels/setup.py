# SPDX-License-Identifier: MIT
"""Setting up a machine: the station with its first supervisor, three recovery shares, the first officer.

Key derivation takes seconds and runs in the pool. The shares live here until they were confirmed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from app.services.stations import suggest_passphrase
from app.services.timekeeping import SigningClock
from ui.tasks import TaskRunner
from ui.viewmodels.stated_time import StatedTime

T = TypeVar("T")
STATION, SHARES, OFFICER = "station", "shares", "officer"


class Founder(Protocol):
    """What the wizard needs of the station (`app.services.stations.Stations`)."""

    def create(
        self, *, agency: str, name: str, supervisor: str, passphrase: str
    ) -> tuple[str, str, str]: ...
    @property
    def time(self) -> SigningClock: ...
    def unlock(self, user: str, passphrase: str) -> Any: ...  # noqa: ANN401 the user's keys
    def add_user(self, by: Any, name: str, role: str, passphrase: str) -> None: ...  # noqa: ANN401


class SetupViewModel(QObject):
    """``step``: station, shares, officer. ``share``: the number of the share shown, from 0."""

    changed = Signal()
    finished = Signal()

    def __init__(self, stations: Founder, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stations, self._tasks = stations, tasks
        self.step, self.share = STATION, 0
        self.shares: tuple[str, ...] = ()
        self.busy = False
        self.error: Exception | None = None
        self._supervisor: Any = None
        self.time = StatedTime(stations.time, self)

    def suggest(self) -> str:
        """A passphrase of six random words."""
        return suggest_passphrase()

    def found(self, agency: str, name: str, supervisor: str, passphrase: str) -> None:
        """Make the station and log its supervisor in."""

        def work() -> tuple[tuple[str, ...], Any]:
            shares = self._stations.create(
                agency=agency, name=name, supervisor=supervisor, passphrase=passphrase
            )
            return shares, self._stations.unlock(supervisor, passphrase)

        self._run(work, self._on_founded)

    def kept(self) -> None:
        """The share shown was written down; the next one, or the officer."""
        if self.share + 1 < len(self.shares):
            self.share += 1
        else:
            self.shares, self.step = (), OFFICER
        self.changed.emit()

    def add_officer(self, name: str, passphrase: str) -> None:
        """Add the first officer and finish."""
        supervisor = self._supervisor
        self._run(
            lambda: self._stations.add_user(supervisor, name, "officer", passphrase),
            lambda _none: self._on_finished(),
        )

    def skip_officer(self) -> None:
        """Officers can be added in the settings later."""
        self._on_finished()

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self.busy, self.error = True, None
        self.changed.emit()
        self._tasks.run(self, work, done, self._on_failed, database=False)

    def _on_founded(self, made: tuple[tuple[str, ...], Any]) -> None:
        self.shares, self._supervisor = made
        self.busy, self.step = False, SHARES
        self.changed.emit()

    def _on_finished(self) -> None:
        self._supervisor = None
        self.busy = False
        self.finished.emit()

    def _on_failed(self, error: Exception) -> None:
        self.busy, self.error = False, error
        self.changed.emit()
