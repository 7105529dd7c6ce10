# SPDX-License-Identifier: MIT
"""Two fields for a new passphrase, typed twice, with six random words for those who want them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.form import FormField, PassphraseField
from ui.widgets.panel import row
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class NewPassphrase(QWidget):
    """``suggest`` gives six words; they are shown, never typed by the program."""

    def __init__(
        self, suggest: Callable[[], str], tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tr = tr
        self.passphrase = PassphraseField(name=tr("Passphrase"), tr=tr)
        self.again = PassphraseField(name=tr("Passphrase again"), tr=tr)
        help_ = tr("At least 15 characters. A sentence is good; it may be pasted and shown.")
        self._again_field = FormField(tr("Passphrase again"), self.again, tr=tr)
        suggestion = TextLabel("", lang="en", size=18)
        button = Button(tr("Suggest six words"), rank="outlined", size="small", icon="key")
        button.clicked.connect(lambda: suggestion.set_text(suggest()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(2))
        layout.addWidget(FormField(tr("Passphrase"), self.passphrase, help=help_, tr=tr))
        layout.addWidget(self._again_field)
        layout.addLayout(row(button, suggestion, stretch_last=True))

    def typed(self) -> str | None:
        """What was typed twice; None, with a word beside the field, when the two differ."""
        if self.passphrase.text() != self.again.text():
            self._again_field.point_out(self._tr("The two passphrases differ."))
            return None
        self._again_field.clear_error()
        return self.passphrase.text()
