# SPDX-License-Identifier: MIT
"""Backups in the settings: how old they are, one at once, and a second folder for them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.screens.backup_line import BackupLine
from ui.viewmodels.backup import BackupViewModel
from ui.widgets.buttons import Button
from ui.widgets.panel import CardFrame, row
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class BackupCard(CardFrame):
    """For everyone: each user's own vault; for supervisors the registry as well."""

    def __init__(
        self, view_model: BackupViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Backups"), parent=parent)
        self._model, self._tr = view_model, tr
        words = tr(
            "Made by themselves once a day and after each sealing, encrypted like the vault, and each is"
            " restored for a proof before it counts. Seven daily and four weekly ones stay."
        )
        self.body.addWidget(TextLabel(words, tone="secondary"))
        self.body.addWidget(BackupLine(view_model, tr))
        self.folder = TextLabel("", size=14)
        self.body.addWidget(self.folder)
        self.now_button = Button(tr("Back up now"), rank="outlined", icon="save")
        self.now_button.clicked.connect(view_model.now)
        self.choose_button = Button(tr("Second folder or stick…"), rank="outlined", icon="folder")
        self.choose_button.clicked.connect(self._on_choose)
        self.forget_button = Button(tr("No second folder"), rank="text")
        self.forget_button.clicked.connect(lambda: view_model.choose_second(None))
        self.body.addLayout(row(self.now_button, self.choose_button, self.forget_button))
        view_model.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        second = self._model.state.second
        for button in (self.now_button, self.choose_button, self.forget_button):
            button.setEnabled(not self._model.busy)
        self.forget_button.setVisible(second is not None)
        self.folder.set_text(
            self._tr("Second folder: {folder}").format(folder=second)
            if second is not None
            else self._tr(
                "A fire or a theft takes this machine and its backups: choose a second folder."
            )
        )

    def _on_choose(self) -> None:
        """Ask where; nothing of folder names is kept but the chosen one."""
        found = QFileDialog.getExistingDirectory(
            self,
            self._tr("Second folder for backups"),
            options=QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
        )
        if found:
            self._model.choose_second(Path(found))
