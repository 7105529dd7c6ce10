# SPDX-License-Identifier: MIT
"""Invoking a legal basis: which one, which groups, why, and the supervisor's countersignature."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.pack import LegalBasis
from app.domain.typing_place import basis_place
from app.ids import BasisId, GroupId, RecipientId
from ui.screens.clicks import on_click
from ui.screens.countersign import CountersignForm
from ui.screens.kept import Kept
from ui.screens.refill import refill
from ui.theme import current_theme
from ui.viewmodels.disclosure import DisclosureViewModel
from ui.viewmodels.unsaved import Unsaved
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.check_box import CheckBox
from ui.widgets.confirmation import ask
from ui.widgets.form import FormField
from ui.widgets.inputs import Select, TextArea
from ui.widgets.marked_field import MarkedField
from ui.widgets.panel import Panel
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class BasisForm(Panel):
    """Hidden behind a button: the law is not the first thing to reach for."""

    def __init__(
        self,
        view_model: DisclosureViewModel,
        recipient: RecipientId,
        tr: Translate,
        unsaved: Unsaved,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="sunken", margin=1.5, parent=parent)
        self._model, self._recipient, self._tr = view_model, recipient, tr
        self._lang = current_theme().language
        self._bases = {str(basis.id): basis for basis in view_model.bases(recipient)}
        choices = [
            (key, view_model.text(basis.name, self._lang)) for key, basis in self._bases.items()
        ]
        self.basis = Select(tr("Legal basis"), choices)
        self.boxes: dict[GroupId, CheckBox] = {}
        self.reason = TextArea(tr("Reason"), lines=2)
        self.countersign = CountersignForm(view_model.supervisors, tr)
        self.message = InlineMessage()
        self.invoke_button = Button(tr("Use this legal basis"), rank="outlined", icon="shield")
        self._facts = QVBoxLayout()
        self.add(SectionTitle(tr("Without consent, by law"), level=3))
        self.add(FormField(tr("Legal basis"), self.basis, tr=tr))
        self.body.addLayout(self._facts)
        marks = view_model.session.marks
        self._why = MarkedField(tr("Reason"), self.reason, marks, required=True, tr=tr)
        self.add(self._why)
        self.add(self.countersign)
        self.add(self.message)
        self.add(self.invoke_button)
        self.invoke_button.setEnabled(not view_model.busy)
        self.basis.chosen_changed.connect(self._draw)
        on_click(self.invoke_button, self._on_invoke)
        if self._bases:
            self.basis.choose(choices[0][0])
        self._draw()
        Kept(unsaved, basis_place(recipient), self)

    @property
    def _chosen(self) -> LegalBasis:
        return self._bases[self.basis.chosen() or next(iter(self._bases))]

    def _unchecked(self, basis: LegalBasis) -> list[QWidget]:
        words = self._tr("No lawyer has reviewed this wording yet.")
        return [TextLabel(words, size=14, bold=True)] if basis.awaits_lawyer else []

    def _draw(self, _key: str = "") -> None:
        """Show the facts of the chosen basis and the groups it may open."""
        model, tr, basis = self._model, self._tr, self._chosen
        conditions, told = (
            model.text(basis.conditions, self._lang),
            model.text(basis.when_told, self._lang),
        )
        parts: list[QWidget] = [
            TextLabel(model.text(basis.statute, self._lang), size=14, tone="secondary"),
            *self._unchecked(basis),
            TextLabel(
                tr("Condition: {text}").format(text=conditions),
                size=14,
            ),
            TextLabel(
                tr("Tell the person: {text}").format(text=told),
                size=14,
            ),
        ]
        self.boxes = {}
        for group in model.basis_groups(self._recipient, basis.id):
            box = CheckBox(model.group_name(group, self._lang))
            box.setChecked(model.is_opened_by_law(group))
            self.boxes[group] = box
            parts.append(box)
        refill(self._facts, parts)
        self.countersign.setVisible(basis.countersign)

    def _on_invoke(self) -> None:
        tr, why = self._tr, self._why.words()
        groups = tuple(group for group, box in self.boxes.items() if box.isChecked())
        if not why.text:
            self.message.show_text(tr("Write the reason."))
            self.reason.setFocus()
            return
        if not groups:
            self.message.show_text(tr("Tick at least one part."))
            return
        model, recipient, basis = self._model, self._recipient, BasisId(self._chosen.id)
        if not self._chosen.countersign:
            self._ask(lambda: model.invoke(recipient, basis, groups, why))
            return
        user, passphrase = self.countersign.take()
        if not passphrase:
            self.message.show_text(tr("The supervisor types their own passphrase."))
            return
        model.check_supervisor(
            user, passphrase, lambda by: model.invoke(recipient, basis, groups, why, by)
        )

    def _ask(self, deed: Callable[[], object]) -> None:
        model, tr = self._model, self._tr
        words = tr(
            "{recipient} may then receive the ticked parts without consent. This stays written."
        )
        ask(
            self.invoke_button,
            tr("Use this legal basis?"),
            text=words.format(recipient=model.recipient_name(self._recipient, self._lang)),
            yes=tr("Yes, use it"),
            deed=deed,
            tr=tr,
        )
