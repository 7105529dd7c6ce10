# SPDX-License-Identifier: MIT
"""A row of a list, pressed with the mouse where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.widgets.tables import ListTable


def press_row(table: ListTable, row: int) -> None:
    """Bring a row of the model into sight and click it; -1 takes the choice away."""
    if row < 0:
        table.view.clearSelection()
        return
    index = table._proxy.mapFromSource(table._model.index(row, 0))
    table.view.scrollTo(index)
    place = table.view.visualRect(index).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
