# SPDX-License-Identifier: MIT
"""Who may get a file now, the person's own paper, and who gets nothing and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n.code_text import refusal
from app.ids import RecipientId
from ui.a11y import check_one, one_stop
from ui.screens.clicks import on_click
from ui.screens.refill import refill
from ui.theme import current_theme
from ui.viewmodels.handover import HandoverViewModel
from ui.widgets.buttons import Button
from ui.widgets.panel import Panel
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class RecipientList(Panel):
    """Buttons for those who may get something; sentences for the others."""

    chosen = Signal(str)

    def __init__(
        self, view_model: HandoverViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(role="card", margin=2, parent=parent)
        self._model, self._tr, self._lang = view_model, tr, current_theme().language
        self.buttons: dict[str, Button] = {}
        self.marks: dict[RecipientId, TextLabel] = {}
        self._made: tuple[object, ...] = ()
        one_stop(self)
        self.refresh()

    def refresh(self) -> None:
        """Draw anew only when the decisions changed; mark the chosen one."""
        model = self._model
        state = (model.allowed, model.refused, model.paper_wanted)
        if state != self._made:
            self._made = state
            refill(self.body, self._parts())
            self.body.addStretch(1)
        for recipient, button in self.buttons.items():
            check_one(button, on=recipient == model.recipient)
            button.setEnabled(not model.busy)
        for recipient, mark in self.marks.items():
            mark.setVisible(model.sent(recipient))

    def _parts(self) -> list[QWidget]:
        model, tr = self._model, self._tr
        self.buttons, self.marks = {}, {}
        parts: list[QWidget] = [SectionTitle(tr("May receive"), size=17)]
        for recipient in model.allowed:
            parts.append(self._button(str(recipient), model.recipient_name(recipient, self._lang)))
            parts.append(self._saved(recipient))
        if not model.allowed:
            parts.append(TextLabel(tr("nobody")))
        parts.append(SectionTitle(tr("For the person"), size=17))
        if model.paper_wanted:
            parts.append(self._button(str(model.paper), tr("The person's own paper"), icon="print"))
        else:
            parts.append(TextLabel(tr("No paper: it was not asked for."), tone="secondary"))
        parts.append(SectionTitle(tr("Nothing goes to"), size=17))
        for recipient, reason in model.refused:
            parts.append(TextLabel(model.recipient_name(recipient, self._lang)))
            parts.append(TextLabel(refusal(reason, tr), size=14, tone="secondary"))
        return parts

    def _saved(self, recipient: RecipientId) -> TextLabel:
        """It takes its room from the start: no row moves under the pointer when a file is saved."""
        mark = TextLabel(self._tr("saved before"), size=14, tone="success")
        policy = mark.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        mark.setSizePolicy(policy)
        self.marks[recipient] = mark
        return mark

    def _button(self, recipient: str, text: str, icon: str = "pdf") -> Button:
        button = Button(text, rank="outlined", icon=icon, tone="neutral")
        check_one(button, on=False)
        self.buttons[recipient] = on_click(button, self.chosen.emit, recipient)
        return button
