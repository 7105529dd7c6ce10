# SPDX-License-Identifier: MIT
"""A column of small sentences that takes others into the labels that are there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.answer_spec import SideText
from ui.widgets.text import TextLabel

_SIZE = 14


class SmallLines(QWidget):
    """As many labels as there are sentences; those that are not needed wait, hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[TextLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(0.5))

    def show_lines(self, lines: Sequence[SideText]) -> None:
        """Show these sentences, each in its language; none: take no room."""
        while len(self._labels) < len(lines):
            self._labels.append(TextLabel(size=_SIZE, tone="secondary"))
            self._column.addWidget(self._labels[-1])
        for label, line in zip(self._labels, lines, strict=False):
            label.set_text(line.text, line.lang)
        for number, label in enumerate(self._labels):
            label.setVisible(number < len(lines))
        self.setVisible(bool(lines))
