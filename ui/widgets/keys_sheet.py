# SPDX-License-Identifier: MIT
"""All keys on one sheet (F1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.panel import row
from ui.widgets.text import TextLabel


class KeysSheet(QWidget):
    """(keys, what they do), one under the other."""

    def __init__(self, lines: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setSpacing(current_theme().space(1))
        for keys, words in lines:
            key = TextLabel(keys, lang="en", bold=True, wrap=False)
            key.setMinimumWidth(current_theme().px(140))
            layout.addLayout(row(key, TextLabel(words), stretch_last=True))
        layout.addStretch(1)
