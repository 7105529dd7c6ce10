# SPDX-License-Identifier: MIT
"""Large buttons side by side, in as many columns as fit: long words at 200 % go to a second row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from ui.theme import current_theme


class ButtonGrid(QWidget):
    """All columns have the same width."""

    def __init__(self, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = list(buttons)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(current_theme().space(1))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        for button in self._buttons:
            button.setParent(self)
        self._place(len(self._buttons))

    def minimumSizeHint(self) -> QSize:
        widest = max((button.minimumSizeHint().width() for button in self._buttons), default=0)
        return QSize(widest, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self._fitting(event.size().width()))

    def _fitting(self, width: int) -> int:
        widest = max((button.minimumSizeHint().width() for button in self._buttons), default=1)
        many = len(self._buttons)
        fitting = max(
            1, min(many, (width + self._grid.spacing()) // (widest + self._grid.spacing()))
        )
        rows = -(-many // fitting)
        return -(-many // rows)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for number, button in enumerate(self._buttons):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, number // columns, number % columns)
        self.updateGeometry()
