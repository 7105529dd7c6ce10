# SPDX-License-Identifier: MIT
"""Pages without an answer: waiting, read aloud, kept, a break, a card. Calm, large, few words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.screens.person.crowding import NOTICE, OPTION, QUESTION, Crowding
from ui.screens.person.scrolling import ScrollingPage
from ui.widgets.text import text_widget


class QuietPage(ScrollingPage):
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
        super().__init__(lang, 1 if crowding else 3, parent)
        letters, column = crowding.letters, self._column
        if not top:
            column.addStretch(1)
        if notice:
            column.addWidget(text_widget(lang, notice, letters(NOTICE, larger)))
        column.addWidget(text_widget(lang, heading, letters(QUESTION, larger), bold=True))
        for line in lines:
            column.addWidget(text_widget(lang, line, letters(OPTION - 1, larger)))
        column.addStretch(1)
