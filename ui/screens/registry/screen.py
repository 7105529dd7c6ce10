# SPDX-License-Identifier: MIT
"""The registry of a supervisor: drop area, summary before import, list with search, one record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.a11y import say
from ui.screens.clicks import on_click
from ui.screens.refill import refill
from ui.screens.registry.drop_area import DropArea
from ui.screens.registry.model import RecordModel, ResultModel
from ui.screens.registry.record import RecordPanel
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.registry import RegistryViewModel
from ui.widgets.buttons import Button
from ui.widgets.feedback import EmptyState
from ui.widgets.form import FormField, PassphraseField, SearchField
from ui.widgets.panel import Panel, row
from ui.widgets.reveal import reveal
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.sides import Sides
from ui.widgets.tables import ListTable
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate

_WIDE = 2400
_SIDE = 420
_LIST, _HIGH = 380, 360  # px at 100 %: the records beside what is taken in, and under it


class RegistryScreen(ScreenFrame):
    """Import needs two steps: look at the summary, then take it in."""

    home_opened = Signal()

    def __init__(
        self, view_model: RegistryViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Registry"), max_width=_WIDE, tr=tr, parent=parent)
        self.model, self._words = view_model, tr
        self._told: Sequence[str] = ()
        self._opened = False  # a row was, and what came of it was not drawn yet
        self.records = RecordModel(view_model, tr, current_theme().language)
        self.results = ResultModel(tr)
        self.drop = DropArea(tr)
        self.passphrase = PassphraseField(name=tr("Passphrase of the files"), tr=tr)
        self.import_button = Button(tr("Take these in"), icon="import")
        self.cancel_button = Button(tr("Put away"), rank="text")
        self.search = SearchField(tr("Search in the registry"), tr=tr)
        empty = EmptyState(
            tr("No record yet"),
            tr("Drop handover files at the left to take them in."),
            icon="folder",
        )
        self.table = ListTable(self.records, name=tr("Records"), empty=empty, tr=tr)
        self._summary = self._summary_panel()
        self._side = QVBoxLayout()
        self._side.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._columns(), 1)
        self.home_button = Button(tr("To the list"), rank="text", icon="home")
        self.actions.add_action(on_click(self.home_button, self.home_opened.emit), "left")
        self.set_entry(self.drop.button)
        self._connect()
        self._draw()

    def _columns(self) -> Sides:
        tr = self._words
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.drop)
        layout.addWidget(FormField(tr("Passphrase of the files"), self.passphrase, tr=tr))
        layout.addWidget(self._summary)
        layout.addLayout(self._side)
        layout.addStretch(1)
        listed = Panel(role="card", margin=2)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(tr("Records")))
        head.addWidget(self.search, 1)
        listed.body.addLayout(head)
        listed.body.addWidget(self.table, 1)
        self._sides = Sides()
        self._sides.add_fixed(side, _SIDE)
        self._sides.add_free(listed, _LIST, _HIGH)
        return self._sides

    def _summary_panel(self) -> Panel:
        panel = Panel(role="card", margin=2)
        self._summary_title = SectionTitle("", size=17)
        panel.add(self._summary_title)
        self.result_table = ListTable(self.results, name=self._words("Files"), tr=self._words)
        self.result_table.setMinimumHeight(current_theme().px(200))
        panel.add(self.result_table)
        panel.body.addLayout(row(self.import_button, self.cancel_button))
        return panel

    def _connect(self) -> None:
        model = self.model
        self.drop.files_dropped.connect(self.take)
        on_click(self.drop.button, self._on_choose)
        on_click(self.import_button, model.import_pending)
        on_click(self.cancel_button, model.drop_pending)
        self.search.searched.connect(model.search)
        self.search.entered.connect(self.table.take_first)
        self.table.row_activated.connect(self._on_row)
        model.changed.connect(self._draw)
        model.progressed.connect(self.set_progress)

    def take(self, paths: Sequence[Path]) -> None:
        """Sum up what importing these files would do."""
        passphrase = self.passphrase.text()
        self.passphrase.clear()
        self.model.check([Path(path) for path in paths], passphrase or None)

    def _on_choose(self) -> None:
        found, _kind = QFileDialog.getOpenFileNames(
            self,
            self._words("Choose files"),
            "",
            "PDF, KKB (*.pdf *.kkb)",
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if found:
            self.take([Path(path) for path in found])

    def _on_row(self, number: int) -> None:
        self._opened = True
        self.model.open(self.records.rows[number].record_hash)

    def _draw(self) -> None:
        model, tr = self.model, self._words
        if model.error is not None and not model.loaded:
            self.show_failed(error_sentence(model.error, tr), model.load)
            return
        if model.busy:
            self.show_busy(tr("Working on the registry…"))
            return
        self.show_ready()
        if model.error is not None:
            self.show_message("error", error_sentence(model.error, tr))
        self._summary.setVisible(bool(model.results))
        title = (
            tr("What an import would do") if model.is_summary else tr("What became of the files")
        )
        self._summary_title.set_text(title)
        self.import_button.setVisible(model.is_summary)
        good = any(result.status in {"imported", "updated"} for result in model.results)
        self.import_button.setEnabled(good)
        self.results.set_rows(model.results)
        self._tell((title, *self.results.words()) if model.results else ())
        self.records.refresh()
        self._draw_record()

    def _tell(self, words: Sequence[str]) -> None:
        """Have read out what would become or became of the files, unless it was just now."""
        if words != self._told:
            self._told = words
            say(self, ". ".join(words))

    def _draw_record(self) -> None:
        parts: list[QWidget] = []
        if self.model.view is not None:
            self.record = RecordPanel(self.model, self.model.view, self._words)
            parts.append(self.record)
        elif self.model.rows:
            parts.append(TextLabel(self._words("Open a row to read the record."), tone="secondary"))
        refill(self._side, parts)
        came = self._opened and self.model.view is not None and self.model.error is None
        self._opened = False
        if came and not self._sides.beside:  # it stands above the list, out of sight
            reveal(self.record, led_by=self.record.title)
