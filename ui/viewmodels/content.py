# SPDX-License-Identifier: MIT
"""The content packs of this machine in the settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.services.content_packs import ContentPacks
from app.services.pack_ports import Installed, PackEntry
from ui.tasks import TaskRunner


class ContentViewModel(QObject):
    """Call `load` first. ``installed``: the version that was installed just now."""

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
        self.installed = ""
        self.error: Exception | None = None
        self.busy = False

    @property
    def warning(self) -> UserError | None:
        """What is wrong with the content in use; never a reason to stop."""
        return self._content.told

    def load(self) -> None:
        """Look which packs are here."""
        self._tasks.run(self, self._content.entries, self._on_entries, self._on_failed)

    def install(self, path: Path) -> None:
        """Install a pack from a file; it is refused whole or taken whole."""
        if self.busy:
            return
        self.busy, self.error, self.installed = True, None, ""
        self.changed.emit()
        self._tasks.run(
            self, lambda: self._content.install(path), self._on_installed, self._on_failed
        )

    def _on_installed(self, made: Installed) -> None:
        self.installed = made.pack.version
        self.load()

    def _on_entries(self, entries: tuple[PackEntry, ...]) -> None:
        self.entries, self.busy = entries, False
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.error, self.busy = error, False
        self.changed.emit()
