# SPDX-License-Identifier: MIT
"""Who carries the numbers: what decides which of them stand on the small card, ticked by the officer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.situation import Situation
from ui.theme import current_theme
from ui.widgets.check_box import CheckBox
from ui.widgets.fields import FormField, Select
from ui.widgets.panel import Panel
from ui.widgets.prefectures import prefecture_choices
from ui.widgets.words import Translate

_SHORT = 8  # letters: a list is as wide as its column


class CarrierForm(Panel):
    """Emits what holds whenever it changes. Nothing of it is stored."""

    chosen = Signal(object, str)  # frozenset[Situation], prefecture

    def __init__(self, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        nobody = tr("not known")
        sexes = [
            ("", nobody),
            (Situation.WOMAN.value, tr("Woman")),
            (Situation.MAN.value, tr("Man")),
        ]
        places = [("", nobody), *prefecture_choices(current_theme().language)]
        self.sex = Select(tr("Gender of the person"), sexes)
        self.prefecture = Select(tr("Prefecture"), places)
        for select in (self.sex, self.prefecture):
            select.setSizeAdjustPolicy(
                Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            select.setMinimumContentsLength(_SHORT)
            select.chosen_changed.connect(self._emit)
        self.ticks = {situation: CheckBox(words) for situation, words in _words(tr).items()}
        self.add(FormField(tr("Gender of the person"), self.sex, tr=tr))
        for tick in self.ticks.values():
            tick.clicked.connect(self._emit)
            self.add(tick)
        self.add(FormField(tr("Prefecture"), self.prefecture, tr=tr))

    def _emit(self) -> None:
        held = {situation for situation, tick in self.ticks.items() if tick.isChecked()}
        if sex := self.sex.chosen():
            held.add(Situation(sex))
        self.chosen.emit(frozenset(held), self.prefecture.chosen())


def _words(tr: Translate) -> dict[Situation, str]:
    return {
        Situation.JAPANESE: tr("Japanese national"),
        Situation.CHILD: tr("Under 18, or perhaps"),
        Situation.PARENT: tr("Has children in Japan"),
        Situation.WORKER: tr("Works or worked"),
        Situation.INTERN: tr("Technical intern or in skill development"),
        Situation.AT_SEA: tr("On a ship"),
        Situation.NO_IMMIGRATION: tr("No immigration line"),
    }
