# SPDX-License-Identifier: MIT
"""Tell it back: the question on both sides, and what the officer records about it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.typing_place import card_place
from ui.screens.kept import Kept
from ui.theme import current_theme, direction_for
from ui.viewmodels.cards import CardsViewModel
from ui.widgets.banners import DraftBanner
from ui.widgets.buttons import Button
from ui.widgets.fields import FormField, RadioGroup, TextArea
from ui.widgets.halves import Halves
from ui.widgets.panel import Panel, row
from ui.widgets.text import SectionTitle, TextLabel, text_widget
from ui.widgets.words import Translate


def results(tr: Translate) -> dict[str, str]:
    """What can happen when a person tells a card back."""
    return {
        "told": tr("Told back"),
        "partly": tr("Partly; it was explained again"),
        "not": tr("Not told back"),
    }


class TellingPanel(Panel):
    """Under a card on consent or rights. It checks the explanation, never the person."""

    def __init__(
        self, view_model: CardsViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(role="card", margin=0, parent=parent)
        self._vm, self._tr = view_model, tr
        self.body.setSpacing(0)
        self._question()
        form = Panel(margin=2)
        form.add(SectionTitle(tr("Told in the person's own words"), level=3))
        for telling in view_model.told:
            note = f": {telling.note}" if telling.note else ""
            form.add(TextLabel(f"✓ {results(tr)[telling.result]}{note}"))
        self.result = RadioGroup(
            tr("Told in the person's own words"), list(results(tr).items()), columns=3
        )
        self.note = TextArea(tr("What was unclear, in a few words"), lines=2)
        self.record = Button(tr("Record"), rank="outlined", icon="check")
        form.add(self.result)
        form.add(FormField(tr("What was unclear, in a few words"), self.note, tr=tr))
        form.body.addLayout(row(self.record))
        form.body.setSpacing(current_theme().space(1))
        self.add(form)
        self.result.chosen_changed.connect(lambda _chosen: self._keep())
        self.note.textChanged.connect(self._keep)
        self.record.clicked.connect(view_model.record_telling)
        Kept(view_model.unsaved, card_place(view_model.card or ""), form)

    def _question(self) -> None:
        """The words to say, under the draft band while they are a draft."""
        asked = self._vm.tell_back
        if asked is None:
            return
        officer, person = asked
        person_lang = self._vm.glance.person_lang
        if person is not None and not person.status.reviewed:
            self.add(DraftBanner(person_lang=person_lang))
        theirs: QWidget = TextLabel(self._tr("The interpreter reads this."), tone="secondary")
        if person is not None:
            theirs = text_widget(str(person.lang), person.text, 20)
            theirs.setLayoutDirection(direction_for(person_lang))
        self.add(
            Halves(text_widget(str(officer.lang), officer.text, 20), theirs, margin=(1.5, 1.5))
        )

    def _keep(self) -> None:
        self._vm.keep_telling(self.result.chosen(), self.note.plain())
