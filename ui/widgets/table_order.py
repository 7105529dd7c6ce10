# SPDX-License-Identifier: MIT
"""By what a table is sorted, where its rows are folded and no header can be pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from ui.widgets.form import beside_label
from ui.widgets.inputs import Select
from ui.widgets.words import Translate

_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_SIGNS = {_UP: "▲", _DOWN: "▼"}  # as the header paints them


class TableOrder(QWidget):
    """Each column, upwards and downwards, and the order in which the rows came.

    It shows what the header was sorted by while it stood there, and the header shows what is chosen here.
    """

    def __init__(self, view: QTableView, tr: Translate) -> None:
        super().__init__()
        self._view = view
        model = view.model()
        titles = [
            str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            for column in range(model.columnCount())
        ]
        columns = [
            (_key(column, order), f"{title} {sign}")
            for column, title in enumerate(titles)
            for order, sign in _SIGNS.items()
        ]
        self.select = Select(tr("Order"), [(_key(-1, _UP), tr("As listed")), *columns])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(beside_label(tr("Order"), self.select))
        self.select.chosen_changed.connect(self._on_chosen)
        view.horizontalHeader().sortIndicatorChanged.connect(self._show)
        self.hide()

    def offer(self, *, needed: bool) -> None:
        """Stand above the rows where they are folded, and more than one is there."""
        self.setVisible(needed)

    def _on_chosen(self, key: str) -> None:
        column, _, order = key.partition(" ")
        self._view.sortByColumn(int(column), Qt.SortOrder(int(order)))

    def _show(self, column: int, order: Qt.SortOrder) -> None:
        self.select.choose(_key(column, order if column >= 0 else _UP))


def _key(column: int, order: Qt.SortOrder) -> str:
    return f"{column} {order.value}"
