# SPDX-License-Identifier: MIT
"""The content of interviews in the settings: which is used, which are here, installing one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.moving import short_hash
from app.services.content_packs import installed_sentence
from app.services.pack_ports import BUILTIN, RELEASED, PackEntry
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.viewmodels.content import ContentViewModel
from ui.widgets.banners import Banner, InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.panel import CardFrame, row
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class PacksCard(CardFrame):
    """For everyone to see; only supervisors install."""

    def __init__(
        self, view_model: ContentViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Content of the interviews"), parent=parent)
        self._model, self._tr = view_model, tr
        self._rows = QVBoxLayout()
        self.message = InlineMessage("success")
        self.install_button = Button(tr("Install…"), rank="outlined", icon="add")
        self.install_button.clicked.connect(self._on_choose)
        self.body.addLayout(self._rows)
        self.body.addLayout(row(self.install_button))
        self.install_button.setVisible(view_model.supervisor)  # in its place: no window of its own
        self.add(self.message)
        view_model.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        model, tr = self._model, self._tr
        parts: list[QWidget] = []
        if model.warning is not None:
            parts.append(Banner("warning", error_sentence(model.warning, tr)))
        parts += [TextLabel(self._words(entry)) for entry in model.entries]
        refill(self._rows, parts)
        self.install_button.setEnabled(not model.busy)
        if model.error is not None:
            self.message.show_message("error", error_sentence(model.error, tr))
        elif model.installed is not None:
            sentence = installed_sentence(model.installed, tr)
            if model.installed.used:
                sentence += "\n" + tr("Papers and lists follow at the next login.")
            self.message.show_message("success", sentence)

    def _words(self, pack: PackEntry) -> str:
        tr = self._tr
        places = {BUILTIN: tr("of this release"), RELEASED: tr("of an earlier release")}
        bits = [
            pack.version or "?",
            short_hash(pack.sha256),
            places.get(pack.place, tr("installed")),
        ]
        if pack.fault:
            bits.append(error_sentence(pack.fault, tr))
        else:
            bits.append(tr("in use") if pack.used else tr("kept for its records"))
        if pack.expires is not None:
            bits.append(tr("to be replaced by {day}").format(day=pack.expires.isoformat()))
        return " · ".join(bits)

    def _on_choose(self) -> None:
        """Ask for the file; nothing of folder names is kept."""
        kind = self._tr("Content of the interviews")
        found, _kind = QFileDialog.getOpenFileName(
            self,
            self._tr("Install content"),
            filter=f"{kind} (*.zip)",
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if found:
            self._model.install(Path(found))
