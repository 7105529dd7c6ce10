# SPDX-License-Identifier: MIT
"""Who is told what: recipients down, groups of data across, one word and icon per cell.

Refused is neutral grey, never red: refusing is a right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from ui.theme import TARGET, current_theme
from ui.widgets.flow import lay_out, natural_width
from ui.widgets.tables import ICON_ROLE, KIND_ROLE, CellDelegate
from ui.widgets.words import Translate, english

CellState = Literal["agreed", "refused", "by_law", "never", "unknown"]
Index = QModelIndex | QPersistentModelIndex
_WIDEST = 240  # px of a column's name before it is broken into lines

_LOOKS: Mapping[str, tuple[str, str]] = {  # kind of badge, icon
    "agreed": ("success", "check"),
    "refused": ("neutral", "minus"),
    "by_law": ("info", "shield"),
    "never": ("neutral", "lock"),
    "unknown": ("neutral", "question"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``text`` replaces the state's own word, ``reason`` says why and is shown on hover."""

    state: CellState
    text: str = ""
    reason: str = ""


class MatrixModel(QAbstractTableModel):
    """Rows and columns with their cells; the first column says the state of a whole row."""

    def __init__(
        self, rows: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]], tr: Translate
    ) -> None:
        super().__init__()
        self.rows, self.columns = list(rows), list(columns)
        self._cells: dict[tuple[str, str], Cell] = {}
        self._states: dict[str, tuple[str, str]] = {}
        self._head = tr("Overall")
        self._words: Mapping[str, str] = {
            "agreed": tr("agreed"),
            "refused": tr("not agreed"),
            "by_law": tr("by law"),
            "never": tr("never"),
            "unknown": tr("not asked"),
        }

    def set_cell(self, row: str, column: str, cell: Cell) -> None:
        """Show a cell. Raises ValueError for an unknown row or column."""
        at = self.index(_place(self.rows, row), _place(self.columns, column) + 1)
        self._cells[row, column] = cell
        self.dataChanged.emit(at, at)

    def set_row_state(self, row: str, text: str, kind: str) -> None:
        """Show the state of a row as a badge. Raises ValueError for an unknown row."""
        at = self.index(_place(self.rows, row), 0)
        self._states[row] = (text, kind)
        self.dataChanged.emit(at, at)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's signature
        return 0 if parent.isValid() else len(self.columns) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        font = current_theme().font("", 14, bold=True)
        if role == Qt.ItemDataRole.FontRole:
            return font
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.rows[section][1]
        name = self.columns[section - 1][1] if section else self._head
        theme = current_theme()
        return "\n".join(lay_out(name, theme.language, font, theme.px(_WIDEST)).lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()][0]
        if not index.column():
            text, kind = self._states.get(row, ("", ""))
            return {int(Qt.ItemDataRole.DisplayRole): text, KIND_ROLE: kind}.get(role)
        cell = self._cells.get((row, self.columns[index.column() - 1][0]))
        return None if cell is None else self._shown(cell, role, index)

    def _shown(self, cell: Cell, role: int, index: Index) -> object:
        text, (kind, icon) = cell.text or self._words[cell.state], _LOOKS[cell.state]
        spoken = f"{self.rows[index.row()][1]}, {self.columns[index.column() - 1][1]}: {text}"
        return {
            int(Qt.ItemDataRole.DisplayRole): text,
            int(Qt.ItemDataRole.ToolTipRole): cell.reason or None,
            int(Qt.ItemDataRole.AccessibleTextRole): f"{spoken}. {cell.reason}".strip(),
            KIND_ROLE: kind,
            ICON_ROLE: icon,
        }.get(role)


class _Grid(QTableView):
    """Moves by arrows, chooses by Return, Space or a click."""

    picked = Signal(int, int)

    def __init__(self, model: MatrixModel, name: str) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionsClickable(True)
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._renew()

    def _renew(self) -> None:
        theme = current_theme()
        self.setFont(theme.font())
        bold = theme.font("", 14, bold=True)
        labels = [text for _key, text in self._model.rows]
        widest = max((natural_width(text, theme.language, bold) for text in labels), default=0)
        self.verticalHeader().setDefaultSectionSize(theme.px(TARGET + 8))
        self.verticalHeader().setFixedWidth(round(widest) + theme.space(5))
        self.resizeColumnsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            and index.isValid()
        ):
            self.picked.emit(index.row(), index.column())
        else:
            super().keyPressEvent(event)


class Matrix(QWidget):
    """The plan of disclosure. ``row_chosen`` comes from a recipient's name or overall state."""

    cell_chosen = Signal(str, str)
    row_chosen = Signal(str)

    def __init__(
        self,
        rows: Sequence[tuple[str, str]],
        columns: Sequence[tuple[str, str]],
        *,
        name: str,
        tr: Translate = english,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = MatrixModel(rows, columns, tr)
        self._model.setParent(self)
        self.view = _Grid(self._model, name)
        self.view.verticalHeader().sectionClicked.connect(self._on_row)
        self.view.clicked.connect(self._on_clicked)
        self.view.picked.connect(self._on_picked)
        self.setFocusProxy(self.view)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def show_cells(
        self, cells: Mapping[tuple[str, str], Cell], states: Mapping[str, tuple[str, str]]
    ) -> None:
        """Show cells by (row, column), and the state of rows (words, kind of badge), e.g. blocked.

        Raises ValueError for an unknown row or column.
        """
        for (row, column), cell in cells.items():
            self._model.set_cell(row, column, cell)
        for row, (text, kind) in states.items():
            self._model.set_row_state(row, text, kind)
        self.view.resizeColumnsToContents()

    def _on_row(self, row: int) -> None:
        self.row_chosen.emit(self._model.rows[row][0])

    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_picked(index.row(), index.column())

    def _on_picked(self, row: int, column: int) -> None:
        if column:
            self.cell_chosen.emit(self._model.rows[row][0], self._model.columns[column - 1][0])
        else:
            self._on_row(row)


def _place(entries: Sequence[tuple[str, str]], key: str) -> int:
    return [known for known, _label in entries].index(key)
