# SPDX-License-Identifier: MIT
"""The form in which a supervisor corrects one contact; what is typed outlives a refusal."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.directory import DirectoryEntry
from ui.screens.clicks import on_click
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.directory import DirectoryViewModel
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.form import FormField
from ui.widgets.inputs import TextInput
from ui.widgets.panel import Panel
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class CorrectionForm(Panel):
    """Number, hours, note and the reason; stored with the supervisor's signature."""

    def __init__(
        self,
        view_model: DirectoryViewModel,
        entry: DirectoryEntry,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="sunken", margin=2, parent=parent)
        self._model, self._tr, self._lang = view_model, tr, current_theme().language
        self.phone = TextInput(tr("Telephone"), lang="en")
        self.hours = TextInput(tr("Hours"))
        self.note = TextInput(tr("Note"))
        self.reason = TextInput(tr("Reason and how it was checked"))
        self.button = Button(tr("Store the correction"), rank="outlined", icon="save")
        self.message = InlineMessage()
        self.phone.setText(entry.phone or "")
        self.hours.setText(view_model.hours(entry, self._lang))
        self.note.setText(view_model.note(entry, self._lang))
        for field in (self.phone, self.hours, self.note):
            field.setCursorPosition(0)
        self.add(SectionTitle(tr("Correct this entry"), level=3))
        words = tr(
            "Signed with your name and shown to everyone at this station. The earlier entry stays."
        )
        self.add(TextLabel(words, size=14, tone="secondary"))
        self.add(FormField(tr("Telephone"), self.phone, tr=tr))
        self.add(FormField(tr("Hours"), self.hours, tr=tr))
        self.add(FormField(tr("Note"), self.note, tr=tr))
        reason = tr("Reason and how it was checked")
        self.add(FormField(reason, self.reason, required=True, tr=tr))
        self.add(self.message)
        self.add(self.button)
        on_click(self.button, self._on_store)
        view_model.refused.connect(self._on_refused)

    def _on_store(self) -> None:
        self.message.clear()
        self._model.correct(
            self.phone.plain(),
            self.hours.plain(),
            self.note.plain(),
            self.reason.plain(),
            self._lang,
        )

    def _on_refused(self, error: Exception) -> None:
        self.message.show_text(error_sentence(error, self._tr))
