# SPDX-License-Identifier: MIT
"""What the pages of the person's window have in common: a column that scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_theme, direction_for
from ui.widgets.scroller import Scroller


class ScrollingPage(QWidget):
    """Fill ``_column``; ``_rows`` holds what scrolls, and under it what stays. ``gap``: in steps of 8 px."""

    def __init__(self, lang: str, gap: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(direction_for(lang))
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(current_theme().space(gap))
        self._beside = QHBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addWidget(Scroller(inner))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._beside, 1)

    def lead_with(self, line: QWidget) -> None:
        """Begin what scrolls with this."""
        self._column.insertWidget(0, line)

    def keep_free(self, width: int) -> None:
        """Leave this much, px, at the end of the line beside what scrolls."""
        self._beside.addSpacing(width)
