# SPDX-License-Identifier: MIT
"""The agreed neutral mark on the officer's pages: something waits that only the officer may see.

Never red, never words: an interpreter may be looking. What waits opens only after the officer said, in a
place of its own, that nobody else sees the screen.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.screens.clicks import on_click
from ui.widgets.buttons import IconButton
from ui.widgets.confirmation import ask
from ui.widgets.words import Translate


class PointMark(IconButton):
    """A small ring without a word, hidden while nothing waits. ``opened``: the officer is alone."""

    opened = Signal()

    def __init__(self, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__("point", "", parent=parent)
        self._tr, self.words = tr, ""
        self.hide()
        on_click(self, self._ask)

    def show_point(self, words: str) -> None:
        """``words``: neutral ones, for the pointer and assistive technology; empty: nothing waits."""
        self.words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(bool(words))

    def _ask(self) -> None:
        ask_alone(self, self.opened.emit, self._tr)


def ask_alone(part: QWidget, deed: Callable[[], object], tr: Translate) -> None:
    """Ask the officer whether nobody else sees the screen before ``deed``; these words tell nothing."""
    ask(
        part,
        tr("Open this point?"),
        text=tr("First turn the screen so that only you see it."),
        yes=tr("Only I see the screen"),
        deed=deed,
        tr=tr,
    )
