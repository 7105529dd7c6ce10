# SPDX-License-Identifier: MIT
"""Setting up a machine: the station with its first supervisor, three recovery shares, the first officer.

Key derivation takes seconds and runs in the pool. The shares live here until they were confirmed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.services.stations import suggest_passphrase
from app.services.timekeeping import SigningClock
from ui.tasks import TaskRunner
from ui.viewmodels.stated_time import StatedTime

T = TypeVar("T")
STATION, SHARES, OFFICER = "station", "shares", "officer"
ASKED = 2  # words of each sheet that are typed back
Draw = Callable[[int], tuple[int, ...]]


def drawn(count: int) -> tuple[int, ...]:
    """Numbers of words to ask for, from 0, in order: no one knows beforehand which."""
    return tuple(sorted(secrets.SystemRandom().sample(range(count), ASKED)))


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
    """``step``: station, shares, officer. ``share``: the number of the share shown, from 0.

    ``asked``: numbers of the words that are to be typed back; empty while the sheet is in sight.
    """

    changed = Signal()
    finished = Signal()

    def __init__(
        self,
        stations: Founder,
        tasks: TaskRunner,
        parent: QObject | None = None,
        *,
        draw: Draw = drawn,
    ) -> None:
        super().__init__(parent)
        self._draw = draw
        self.asked: tuple[int, ...] = ()
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

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the share of now."""
        return tuple(self.shares[self.share].split())

    def ask_back(self) -> None:
        """The share was written down: put it away and ask for some of its words."""
        self.asked, self.error = self._draw(len(self.words)), None
        self.changed.emit()

    def show_again(self) -> None:
        """Look at the sheet once more; other words are asked for then."""
        self.asked, self.error = (), None
        self.changed.emit()

    def kept(self, typed: Sequence[str]) -> None:
        """The words asked for, as typed; when they are right: the next share, or the officer."""
        right = [self.words[number] for number in self.asked]
        if not right or [word.strip().casefold() for word in typed] != right:
            self.error = UserError("sheet_words_wrong")
            self.changed.emit()
            return
        self.asked, self.error = (), None
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
