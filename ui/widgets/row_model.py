# SPDX-License-Identifier: MIT
"""The part that all tables of this program share: rows under titled columns, nothing below a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Source = TypeVar("Source")
Row = TypeVar("Row")


class RowsInSight(Sequence[Row], Generic[Source, Row]):
    """Rows of a long list: each is made from its source when it is first looked at, and kept."""

    def __init__(self, sources: Sequence[Source], make: Callable[[Source], Row]) -> None:
        self._sources, self._make = sources, make
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._sources)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return RowsInSight(self._sources[index], self._make)
        if index not in self._made:
            self._made[index] = self._make(self._sources[index])
        return self._made[index]


class RowModel(QAbstractTableModel):
    """``rows``: one entry per line, of whatever the subclass's `data` reads."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self.rows: Sequence[Any] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None
