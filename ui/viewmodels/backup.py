# SPDX-License-Identifier: MIT
"""Backups of the open vaults: made by themselves after the login and each sealing, or when asked for.

Copying runs on the database thread, proving and writing in the pool: answers wait only for the copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.services.backups import Backups, BackupState, Pending
from ui.tasks import TaskRunner


class BackupViewModel(QObject):
    """``state``: how old the last good backups are. One run at a time; one asked for meanwhile follows."""

    changed = Signal()

    def __init__(self, backups: Backups, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backups, self._tasks = backups, tasks
        self._waiting: tuple[bool, bool] | None = None
        self.busy = False
        self.error: Exception | None = None
        self.state: BackupState = backups.state()

    def daily(self) -> None:
        """After the login: what was not backed up for a day."""
        self._run(sealed=False, every=False)

    def sealed(self) -> None:
        """A record was sealed: the vault that holds it, at once."""
        self._run(sealed=True, every=False)

    def now(self) -> None:
        """Everything, because somebody asks for it."""
        self._run(sealed=True, every=True)

    def choose_second(self, folder: Path | None) -> None:
        """Let backups go to a second folder from now on, and make them; None: no longer."""
        try:
            self._backups.choose_second(folder)
        except UserError as error:
            self.error = error
            self.changed.emit()
            return
        self.error, self.state = None, self._backups.state()
        self.changed.emit()
        if folder is not None:
            self.now()

    def _run(self, *, sealed: bool, every: bool) -> None:
        if self.busy:
            before = self._waiting or (False, False)
            self._waiting = (before[0] or sealed, before[1] or every)
            return
        self.busy, self.error = True, None
        self.changed.emit()
        self._tasks.run(
            self,
            lambda: self._backups.begin(sealed=sealed, every=every),
            self._on_copied,
            self._on_failed,
        )

    def _on_copied(self, pending: Sequence[Pending]) -> None:
        self._tasks.run(
            self,
            lambda: self._backups.finish(pending),
            self._on_finished,
            self._on_failed,
            database=False,
        )

    def _on_finished(self, state: BackupState) -> None:
        self.state, self.error = state, state.failed
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self.error = error
        self._go_on()

    def _go_on(self) -> None:
        self.busy = False
        waiting, self._waiting = self._waiting, None
        self.changed.emit()
        if waiting is not None:
            self._run(sealed=waiting[0], every=waiting[1])
