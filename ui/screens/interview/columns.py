# SPDX-License-Identifier: MIT
"""The card between the phases and the officer's panel; where these have no room they go into drawers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_theme

_WIDE: Final = 1600  # px at 100 %: from here on with room to spare
_NORMAL: Final = 1200  # px at 100 %: from here on with three columns at all
_RAIL, _PANEL = {True: 208, False: 144}, {True: 320, False: 256}  # px at 100 %; wide, normal


class SideColumn:
    """What stands in ``home`` beside the card, or in ``slot``, which is put into a drawer."""

    def __init__(self, content: QWidget, widths: dict[bool, int]) -> None:
        self.home, self.slot = _slot(), _slot()
        self._content, self._widths = content, widths

    def arrange(self, *, beside: bool, wide: bool) -> None:
        """Stand beside the card, or in the drawer."""
        place = (self.home if beside else self.slot).layout()
        if place is not None and place.indexOf(self._content) < 0:
            place.addWidget(self._content)
        self.home.setFixedWidth(current_theme().px(self._widths[wide]))
        self.home.setVisible(beside)


class Columns(QWidget):
    """``three``: all stand beside each other."""

    def __init__(self, rail: QWidget, middle: QWidget, panel: QWidget) -> None:
        super().__init__()
        self._middle = middle
        self.rail, self.panel = SideColumn(rail, _RAIL), SideColumn(panel, _PANEL)
        self.three: bool | None = None  # until it is laid out for the first time
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail.home)
        line.addWidget(middle, 1)
        line.addWidget(self.panel.home)

    def minimumSizeHint(self) -> QSize:
        """That of the card: the columns never keep a window from becoming narrower."""
        return self._middle.minimumSizeHint()

    def arrange(self, width: int) -> bool:
        """Lay out for a width, px; True where the columns went into drawers or came out of them."""
        room = width * 100 / current_theme().scale
        before, self.three = self.three, room >= _NORMAL
        for column in (self.rail, self.panel):
            column.arrange(beside=self.three, wide=room >= _WIDE)
        return before is not self.three


def _slot() -> QWidget:
    holder = QWidget()
    holder.setObjectName("slot")
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    return holder
