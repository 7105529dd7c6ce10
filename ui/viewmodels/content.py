# SPDX-License-Identifier: MIT
"""The content packs of this machine in the settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.services.content_packs import ContentPacks
from app.services.pack_ports import Installed, PackEntry
from ui.tasks import TaskRunner

_Seen = tuple[tuple[PackEntry, ...], UserError | None]


class ContentViewModel(QObject):
    """Call `load` first. What is read of the machine is read by its tasks, never by who draws.

    ``installed``: what was installed just now; ``warning``: what is wrong with the content in use, never a
    reason to stop.
    """

    changed = Signal()

    def __init__(
        self,
        content: ContentPacks,
        tasks: TaskRunner,
        *,
        supervisor: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._content, self._tasks, self.supervisor = content, tasks, supervisor
        self.entries: tuple[PackEntry, ...] = ()
        self.warning: UserError | None = None
        self.installed: Installed | None = None
        self.error: Exception | None = None
        self.busy = False

    def load(self) -> None:
        """Look which packs are here."""
        self._tasks.run(self, self._look, self._on_seen, self._on_unseen)

    def install(self, path: Path) -> None:
        """Install a pack from a file; it is refused whole or taken whole."""
        if self.busy:
            return
        self.busy, self.error, self.installed = True, None, None
        self.changed.emit()
        self._tasks.run(
            self, lambda: self._content.install(path), self._on_installed, self._on_failed
        )

    def _look(self) -> _Seen:
        return self._content.entries(), self._content.told

    def _on_installed(self, made: Installed) -> None:
        self.installed, self.busy = made, False
        self.changed.emit()
        self.load()

    def _on_seen(self, seen: _Seen) -> None:
        self.entries, self.warning = seen
        self.changed.emit()

    def _on_unseen(self, error: Exception) -> None:
        self.error = error
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.error, self.busy = error, False
        self.changed.emit()
