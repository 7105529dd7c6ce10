# SPDX-License-Identifier: MIT
"""What is in the file and what stays, the passphrase for the stick, countersignature, sign and save."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.screens.clicks import on_click
from ui.screens.countersign import CountersignForm
from ui.screens.held_against import LookedAt
from ui.screens.labels import withheld_reason
from ui.screens.numbers_to_confirm import NumbersToConfirm
from ui.screens.refill import refill
from ui.theme import current_theme
from ui.viewmodels.handover import HandoverViewModel
from ui.viewmodels.referral import HeldLine
from ui.widgets.buttons import Button
from ui.widgets.form import FormField, PassphraseField
from ui.widgets.panel import Panel
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class SavingPanel(Panel):
    """For the chosen recipient; hidden until one is chosen."""

    lawyer_wanted = Signal()

    def __init__(
        self, view_model: HandoverViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(role="card", margin=2, parent=parent)
        self._model, self._tr, self._lang = view_model, tr, current_theme().language
        self.passphrase = PassphraseField(name=tr("Passphrase of the file"), tr=tr)
        self.numbers: NumbersToConfirm | None = None
        self.held: LookedAt | None = None
        self.countersign: CountersignForm | None = None
        self._made: tuple[object, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Show what belongs to the recipient that is chosen now."""
        model = self._model
        self.setVisible(model.recipient is not None)
        if model.recipient is None:
            return
        held = model.held_against(model.recipient, self._lang)
        state = (model.recipient, model.wants_countersign, held)
        if state != self._made:
            self._made = state
            refill(self.body, self._parts(held))
            self.body.addStretch(1)
        if self.numbers is not None:
            self.numbers.show_numbers(model.doubts, model.confirmed)
        if self.held is not None:
            self.held.box.setChecked(model.held_seen)

    def _parts(self, held: Sequence[HeldLine]) -> list[QWidget]:
        model, tr = self._model, self._tr
        self.held, self.numbers = None, None
        if model.recipient == model.paper:
            words = tr(
                "A plain paper with cards, numbers and next steps. It has no case number and no signature."
            )
            return [
                SectionTitle(tr("The person's own paper"), size=17),
                TextLabel(words),
                self._doubts(),
            ]
        if model.wants_countersign:
            return self._countersign_parts()
        self.passphrase = PassphraseField(name=tr("Passphrase of the file"), tr=tr)
        help_ = tr("Empty: the file is not locked. Tell the passphrase by voice only.")
        return [
            *self._held_against(held),
            *self._content(),
            FormField(tr("Passphrase of the file"), self.passphrase, help=help_, tr=tr),
            TextLabel(
                tr("The receiver opens it with any PDF reader and checks it with Kakehashi."),
                size=14,
            ),
        ]

    def _content(self) -> list[QWidget]:
        model, tr = self._model, self._tr
        decision = model.decision(model.recipient)
        groups = model.session.pack.groups
        parts: list[QWidget] = [SectionTitle(tr("In this file"), size=17)]
        parts += [
            TextLabel(f"• {model.text(groups[group], self._lang)}")
            for group in groups
            if group in decision.groups
        ]
        if model.withheld:
            parts.append(SectionTitle(tr("Not in this file"), size=17))
        for withheld in model.withheld:
            reason = withheld_reason(withheld.reason, tr)
            text = tr("{group}: {reason}").format(
                group=model.text(groups[withheld.group], self._lang), reason=reason
            )
            parts.append(TextLabel(f"• {text}", tone="secondary"))
        if decision.countersigned_by:
            words = tr("Countersigned by {name}").format(name=decision.countersigned_by)
            parts.append(TextLabel(words, tone="success"))
        elif decision.named:
            words = tr("{name} was named as supervisor; that is not proved and opens nothing.")
            parts.append(TextLabel(words.format(name=decision.named), tone="secondary"))
        return parts

    def _held_against(self, held: Sequence[HeldLine]) -> list[QWidget]:
        """Looked at before it is signed, with a lawyer offered; what is urgent waits for one tick only."""
        model, lawyer = self._model, self._model.lawyer
        if not held:
            return []
        name = model.recipient_name(lawyer, self._lang) if lawyer is not None else ""
        self.held = LookedAt(held, name, self._tr)
        self.held.lawyer_wanted.connect(self.lawyer_wanted.emit)
        self.held.looked.connect(lambda on: model.confirm_held(seen=on))
        return [self.held]

    def _doubts(self) -> NumbersToConfirm:
        """The doubtful numbers: each goes on the paper where it was looked at and ticked."""
        model = self._model
        self.numbers = NumbersToConfirm(model.text, self._tr)
        self.numbers.ticked.connect(lambda number, on: model.confirm(number, on=on))
        return self.numbers

    def _countersign_parts(self) -> list[QWidget]:
        model, tr = self._model, self._tr
        form = CountersignForm(model.supervisors, tr)
        button = Button(tr("Countersign"), icon="shield")
        on_click(button, lambda: model.countersign(*form.take()))
        self.countersign = form
        words = tr("A supervisor has to countersign before anything goes to this recipient.")
        return [SectionTitle(tr("Countersign"), size=17), TextLabel(words), form, button]

    def take_passphrase(self) -> str:
        """The passphrase for the file, empty for none; it is wiped from its field."""
        text = self.passphrase.text()
        self.passphrase.clear()
        return text
