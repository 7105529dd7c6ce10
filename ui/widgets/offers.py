# SPDX-License-Identifier: MIT
"""What an entry can mean, as buttons beneath it: offered, never assumed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.buttons import Button


class Offers(QWidget):
    """A row of readings; takes no room while there is none. ``taken``: one was chosen."""

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(current_theme().space(1))
        self._row.addStretch(1)
        self.hide()

    def offer(self, readings: Sequence[tuple[str, Callable[[], None]]], of: str) -> None:
        """Show these instead: the words of each, and what taking it does; ``of``: of which entry."""
        if [words for words, _take in readings] == [button.text() for button in self._buttons]:
            return  # a press must not lose its button while somebody types
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(words, take) for words, take in readings]
        for place, button in enumerate(self._buttons):
            button.setAccessibleName(f"{of}: {button.text()}")
            self._row.insertWidget(place, button)
        self.setVisible(bool(self._buttons))

    def _button(self, words: str, take: Callable[[], None]) -> Button:
        made = Button(words, rank="outlined", size="small")
        made.clicked.connect(take)
        made.clicked.connect(self.taken)
        return made
