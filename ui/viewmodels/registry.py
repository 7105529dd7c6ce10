# SPDX-License-Identifier: MIT
"""The supervisors' registry: files that came in, what became of each, the list, one record read-only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.agency import Agencies
from app.domain.pack import Pack
from app.errors import UserError
from app.ids import FlagId, GroupId
from app.services.intake import FileResult, Intake
from app.services.registry import RecordRow, RecordView, Registry
from app.services.texts import Texts
from ui.tasks import TaskRunner

T = TypeVar("T")


class RegistryWorkspace(Protocol):
    """The part of the workspace that the registry needs; both are None for officers."""

    @property
    def pack(self) -> Pack: ...
    @property
    def texts(self) -> Texts: ...
    @property
    def intake(self) -> Intake | None: ...
    @property
    def registry(self) -> Registry | None: ...


class RegistryViewModel(QObject):
    """The registry of one supervisor. GUI thread only, but for `progressed`, which any thread emits."""

    changed = Signal()
    failed = Signal(object)
    progressed = Signal(int, int)  # done, total
    checked = Signal()  # the summary before the import stands
    imported = Signal()
    record_opened = Signal()
    countersigned = Signal()

    def __init__(
        self, workspace: RegistryWorkspace, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        """Raises UserError("not_supervisor") for a workspace without a registry."""
        super().__init__(parent)
        if workspace.intake is None or workspace.registry is None:
            raise UserError("not_supervisor")
        self.workspace = workspace
        self._intake, self._registry, self._tasks = workspace.intake, workspace.registry, tasks
        self.rows: tuple[RecordRow, ...] = ()
        self.loaded = False
        self.busy = False
        self.error: Exception | None = None
        self.query = ""
        self.pending: tuple[Path, ...] = ()  # chosen, summed up, not imported yet
        self.results: tuple[FileResult, ...] = ()
        self.is_summary = False
        self.view: RecordView | None = None
        self._passphrase: str | None = None

    @property
    def agencies(self) -> Agencies:
        return self.workspace.pack.agencies

    def load(self) -> None:
        """Read the list anew, with the words searched for."""
        words, registry = self.query, self._registry
        self._run(lambda: registry.search(words) if words else registry.list(), self._on_rows)

    def search(self, words: str) -> None:
        self.query = words.strip()
        self.load()

    def check(self, paths: Sequence[Path], passphrase: str | None = None) -> None:
        """Verify files and tell what an import would do; nothing is stored."""
        self.pending, self._passphrase = tuple(paths), passphrase or None
        self._import(dry_run=True)

    def import_pending(self) -> None:
        """Import the files of the summary."""
        if self.pending:
            self._import(dry_run=False)

    def drop_pending(self) -> None:
        """Put the summary away."""
        self.pending, self.results, self.is_summary = (), (), False
        self.changed.emit()

    def open(self, record_hash: str) -> None:
        """Show one record, read-only; the opening is noted in the audit chain."""
        self._run(lambda: self._registry.show(record_hash), self._on_view)

    def close_record(self) -> None:
        self.view = None
        self.changed.emit()

    def countersign(self) -> None:
        """Sign the open record as supervisor."""
        if self.view is None:
            return
        self._change(self._registry.countersign, self.countersigned.emit)

    def choose(self, reason: str) -> None:
        """Decide for the open version against those that claim its place."""
        self._change(lambda record: self._registry.choose(record, reason))

    def take_choice_back(self) -> None:
        """Undo what was decided for the open version."""
        self._change(self._registry.take_choice_back)

    def _change(
        self, change: Callable[[str], None], then: Callable[[], None] = lambda: None
    ) -> None:
        """Change something about the open record, and show it and the list anew."""
        if self.view is None:
            return
        record = self.view.row.record_hash

        def work() -> RecordView:
            change(record)
            return self._registry.show(record)

        def done(view: RecordView) -> None:
            self.view = view
            then()
            self.load()

        self._run(work, done)

    def group_name(self, group: str, lang: str) -> str:
        """The name of a group; the id of one that this pack does not know."""
        title = self.workspace.pack.groups.get(GroupId(group))
        return self.workspace.texts.officer(title, lang).text if title else group

    def flag_title(self, flag: str, lang: str) -> str:
        """The title of a flag; the id of one that this pack does not know."""
        found = self.workspace.pack.flags.get(FlagId(flag))
        return self.workspace.texts.officer(found.title, lang).text if found else flag

    def _import(self, *, dry_run: bool) -> None:
        paths, passphrase = self.pending, self._passphrase
        self._run(
            lambda: self._intake.import_files(
                paths, dry_run=dry_run, passphrase=passphrase, progress=self.progressed.emit
            ),
            lambda results: self._on_results(results, summary=dry_run),
        )

    def _on_results(self, results: tuple[FileResult, ...], *, summary: bool) -> None:
        self.results, self.is_summary = results, summary
        if summary:
            self.changed.emit()
            self.checked.emit()
            return
        self.pending, self._passphrase = (), None
        self.imported.emit()
        self.load()

    def _on_rows(self, rows: tuple[RecordRow, ...]) -> None:
        self.rows, self.loaded = rows, True
        self.changed.emit()

    def _on_view(self, view: RecordView) -> None:
        self.view = view
        self.changed.emit()
        self.record_opened.emit()

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self.busy, self.error = True, None
        self.changed.emit()

        def success(result: T) -> None:
            self.busy = False
            done(result)

        self._tasks.run(self, work, success, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self.busy, self.error = False, error
        self.changed.emit()
        self.failed.emit(error)
