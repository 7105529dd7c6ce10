# SPDX-License-Identifier: MIT
"""Choosing one's own passphrase. Slow (Argon2): it runs in the pool."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.services.stations import suggest_passphrase
from ui.tasks import TaskRunner


class PassphraseViewModel(QObject):
    """``change(present, new)`` does it; ``demanded``: at the first login, where none is asked again."""

    changed = Signal()
    finished = Signal(object)  # what ``change`` returned

    def __init__(
        self,
        change: Callable[[str, str], object],
        tasks: TaskRunner,
        *,
        demanded: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._change, self._tasks = change, tasks
        self.demanded = demanded
        self.busy = False
        self.error: Exception | None = None

    def suggest(self) -> str:
        """Six random words."""
        return suggest_passphrase()

    def change(self, present: str, new: str) -> None:
        """Say `finished`, or `changed` with the error; nothing while busy."""
        if self.busy:
            return
        self.busy, self.error = True, None
        self.changed.emit()
        self._tasks.run(
            self, lambda: self._change(present, new), self._on_done, self._on_failed, database=False
        )

    def _on_done(self, result: object) -> None:
        self.busy = False
        self.changed.emit()
        self.finished.emit(result)

    def _on_failed(self, error: Exception) -> None:
        self.busy, self.error = False, error
        self.changed.emit()
