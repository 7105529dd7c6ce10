# SPDX-License-Identifier: MIT
"""The contacts as a table: name, number, and what is to be known first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from app.domain.directory import DirectoryEntry
from ui.screens.directory.words import mark_label
from ui.viewmodels.directory import DirectoryViewModel
from ui.widgets.row_model import Index, RowModel
from ui.widgets.tables import ICON_ROLE, KIND_ROLE
from ui.widgets.words import Translate

_MARKS = 2
_SHOWN = 2  # marks in a cell; the entry and the tooltip have them all


class EntryModel(RowModel):
    """What search and filters leave of the directory."""

    def __init__(self, view_model: DirectoryViewModel, tr: Translate, lang: str) -> None:
        super().__init__((tr("Name"), tr("Telephone"), tr("State")))
        self._model, self._tr, self._lang = view_model, tr, lang
        self.rows: Sequence[DirectoryEntry] = ()

    def refresh(self) -> None:
        """Take the rows anew; the selection stays when nothing changed."""
        if self.rows != self._model.rows:
            self.set_rows(self._model.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.rows[index.row()]
        marks = [mark_label(mark, self._tr) for mark in self._model.marks(entry)]
        if index.column() == _MARKS and marks and role in {KIND_ROLE, ICON_ROLE}:
            _word, kind, icon = marks[0]
            return kind if role == KIND_ROLE else icon
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        shown = marks[:_SHOWN] if role == Qt.ItemDataRole.DisplayRole else marks
        return (
            self._model.name(entry, self._lang),
            _numbers(entry),
            " · ".join(word for word, _kind, _icon in shown),
        )[index.column()]


def _numbers(entry: DirectoryEntry) -> str:
    """The number, or how many there are by language; a dash where there is none."""
    lines = len(entry.contact.lines)
    if entry.phone is not None:
        return f"{entry.phone} (+{lines})" if lines else entry.phone
    return f"{entry.contact.lines[0].phone} …" if lines else "—"
