# SPDX-License-Identifier: MIT
"""Shown in place of the card when an item must not be asked now: why, and what opens it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.typing_place import lock_place
from app.ids import ItemId
from app.services.lock_words import lock_sentence
from ui.screens.countersign import CountersignForm
from ui.screens.kept import Kept
from ui.screens.wordings import error_sentence, lock_remedy
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.banners import Banner, InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.fields import TextInput
from ui.widgets.marked_field import MarkedField
from ui.widgets.panel import CardFrame, row
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class LockPanel(CardFrame):
    """One locked item."""

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("This question stays closed for now"), parent=parent)
        self._vm, self._tr = view_model, tr
        item = view_model.item
        if item is None:
            return
        self._item: ItemId = item
        reason, roles = view_model.glance.lock, view_model.session.pack.roles
        self.add(TextLabel(view_model.glance.explainer.question(item), size=20))
        why = lock_sentence(reason, roles, tr)
        self.setAccessibleDescription(why)
        self.add(Banner("neutral", why))
        remedy = lock_remedy(reason, roles)
        if remedy in view_model.session.pack.items and remedy != item:
            go = Button(tr("Go to that question"), rank="outlined", icon="next")
            go.clicked.connect(lambda: view_model.walking.jump(ItemId(remedy)))
            self.body.addLayout(row(go))
        if reason == "child_path":
            self._add_unlock()

    def _add_unlock(self) -> None:
        tr = self._tr
        self.reason = TextInput(tr("Reason"))
        self.supervisor = CountersignForm(self._vm.unlocking.supervisors, tr)
        self.message = InlineMessage()
        self.open_button = Button(tr("Open with this reason"), rank="outlined", icon="unlock")
        marks = self._vm.glance.session.marks
        self._why = field = MarkedField(tr("Reason"), self.reason, marks, required=True, tr=tr)
        Kept(self._vm.unsaved, lock_place(self._item), field)
        self.add(field)
        self.add(self.supervisor)
        self.add(self.message)
        self.body.addLayout(row(self.open_button))
        self.open_button.clicked.connect(self._on_unlock)
        self._vm.unlocking.refused.connect(self._on_refused)

    def _on_unlock(self) -> None:
        why = self._why.words()
        by, passphrase = self.supervisor.take()
        if not why.text or not by or not passphrase:
            self.message.show_text(
                self._tr("Write the reason; the supervisor who decides types the own passphrase.")
            )
            return
        self.message.clear()
        self.open_button.setEnabled(False)
        self._vm.unlocking.unlock(self._item, why, by, passphrase)

    def _on_refused(self, error: Exception) -> None:
        self.open_button.setEnabled(True)
        self.message.show_text(error_sentence(error, self._tr))
