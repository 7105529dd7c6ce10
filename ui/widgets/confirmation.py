# SPDX-License-Identifier: MIT
"""An act that cannot be undone is asked about in a place of its own, which no double press reaches."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.drawer import Drawer
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_WIDTH = 440


class Confirmation(Drawer):
    """``yes`` does ``deed``; everything else, Esc too, does nothing. Made by `ask`."""

    def __init__(  # noqa: PLR0913 what a question is made of
        self,
        page: QWidget,
        question: str,
        text: str,
        yes: str,
        deed: Callable[[], object],
        tr: Translate,
    ) -> None:
        content = QWidget()
        super().__init__(page, question, content, width=_WIDTH, tr=tr)
        self.setAccessibleDescription(text)
        self._deed = deed
        self.yes_button = Button(yes, size="large", icon="check")
        self.no_button = Button(tr("Not now"), rank="outlined", size="large")
        layout = QVBoxLayout(content)
        layout.setSpacing(current_theme().space(2))
        layout.addWidget(TextLabel(text))
        layout.addWidget(self.yes_button)
        layout.addWidget(self.no_button)
        layout.addStretch(1)
        self.yes_button.clicked.connect(self._on_yes)
        self.no_button.clicked.connect(self.shut)
        self.shut_down.connect(self.deleteLater)

    def _on_yes(self) -> None:
        self.shut()
        self._deed()


def ask(  # noqa: PLR0913 what a question is made of
    part: QWidget,
    question: str,
    *,
    text: str,
    yes: str,
    deed: Callable[[], object],
    tr: Translate,
) -> None:
    """Ask on the page with this part before ``deed`` is done.

    ``question`` names the act, ``text`` what cannot be undone, ``yes`` the act once more.
    """
    page = part
    while (above := page.parentWidget()) is not None and not page.property("page"):
        page = above
    if not any(confirmation.is_open() for confirmation in page.findChildren(Confirmation)):
        Confirmation(page, question, text, yes, deed, tr).open()
