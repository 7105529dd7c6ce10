# SPDX-License-Identifier: MIT
"""What the owner of the vault must know: shown above everything until the owner says to have read it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.i18n import sentence
from ui.viewmodels.home import HomeViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.words import Translate


class NoticeBanner(Banner):
    """Hidden while there is nothing to tell."""

    def __init__(
        self, view_model: HomeViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        self.read_button = Button(tr("I have read this"), rank="outlined", size="small")
        super().__init__("warning", "", action=self.read_button, tr=tr, parent=parent)
        self._model, self._tr = view_model, tr
        self.read_button.clicked.connect(view_model.acknowledge)
        self.refresh()

    def refresh(self) -> None:
        """Show what is not read yet."""
        texts = [sentence(notice.code, notice.params, self._tr) for notice in self._model.notices]
        self.set_text("\n".join(texts))
        self.setVisible(bool(texts))
