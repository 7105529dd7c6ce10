# SPDX-License-Identifier: MIT
"""Imported records and the results of an import, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.i18n import sentence
from app.services.intake import FileResult
from app.services.registry import RecordRow
from ui.screens.labels import agency_label, change_label, moment
from ui.viewmodels.registry import RegistryViewModel
from ui.widgets.tables import KIND_ROLE
from ui.widgets.words import Translate

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Cell = tuple[str, str | None]


class _Rows(QAbstractTableModel):
    """A table of (text, badge kind) cells."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = titles
        self._cells: list[tuple[_Cell, ...]] = []

    def set_cells(self, cells: list[tuple[_Cell, ...]]) -> None:
        self.beginResetModel()
        self._cells = cells
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text, kind = self._cells[index.row()][index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return text
        return kind if role == KIND_ROLE else None


class RecordModel(_Rows):
    """The registry's list, practice rows marked."""

    def __init__(self, view_model: RegistryViewModel, tr: Translate, lang: str) -> None:
        super().__init__(
            (
                tr("Case"),
                tr("Warnings"),
                tr("Station"),
                tr("Version"),
                tr("Sealed"),
                tr("Signed by"),
                tr("Parts"),
            )
        )
        self._model, self._tr, self._lang = view_model, tr, lang
        self.rows: tuple[RecordRow, ...] = ()

    def refresh(self) -> None:
        """Take the rows anew."""
        self.rows = self._model.rows
        self.set_cells([self._line(row) for row in self.rows])

    def _line(self, row: RecordRow) -> tuple[_Cell, ...]:
        tr, case = self._tr, row.case_number or "—"
        practice = tr("Practice")
        flags = ", ".join(self._model.flag_title(flag, self._lang) for flag in row.flags)
        version = (
            str(row.version) if row.newest else tr("{version} (older)").format(version=row.version)
        )
        return (
            (f"{practice} · {case}" if row.practice else case, "draft" if row.practice else None),
            (flags, "warning" if flags else None),
            (f"{row.station} · {agency_label(row.agency, tr)}", None),
            (version, None),
            (moment(row.sealed_at), None),
            (row.signer, "success" if row.countersigned else None),
            ("、".join(self._model.group_name(group, self._lang) for group in row.groups), None),
        )


class ResultModel(_Rows):
    """What became, or would become, of each file."""

    def __init__(self, tr: Translate) -> None:
        super().__init__((tr("File"), tr("Result"), tr("Case"), tr("Reason")))
        self._tr = tr

    def show_results(self, results: Sequence[FileResult]) -> None:
        """Take the results of a check or an import."""
        self.set_cells([self._line(one) for one in results])

    def _line(self, one: FileResult) -> tuple[_Cell, ...]:
        reason = sentence(one.reason, {}, self._tr) if one.reason else ""
        return (
            (one.path.name, None),
            change_label(one.status, one.change, self._tr),
            (one.case_number or "", None),
            (reason, None),
        )
