# SPDX-License-Identifier: MIT
"""The foot of a card, where nothing scrolls away: the states, and how much of the answer is out of sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.more_below import MoreBelow
from ui.widgets.remeasure import remeasure

_EDGE: Final = 1.5  # steps of the grid
_AROUND: Final = {False: (0.5, 1), True: (0.25, 0.25)}  # above and below; in a low card


class CardFoot(QWidget):
    """``more``: tells how much of the answer lies below, where it scrolls."""

    def __init__(self, more: MoreBelow) -> None:
        super().__init__()
        self._low = False
        self._states: QWidget | None = None
        self.more = more
        self._line = QHBoxLayout(self)
        self._line.setSpacing(current_theme().space(1))
        self._line.addStretch(0)
        self._line.addWidget(self.more)
        self.more.hide()
        self.hide()

    @property
    def edges(self) -> int:
        """What stands above and below the states, px; also where there are none."""
        return sum(current_theme().space(edge) for edge in _AROUND[self._low])

    @property
    def above(self) -> int:
        """What stands above the states, px."""
        return current_theme().space(_AROUND[self._low][0])

    def set_low(self, *, low: bool) -> None:
        """In a low card there is less around it."""
        self._low = low

    def height_for(self, width: int, *, scrolls: bool) -> int:
        """The height, px, within a card of this inner width, where the answer scrolls or does not."""
        cell = self.more.widest if scrolls else 0
        beside = cell + self._line.spacing() if cell else 0
        states = self._states.heightForWidth(width - beside) if self._states is not None else 0
        least = self.more.heightForWidth(cell) if cell else 0
        return max(states, least) + self.edges if states or least else 0

    def set_scrolls(self, *, scrolls: bool) -> None:
        """Give the cell its place, or take it away."""
        if scrolls:
            self.more.setFixedWidth(self.more.widest)
        self._set_shown(self.more, on=scrolls)
        self._set_shown(self, on=scrolls or self._states is not None)
        above, below = (current_theme().space(edge) for edge in _AROUND[self._low])
        edge = current_theme().space(_EDGE)
        edges = QMargins(edge, above, edge, below)
        if self._line.contentsMargins() != edges:
            self._line.setContentsMargins(edges)
            remeasure(self)

    def place(self, line: QWidget | None) -> None:
        """Show this line of states, which stood in the answer, and none of a question before."""
        before = self._states
        if before is not None and self._line.indexOf(before) >= 0:
            before.setVisible(before is line)
        if line is not None and self._line.indexOf(line) < 0:
            around = line.parentWidget()
            self._line.insertWidget(0, line, 1)
            remeasure(around)
        if line is not None:
            line.show()
        self._states = line

    @staticmethod
    def _set_shown(widget: QWidget, *, on: bool) -> None:
        if widget.isHidden() is on:
            widget.setVisible(on)
