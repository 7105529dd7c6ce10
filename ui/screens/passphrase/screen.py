# SPDX-License-Identifier: MIT
"""The page on which users choose their own passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.screens.wordings import error_sentence
from ui.viewmodels.passphrase import PassphraseViewModel
from ui.widgets.buttons import Button
from ui.widgets.form import FormField, PassphraseField
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.panel import Panel
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_WIDTH = 720


class PassphraseScreen(ScreenFrame):
    """The present one, unless it was typed just now; the new one twice."""

    left = Signal()  # without a change: to the settings, or locked

    def __init__(
        self, view_model: PassphraseViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        demanded = view_model.demanded
        title = tr("Choose your own passphrase") if demanded else tr("Change the passphrase")
        super().__init__(title, max_width=_WIDTH, tr=tr, parent=parent)
        self._model, self._tr = view_model, tr
        self.present = PassphraseField(name=tr("Passphrase of now"), tr=tr)
        self.new = NewPassphrase(view_model.suggest, tr)
        self.change_button = Button(tr("Change the passphrase"), size="large", icon="key")
        self.leave_button = Button(tr("Lock") if demanded else tr("Back"), rank="text")
        self._fill(demanded=demanded)
        self.change_button.clicked.connect(self._on_change)
        self.new.again.submitted.connect(self._on_change)
        self.leave_button.clicked.connect(self.left)
        view_model.changed.connect(self._draw)
        self._draw()

    def _fill(self, *, demanded: bool) -> None:
        tr, card = self._tr, Panel(role="card", margin=4)
        why = tr(
            "Somebody else set the passphrase you used just now, and may still know it. Choose one that"
            " only you know. Nobody can look it up: keep it safe."
        )
        if demanded:
            card.add(TextLabel(why))
        else:
            card.add(FormField(tr("Passphrase of now"), self.present, tr=tr))
        card.add(self.new)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self.actions.add_action(self.leave_button, "left")
        self.actions.add_action(self.change_button)
        self.set_entry(self.new.passphrase if demanded else self.present)

    def _draw(self) -> None:
        model, tr = self._model, self._tr
        self.change_button.setEnabled(not model.busy)
        self.leave_button.setEnabled(not model.busy)
        words = tr("Making the keys…") if model.busy else tr("Change the passphrase")
        self.change_button.set_text(words)
        if model.error is not None:
            self.show_message("error", error_sentence(model.error, tr))
        else:
            self.clear_message()

    def _on_change(self) -> None:
        words = self.new.typed()
        if words is not None:
            self._model.change(self.present.text(), words)
