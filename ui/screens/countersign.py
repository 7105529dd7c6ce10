# SPDX-License-Identifier: MIT
"""A supervisor's own name and passphrase, typed where a countersignature is needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.form import FormField, PassphraseField
from ui.widgets.inputs import Select
from ui.widgets.words import Translate


class CountersignForm(QWidget):
    """Who countersigns, and the proof. The passphrase is cleared when it is taken."""

    def __init__(
        self, supervisors: Sequence[str], tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.who = Select(tr("Supervisor"), [(name, name) for name in supervisors])
        self.passphrase = PassphraseField(name=tr("Passphrase of the supervisor"), tr=tr)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        layout.addWidget(FormField(tr("Supervisor"), self.who, tr=tr))
        layout.addWidget(FormField(tr("Passphrase of the supervisor"), self.passphrase, tr=tr))

    def take(self) -> tuple[str, str]:
        """Return name and passphrase, and forget the passphrase here."""
        given = self.who.chosen(), self.passphrase.text()
        self.passphrase.clear()
        return given
