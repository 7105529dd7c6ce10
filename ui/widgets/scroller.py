# SPDX-License-Identifier: MIT
"""What scrolls: downwards and never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget

from ui.a11y import Role, set_role


class Scroller(QScrollArea):
    """Without a frame. ``content`` is as wide as the area, and as high as it needs."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        # Qt's own interface ends the program when it is asked for a child that has just gone.
        set_role(self, Role.Client)
        view = QWidget()
        self.setViewport(view)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        view.setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def keep_room(self) -> None:
        """Leave the room of the bar free where nothing scrolls, so that the content never moves sideways.

        A margin that comes and goes with the bar would: where the content fits with the one and not with
        the other, Qt shows and hides the bar without end.
        """
        self.setVerticalScrollBar(_QuietBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)


class _QuietBar(QScrollBar):
    """Not to be seen while there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)
