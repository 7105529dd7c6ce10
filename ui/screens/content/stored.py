# SPDX-License-Identifier: MIT
"""An interview whose content is not on this machine: why, what to do, and its answers as they are stored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.as_stored import StoredEntry
from ui.screens.labels import moment
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.panel import CardFrame
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class StoredScreen(ScreenFrame):
    """Read-only."""

    home_opened = Signal()

    def __init__(
        self,
        why: str,
        entries: Sequence[StoredEntry],
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("As it is stored"), tr=tr, parent=parent)
        self.body.addWidget(Banner("warning", why))
        card = CardFrame(tr("Answers and notes, in order"))
        for entry in entries:
            head = f"{moment(entry.at)}  {entry.about}"
            card.add(TextLabel(head, size=14, tone="secondary"))
            card.add(TextLabel(entry.question, lang=entry.lang))
            card.add(TextLabel(entry.answer, lang=entry.lang))
        self.body.addWidget(card)
        self.body.addStretch(1)
        home = Button(tr("To the list"), rank="outlined", icon="back")
        home.clicked.connect(self.home_opened)
        self.actions.add_action(home)
        self.set_entry(home)
