# SPDX-License-Identifier: MIT
"""Several things to put right in one question: how many, and a button that leads to each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.banners import InlineMessage
from ui.widgets.part_strip import Chip, PartStrip
from ui.widgets.words import Translate


class ProblemSummary(QWidget):
    """Takes no room while there are fewer than two. ``chosen``: the number of one, from 0."""

    chosen = Signal(int)

    def __init__(self, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._words = InlineMessage()
        self._strip = PartStrip(tr)
        self._strip.setAccessibleName(tr("To put right"))
        self._strip.chosen.connect(self.chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, current_theme().space(1))
        layout.setSpacing(0)
        layout.addWidget(self._words)
        layout.addWidget(self._strip)
        self.hide()

    def show_problems(self, problems: Sequence[Chip]) -> None:
        """Say it once, and again only when another number of them is left."""
        several = len(problems) > 1
        if several:
            self._strip.set_chips(problems)
            self.show()
        words = self._tr("{count} entries are to be put right.").format(count=len(problems))
        self._words.show_text(words if several else "", "error")
        self.setVisible(several)
