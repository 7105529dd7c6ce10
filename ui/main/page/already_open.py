# SPDX-License-Identifier: MIT
"""Another program has this user's vault open: said, and then this one ends."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.main.context import Built, DoorContext
from ui.screens.wordings import error_sentence
from ui.widgets.buttons import Button
from ui.widgets.feedback import EmptyState
from ui.widgets.words import Translate


class AlreadyOpen(EmptyState):
    """The sentence and the way out."""

    ended = Signal()

    def __init__(self, words: str, tr: Translate) -> None:
        end = Button(tr("Close this window"), icon="close", size="large")
        super().__init__(tr("Already open"), words, icon="lock", actions=[end], level=1)
        self.setProperty("page", True)  # noqa: FBT003 a Qt property
        self.setFocusProxy(end)
        end.clicked.connect(self.ended)


def make(context: DoorContext, _at: str) -> Built:
    words = error_sentence(context.error, context.tr) if context.error else ""

    def shown(page: QWidget) -> None:
        page.setFocus()

    return Built(lambda: AlreadyOpen(words, context.tr), shown=shown)
