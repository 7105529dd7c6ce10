# SPDX-License-Identifier: MIT
"""Lists of rows: a calm table over a model, with badges, sorting by header, a filter and an empty state."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import TARGET, current_theme
from ui.widgets.feedback import EmptyState
from ui.widgets.replaced import replaced
from ui.widgets.scroller import Scroller
from ui.widgets.status import badge_size, paint_badge

KIND_ROLE = int(Qt.ItemDataRole.UserRole) + 77
ICON_ROLE = KIND_ROLE + 1
LANG_ROLE = KIND_ROLE + 2

Index = QModelIndex | QPersistentModelIndex
_PAD = 12


class CellDelegate(QStyledItemDelegate):
    """Draws a cell in the font of its language, or as a badge where the model names a kind."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        current_theme().fonts.cover(str(index.data() or ""))
        super().initStyleOption(option, index)
        if lang := index.data(LANG_ROLE):
            option.font = current_theme().font(str(lang))
        option.textElideMode = Qt.TextElideMode.ElideRight

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        kind, text = index.data(KIND_ROLE), str(index.data() or "")
        if not kind or not text:
            super().paint(painter, option, index)
            return
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, blank, painter, option.widget)
        icon, lang = str(index.data(ICON_ROLE) or ""), str(index.data(LANG_ROLE) or "")
        size = badge_size(text, icon, lang)
        left = option.rect.left() + current_theme().px(_PAD)
        width = min(size.width(), option.rect.right() - left)
        top = option.rect.center().y() - size.height() / 2
        paint_badge(painter, QRectF(left, top, width, size.height()), text, str(kind), icon, lang)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        if index.data(KIND_ROLE):
            badge = badge_size(str(index.data() or ""), str(index.data(ICON_ROLE) or ""), "")
            size = size.expandedTo(badge + QSize(2 * current_theme().px(_PAD), 0))
        return size.expandedTo(QSize(0, current_theme().px(TARGET + 4)))


class TableView(QTableView):
    """Rows only: one stop of Tab, arrows move, Return opens."""

    opened = Signal(QModelIndex)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setResizeContentsPrecision(0)  # as wide as what is in sight
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(self.opened)
        self._renew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enter and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _renew(self) -> None:
        theme = current_theme()
        self.setFont(theme.font())
        self.verticalHeader().setDefaultSectionSize(theme.px(TARGET + 8))
        self.horizontalHeader().setFont(theme.font("", 14, bold=True))
        self.horizontalHeader().setMinimumHeight(theme.px(TARGET))


class ListTable(QWidget):
    """A table over ``model`` (or over a filtered view of it); rows are those of the given model."""

    row_activated = Signal(int)
    row_selected = Signal(int)

    def __init__(
        self,
        model: QAbstractItemModel,
        *,
        name: str,
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._unfitted = False  # rows came, and the columns are as wide as those before
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(model)
        self._proxy.setFilterKeyColumn(-1)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._proxy.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.view = TableView(name)
        self.view.setModel(self._proxy)
        self.setFocusProxy(self.view)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.view)
        if empty is not None:
            self._stack.addWidget(Scroller(empty))
        self.view.opened.connect(self._on_opened)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        for signal in (
            model.modelReset,
            model.rowsInserted,
            model.rowsRemoved,
            model.layoutChanged,
        ):
            signal.connect(self._on_rows)
        self._on_rows()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def set_filter(self, text: str) -> None:
        """Show only rows that hold ``text`` in any column."""
        self._proxy.setFilterFixedString(text)

    def selected_row(self) -> int:
        """Return the selected row of the model, -1 when there is none."""
        rows = self.view.selectionModel().selectedRows()
        return self._proxy.mapToSource(rows[0]).row() if rows else -1

    def take_first(self) -> None:
        """Go to the first row, as Enter in a search line asks; without rows the focus stays."""
        if self._proxy.rowCount():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.setCurrentIndex(self._proxy.index(0, 0))

    def _fit(self) -> None:
        """Once for new rows, when they are shown: of a hidden list Qt would measure every row."""
        if self._unfitted and self.isVisible():
            self._unfitted = False
            _fit_columns(self.view)

    def _on_opened(self, index: QModelIndex) -> None:
        self.row_activated.emit(self._proxy.mapToSource(index).row())

    def _on_selected(self) -> None:
        self.row_selected.emit(self.selected_row())

    def _on_rows(self, *_args: object) -> None:
        none = self._model.rowCount() == 0
        self._stack.setCurrentIndex(1 if none and self._stack.count() > 1 else 0)
        self._unfitted = not none
        self._fit()
        if not none and self.view.hasFocus() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._proxy.index(0, 0))  # what was found comes later
        replaced(self.view)


def _fit_columns(view: QTableView) -> None:
    theme = current_theme()
    view.resizeColumnsToContents()
    for column in range(view.model().columnCount()):
        width = view.columnWidth(column) + theme.space(1)
        view.setColumnWidth(column, max(theme.px(72), min(width, theme.px(320))))
