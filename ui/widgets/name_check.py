# SPDX-License-Identifier: MIT
"""Beside a name: says which unseen characters it holds, and takes them out when told to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.writing import strange, without_strange
from ui.theme import current_theme
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.inputs import TextArea, TextInput
from ui.widgets.panel import row
from ui.widgets.words import Translate


class NameCheck(QWidget):
    """Takes no room while the fields hold nothing strange. ``cleaned``: the officer took it out."""

    cleaned = Signal()

    def __init__(
        self,
        fields: Sequence[TextInput | TextArea],
        *,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields, self._tr = fields, tr
        self._message = InlineMessage()
        self._clean = Button(tr("Take them out"), rank="outlined", size="small")
        self._clean.clicked.connect(self._on_clean)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        layout.addWidget(self._message)
        layout.addLayout(row(self._clean))
        self.hide()
        for field in fields:
            field.textChanged.connect(self.look)

    def found(self) -> str:
        """Return the codes of what may not stand in a name, empty when all is well."""
        codes = (code for field in self._fields for code in strange(field.plain()))
        return " ".join(dict.fromkeys(codes))

    def look(self) -> None:
        """Look at what stands in the fields now."""
        found = self.found()
        words = self._tr("A name may hold no characters that cannot be seen ({found}).")
        self._message.show_text(words.format(found=found) if found else "")
        self.setVisible(bool(found))

    def _on_clean(self) -> None:
        for field in self._fields:
            cleaned = without_strange(field.plain())
            if isinstance(field, TextInput):
                field.setText(cleaned)
            else:
                field.setPlainText(cleaned)
        self.cleaned.emit()
