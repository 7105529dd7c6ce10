# SPDX-License-Identifier: MIT
"""How many things lie below what a scrolled area shows, and the way to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.widgets.buttons import Button
from ui.widgets.words import Translate

_MOST: Final = 88  # the widest number that there is room for


class MoreBelow(Button):
    """A press brings the next of them to the top, or the beginning where none is left.

    ``things``: what is counted, from top to bottom. It looks again when the area scrolls, and at `look`.
    """

    def __init__(
        self, area: QScrollArea, things: Callable[[], Iterable[QWidget]], tr: Translate
    ) -> None:
        super().__init__("", rank="outlined", size="small", tone="neutral", icon="arrow-down")
        self._area, self._things, self._tr = area, things, tr
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self.look)
        bar.rangeChanged.connect(self.look)
        self.clicked.connect(self._show_on)

    @cached_property
    def widest(self) -> int:
        """The width, px, for whatever it says: what stands beside it stays where it is."""
        widths = []
        for count in (_MOST, 0):
            self._say(count)
            widths.append(self.sizeHint().width())
        return max(widths)

    def look(self) -> None:
        """Count anew, where it is shown at all."""
        if not self.isHidden():
            self._say(len(self._below()))

    def _say(self, count: int) -> None:
        words = self._tr("{count} more").format(count=count) if count else self._tr("To the top")
        self.set_text(words)
        self.set_icon("arrow-down" if count else "arrow-up")

    def _below(self) -> list[QWidget]:
        """Those that end below what is in sight."""
        view = self._area.viewport()
        return [
            thing
            for thing in self._things()
            if thing.mapTo(view, thing.rect().bottomLeft()).y() > view.height()
        ]

    def _show_on(self) -> None:
        bar, below = self._area.verticalScrollBar(), self._below()
        at = below[0].mapTo(self._area.viewport(), QPoint(0, 0)).y() if below else -bar.maximum()
        bar.setValue(bar.value() + at)
