# SPDX-License-Identifier: MIT
"""Where files are dropped; nothing can be dragged out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.banners import IconLabel
from ui.widgets.buttons import Button
from ui.widgets.panel import Panel, row
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class DropArea(Panel):
    """Takes local PDF files; a button does the same by keyboard."""

    files_dropped = Signal(object)  # list[Path]

    def __init__(self, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__(role="sunken", margin=2, parent=parent)
        self.setAcceptDrops(True)
        self.button = Button(tr("Choose files"), rank="outlined", icon="folder")
        words = TextLabel(
            tr("Drop handover files here. Nothing is taken in before you have seen the summary.")
        )
        self.body.addLayout(row(IconLabel("import", "primary", 32), words, stretch_last=True))
        self.body.addLayout(row(self.button))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files_dropped.emit(_files(event))


def _files(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
