# SPDX-License-Identifier: MIT
"""Pages without an answer: waiting, read aloud, kept, a break, a card. Calm, large, few words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.person.crowding import NOTICE, OPTION, QUESTION, Crowding
from ui.theme import current_theme, direction_for
from ui.widgets.scroller import Scroller
from ui.widgets.text import text_widget


class QuietPage(QWidget):
    """A heading and lines, in the middle of the window or (``top``) from its top.

    ``notice``: the small sentence above texts that nobody has reviewed.
    """

    def __init__(  # noqa: PLR0913 a page's looks are its keywords
        self,
        lang: str,
        heading: str,
        lines: Sequence[str] = (),
        *,
        larger: int = 0,
        top: bool = False,
        notice: str = "",
        crowding: Crowding = Crowding.ROOMY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setLayoutDirection(direction_for(lang))
        inner, letters = QWidget(), crowding.letters
        column = self._column = QVBoxLayout(inner)
        column.setSpacing(current_theme().space(1 if crowding else 3))
        if not top:
            column.addStretch(1)
        if notice:
            column.addWidget(text_widget(lang, notice, letters(NOTICE, larger)))
        column.addWidget(text_widget(lang, heading, letters(QUESTION, larger), bold=True))
        for line in lines:
            column.addWidget(text_widget(lang, line, letters(OPTION - 1, larger)))
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Scroller(inner))

    def lead_with(self, line: QWidget) -> None:
        """Begin what scrolls with this."""
        self._column.insertWidget(0, line)
