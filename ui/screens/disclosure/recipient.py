# SPDX-License-Identifier: MIT
"""One recipient: what was said, what may be recorded, and the legal bases of the closed list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n.code_text import refusal
from app.ids import GroupId, RecipientId
from app.services.lock_words import lock_sentence
from ui.a11y import check_one, one_stop
from ui.screens.clicks import on_click
from ui.screens.disclosure.basis import BasisForm
from ui.screens.held_against import HeldAgainst
from ui.screens.labels import consent_label
from ui.theme import current_theme
from ui.viewmodels.disclosure import DUTY, DisclosureViewModel
from ui.viewmodels.unsaved import Unsaved
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.check_box import CheckBox
from ui.widgets.confirmation import ask
from ui.widgets.panel import Panel
from ui.widgets.reveal import reveal
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class RecipientPanel(Panel):
    """The acts of one row of the plan."""

    preview_wanted = Signal()
    lawyer_wanted = Signal(str)  # the recipient who is one

    def __init__(
        self,
        view_model: DisclosureViewModel,
        recipient: RecipientId,
        tr: Translate,
        unsaved: Unsaved,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="card", margin=2, parent=parent)
        self._model, self._recipient, self._tr = view_model, recipient, tr
        self._lang = current_theme().language
        self.word_buttons: dict[str, Button] = {}
        self.boxes: dict[GroupId, CheckBox] = {}
        self._message = InlineMessage("warning")
        self._head()
        if view_model.offered(recipient):
            self._consent()
        self._state()
        self._held_against()
        if view_model.bases(recipient):
            self.add(BasisForm(view_model, recipient, tr, unsaved))

    def _head(self) -> None:
        model, tr = self._model, self._tr
        rule = model.session.pack.recipients[self._recipient]
        self.add(SectionTitle(model.recipient_name(self._recipient, self._lang)))
        self.add(TextLabel(model.text(rule.purpose, self._lang), tone="secondary"))
        self.preview_button = Button(
            tr("What this recipient would read"), rank="outlined", icon="eye"
        )
        on_click(self.preview_button, self.preview_wanted.emit)
        self.add(self.preview_button)

    def _held_against(self) -> None:
        """Before the consent is written down, and after: what the reader could hold against the person."""
        model, lawyer = self._model, self._model.lawyer
        held = model.held_against(self._recipient, self._lang)
        if held:
            name = model.recipient_name(lawyer, self._lang) if lawyer is not None else ""
            panel = HeldAgainst(held, name, self._tr)
            panel.lawyer_wanted.connect(lambda: self.lawyer_wanted.emit(str(lawyer)))
            self.add(panel)

    def _state(self) -> None:
        """Beneath the words: what comes and goes here moves none of them under the pointer."""
        tr, decision = self._tr, self._model.decisions[self._recipient]
        if decision.refused:
            self.add(TextLabel(refusal(decision.refused, tr), bold=True))
        if decision.countersigned_by:
            words = tr("Countersigned by {name}").format(name=decision.countersigned_by)
            self.add(TextLabel(words))
        elif decision.named:
            words = tr("{name} was named as supervisor; that is not proved and opens nothing.")
            self.add(TextLabel(words.format(name=decision.named)))

    def _consent(self) -> None:
        model, tr, recipient = self._model, self._tr, self._recipient
        self.add(SectionTitle(tr("What the person says"), level=3))
        self.add(TextLabel(model.question(recipient)))
        lock = model.lock(recipient)
        due = model.is_due(recipient)
        closed = bool(lock) or not due or not model.is_draft or model.busy
        if lock:
            self._message.show_text(lock_sentence(lock, model.session.pack.roles, tr), "warning")
        elif not due:
            self._message.show_text(refusal("condition_false", tr), "info")
        self.add(self._message)
        consent = model.consent_word(recipient)
        for word in model.offered(recipient):
            if word == "parts":
                self._parts(closed=closed, chosen=consent == "parts")
                continue
            label = (
                tr("Was told of the legal duty (not asked)")
                if word == DUTY
                else consent_label(word, tr)
            )
            button = Button(label, rank="outlined", tone="neutral")
            check_one(button, on=word == consent)
            button.setEnabled(not closed)
            on_click(button, model.consent, recipient, word)
            self.word_buttons[word] = button
            self.add(button)
        one_stop(*self.word_buttons.values())
        if model.decisions[recipient].by in {"consent", "consent+basis"}:
            self._withdraw()

    def _parts(self, *, closed: bool, chosen: bool) -> None:
        model, tr, recipient = self._model, self._tr, self._recipient
        sheet = Panel(role="selected" if chosen else "sunken", margin=1.5)
        sheet.add(SectionTitle(tr("Only these parts"), level=3, size=16))
        ticked = model.ticked(recipient)
        for group in model.may_tick(recipient):
            name = model.group_name(group, self._lang)
            if model.is_separate(recipient, group):
                name = tr("{group} (only by name)").format(group=name)
            box = CheckBox(name)
            box.setChecked(group in ticked)
            box.setEnabled(not closed)
            self.boxes[group] = box
            sheet.add(box)
        button = Button(tr("Record these parts"), rank="outlined")
        button.setEnabled(not closed)
        on_click(button, self._on_parts)
        self.word_buttons["parts"] = button
        sheet.add(button)
        self.add(sheet)

    def _withdraw(self) -> None:
        button = Button(self._tr("The person takes this back"), rank="text", tone="neutral")
        on_click(button, self._ask_withdraw)
        self.withdraw_button = button
        self.add(button)

    def _ask_withdraw(self) -> None:
        model, tr, recipient = self._model, self._tr, self._recipient
        words = tr("From now on nothing goes to {recipient}. What was sent cannot be called back.")
        ask(
            self.withdraw_button,
            tr("Does the person take this back?"),
            text=words.format(recipient=model.recipient_name(recipient, self._lang)),
            yes=tr("Yes, the person takes it back"),
            deed=lambda: model.withdraw(recipient),
            tr=tr,
        )

    def _on_parts(self) -> None:
        groups = tuple(group for group, box in self.boxes.items() if box.isChecked())
        if not groups:
            self._message.show_text(self._tr("Tick at least one part."), "error")
            reveal(self._message)
            return
        self._model.consent(self._recipient, "parts", groups)
