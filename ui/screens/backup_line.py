# SPDX-License-Identifier: MIT
"""How old the last good backup is, in a line: on the first page, and in the settings."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.clock import JAPAN
from ui.screens.wordings import error_sentence
from ui.viewmodels.backup import BackupViewModel
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class BackupLine(TextLabel):
    """Follows its view model; amber words when the last good one is old, or the last try failed."""

    def __init__(
        self, view_model: BackupViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__("", size=14, tone="secondary", parent=parent)
        self._model, self._tr = view_model, tr
        view_model.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now."""
        model, tr, state = self._model, self._tr, self._model.state
        lines = [tr("Last good backup: {when}").format(when=self._when(state.at))]
        if state.second is not None:
            words = tr("In the second folder: {when}").format(when=self._when(state.second_at))
            lines.append(words)
        if model.busy:
            lines.append(tr("A backup is being made…"))
        elif model.error is not None:
            lines.append(error_sentence(model.error, tr))
        worrying = not model.busy and (state.late or model.error is not None)
        self.set_tone("warning" if worrying else "secondary")
        self.set_text("\n".join(lines))

    def _when(self, at: datetime | None) -> str:
        if at is None:
            return self._tr("none yet")
        return at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
