# SPDX-License-Identifier: MIT
"""Lists of rows: a calm table over a model, with badges, sorting by header, a filter and an empty state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.theme import TARGET, current_theme
from ui.widgets.feedback import EmptyState
from ui.widgets.folded_row import (
    ICON_ROLE,
    KIND_ROLE,
    LANG_ROLE,
    LINE,
    PAD,
    CellPlace,
    Index,
    cell_width,
    folded,
    paint_row,
    spoken,
)
from ui.widgets.replaced import replaced
from ui.widgets.scroller import Scroller
from ui.widgets.status import badge_flow, badge_size, paint_badge, shortened
from ui.widgets.table_order import TableOrder
from ui.widgets.words import Translate

__all__ = ["ICON_ROLE", "KIND_ROLE", "LANG_ROLE", "CellDelegate", "ListTable", "TableView"]

_WIDEST = 320  # px at 100 %: of a column


class CellDelegate(QStyledItemDelegate):
    """Draws a cell in the font of its language, or as a badge where the model names a kind.

    ``places``: where the cells of a whole row stand in its first one; empty while columns stand side by side.
    """

    places: tuple[CellPlace, ...] = ()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        current_theme().fonts.cover(str(index.data() or ""))
        super().initStyleOption(option, index)
        if lang := index.data(LANG_ROLE):
            option.font = current_theme().font(str(lang))
        option.textElideMode = Qt.TextElideMode.ElideRight

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        kind, text = index.data(KIND_ROLE), str(index.data() or "")
        if self.places:
            self._paint_ground(painter, option, index)
            painter.save()
            paint_row(painter, option.rect, index, self.places)
            painter.restore()
            return
        if not kind or not text:
            super().paint(painter, option, index)
            return
        self._paint_ground(painter, option, index)
        icon, lang = str(index.data(ICON_ROLE) or ""), str(index.data(LANG_ROLE) or "")
        flow = badge_flow(text, lang)
        size = badge_size(flow, icon)
        left = option.rect.left() + current_theme().px(PAD)
        width = min(size.width(), option.rect.right() - left)
        if size.width() > width:
            flow = badge_flow(shortened(text, lang, size.width() - width), lang)
        top = option.rect.center().y() - size.height() / 2
        paint_badge(painter, QRectF(left, top, width, size.height()), flow, str(kind), icon)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """What lies under a cell: chosen, under the pointer, or neither."""
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, blank, painter, option.widget)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        if index.data(KIND_ROLE):
            flow = badge_flow(str(index.data() or ""), str(index.data(LANG_ROLE) or ""))
            badge = badge_size(flow, str(index.data(ICON_ROLE) or ""))
            size = size.expandedTo(badge + QSize(2 * current_theme().px(PAD), 0))
        return size.expandedTo(QSize(0, current_theme().px(TARGET + 4)))


class TableView(QTableView):
    """Rows only: one stop of Tab, arrows move, Return opens."""

    opened = Signal(QModelIndex)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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

    def fit(self) -> None:
        """Give each column its width; where that is more than there is, fold the rows."""
        theme, model = current_theme(), self.model()
        columns = range(model.columnCount())
        header = self.horizontalHeader()
        for column in columns:
            self.setColumnHidden(column, False)  # noqa: FBT003 Qt's own: a hidden one has no width
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - 2 * self.frameWidth()
        wide = [max(self.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in columns]
        widths = [
            max(theme.px(72), min(width + theme.space(1), theme.px(_WIDEST))) for width in wide
        ]
        fits = sum(widths) <= room
        self._fold(() if fits else folded([self._piece_width(column) for column in columns], room))
        for column, width in zip(columns, widths, strict=True):
            self.setColumnWidth(column, width if fits else room)

    def is_folded(self) -> bool:
        return bool(self._cells.places)

    def _fold(self, places: tuple[CellPlace, ...]) -> None:
        theme, current = current_theme(), self.currentIndex()
        self._cells.places = places
        lines = max((place.line for place in places), default=0) + 1
        high = LINE * lines + PAD if places else TARGET + 8
        self.verticalHeader().setDefaultSectionSize(theme.px(max(high, TARGET + 8)))
        self.horizontalHeader().setVisible(not places)
        for column in range(1, self.model().columnCount() if places else 0):
            self.setColumnHidden(column, True)  # noqa: FBT003 Qt's own
        if places and current.column() > 0:
            self.setCurrentIndex(current.siblingAtColumn(0))
        self.viewport().update()

    def _piece_width(self, column: int) -> int:
        """What the widest of the rows in sight needs of a column in a folded row."""
        model, first = self.model(), max(self.rowAt(0), 0)
        in_sight = self.viewport().height() // self.verticalHeader().defaultSectionSize() + 2
        rows = range(first, min(first + in_sight, model.rowCount()))
        return max((cell_width(model.index(row, column)) for row in rows), default=0)

    def _renew(self) -> None:
        theme = current_theme()
        self.setFont(theme.font())
        self.horizontalHeader().setFont(theme.font("", 14, bold=True))
        self.horizontalHeader().setMinimumHeight(theme.px(TARGET))


class _RowProxy(QSortFilterProxyModel):
    """The rows in the order of now; a folded one is read out whole."""

    folded: Callable[[], bool] = staticmethod(lambda: False)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole and self.folded():
            return spoken(index)
        return super().data(index, role)


class ListTable(QWidget):
    """A table over ``model`` (or over a filtered view of it); rows are those of the given model."""

    row_activated = Signal(int)
    row_selected = Signal(int)

    def __init__(
        self,
        model: QAbstractItemModel,
        *,
        name: str,
        tr: Translate,
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._unfitted = False  # rows came, and the columns are as wide as those before
        self._proxy = _RowProxy(self)
        self._proxy.setSourceModel(model)
        self._proxy.setFilterKeyColumn(-1)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._proxy.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.view = TableView(name)
        self.view.setModel(self._proxy)
        self._proxy.folded = self.view.is_folded
        self.setFocusProxy(self.view)
        self.order = TableOrder(self.view, tr)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.order)
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._unfitted = self._model.rowCount() > 0
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
            self.view.fit()
            self.order.offer(needed=self.view.is_folded() and self._model.rowCount() > 1)

    def _on_opened(self, index: QModelIndex) -> None:
        self.row_activated.emit(self._proxy.mapToSource(index).row())

    def _on_selected(self) -> None:
        self.row_selected.emit(self.selected_row())

    def _on_rows(self, *_args: object) -> None:
        none = self._model.rowCount() == 0
        self._stack.setCurrentIndex(1 if none and self._stack.count() > 1 else 0)
        self._unfitted = not none
        if none:
            self.order.offer(needed=False)
        self._fit()
        if not none and self.view.hasFocus() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._proxy.index(0, 0))  # what was found comes later
        replaced(self.view)
