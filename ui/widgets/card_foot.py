# SPDX-License-Identifier: MIT
"""The foot of a card, where nothing scrolls away: the states, and how much of the answer is out of sight."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.remeasure import remeasure
from ui.widgets.words import Translate

_EDGE: Final = 1.5  # steps of the grid
_AROUND: Final = {False: (0.5, 1), True: (0.25, 0.25)}  # above and below; in a low card
_MOST: Final = 88  # the widest number that the cell has room for


class CardFoot(QWidget):
    """``on_wanted``: what lies below is to come into view; at its end the beginning."""

    on_wanted = Signal()

    def __init__(self, tr: Translate) -> None:
        super().__init__()
        self._tr, self._low = tr, False
        self._states: QWidget | None = None
        self.more = Button("", rank="outlined", size="small", tone="neutral", icon="arrow-down")
        self.more.clicked.connect(self.on_wanted)
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
        cell = self._cell_width if scrolls else 0
        beside = cell + self._line.spacing() if cell else 0
        states = self._states.heightForWidth(width - beside) if self._states is not None else 0
        least = self.more.heightForWidth(cell) if cell else 0
        return max(states, least) + self.edges if states or least else 0

    def set_scrolls(self, *, scrolls: bool) -> None:
        """Give the cell its place, or take it away."""
        if scrolls:
            self.more.setFixedWidth(self._cell_width)
        self._set_shown(self.more, on=scrolls)
        self._set_shown(self, on=scrolls or self._states is not None)
        above, below = (current_theme().space(edge) for edge in _AROUND[self._low])
        edge = current_theme().space(_EDGE)
        self._line.setContentsMargins(edge, above, edge, below)

    def show_left(self, count: int) -> None:
        """Say how many options and fields lie below; 0: their end is in sight."""
        words = self._tr("{count} more").format(count=count) if count else self._tr("To the top")
        self.more.set_text(words)
        self.more.set_icon("arrow-down" if count else "arrow-up")

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

    @cached_property
    def _cell_width(self) -> int:
        """One width for whatever it says: the states stay where they are."""
        widths = []
        for count in (_MOST, 0):
            self.show_left(count)
            widths.append(self.more.sizeHint().width())
        return max(widths)

    @staticmethod
    def _set_shown(widget: QWidget, *, on: bool) -> None:
        if widget.isHidden() is on:
            widget.setVisible(on)
