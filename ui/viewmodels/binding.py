# SPDX-License-Identifier: MIT
"""The documents that bind, as the content of today names them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from app.domain.obligation import BindingDocument
from app.domain.text import LocalText
from app.services.workspace import Workspace


class BindingViewModel(QObject):
    """Read once; nothing here changes."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = workspace.texts
        self._binding = workspace.pack.binding

    @property
    def documents(self) -> tuple[BindingDocument, ...]:
        return tuple(self._binding.values())

    @property
    def today(self) -> date:
        return self._texts.today

    def name(self, document: str, lang: str) -> str:
        """The name of a document, by its id."""
        return self.text(self._binding[document].name, lang)

    def text(self, text: LocalText, lang: str) -> str:
        return self._texts.officer(text, lang).text
