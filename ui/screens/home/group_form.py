# SPDX-License-Identifier: MIT
"""Found during enforcement: the label that links the separate interviews. The content of a drawer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.writing import Writing
from app.errors import UserError
from app.services.group import group_label
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.fields import CheckBox, FormField, TextInput
from ui.widgets.panel import row
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class GroupForm(QWidget):
    """``begun`` with the label and whether it is practice, once the label is one."""

    begun = Signal(str, bool)

    def __init__(self, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._offered = ""
        self.label = TextInput(tr("Label of the group"), kind=Writing.LABEL)
        self.practice = CheckBox(tr("Practice"))
        self.start = Button(tr("Begin with the first person"), icon="play")
        self._field = FormField(
            tr("Label of the group"),
            self.label,
            help=tr("For example the place and a number. Never a name or another personal fact."),
            tr=tr,
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(current_theme().space(2))
        for words in (
            tr(
                "One short interview for each person, alone, out of sight and hearing of the others."
            ),
            tr("The label links them in your list. Begin with who looks most in need."),
        ):
            layout.addWidget(TextLabel(words))
        layout.addWidget(self._field)
        layout.addWidget(self.practice)
        layout.addLayout(row(self.start))
        layout.addStretch(1)
        self.start.clicked.connect(self._on_start)
        self.label.returnPressed.connect(self._on_start)

    def draw(self, suggestion: str) -> None:
        """Offer a label. What the officer wrote in its place stays when the drawer opens again."""
        if self.label.text() in {"", self._offered}:
            self.label.setText(suggestion)
            self._field.clear_error()
        self._offered = suggestion

    def _on_start(self) -> None:
        try:
            label = group_label(self.label.plain())
        except UserError as error:
            self._field.point_out(error_sentence(error, self._tr))
            return
        self.begun.emit(label, self.practice.isChecked())
