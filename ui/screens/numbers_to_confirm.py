# SPDX-License-Identifier: MIT
"""Telephone numbers that are printed for a person only after an officer confirmed each of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.carried import CarriedNumber
from app.domain.text import LocalText
from ui.a11y import arrange
from ui.theme import current_theme
from ui.widgets.check_box import CheckBox
from ui.widgets.panel import Panel
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class NumbersToConfirm(Panel):
    """One box for each number, with its name and since when it is known; hidden where there is none."""

    ticked = Signal(str, bool)  # number, on

    def __init__(
        self,
        name_of: Callable[[LocalText, str], str],
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="sunken", margin=2, parent=parent)
        self._name_of, self._tr = name_of, tr
        self.boxes: dict[str, CheckBox] = {}
        self.add(SectionTitle(tr("Numbers that are not printed yet"), level=3))
        words = tr(
            "Sources differ about them, or they are old and nobody verified them. Call them, then tick"
            " those that are to stand on the paper."
        )
        self.add(TextLabel(words, size=14, tone="secondary"))
        self.hide()

    def show_numbers(self, numbers: Sequence[CarriedNumber], confirmed: Collection[str]) -> None:
        """Offer these. A tick may take numbers away or bring some: the box that has the focus stays."""
        wanted = {self._words(number): number.phone for number in numbers}
        there = {box.text(): box for box in self.boxes.values()}
        for words in there.keys() - wanted.keys():
            box = there.pop(words)
            self.body.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        first = self.body.count() - len(there)
        for row, (words, phone) in enumerate(wanted.items(), start=first):
            box = there.get(words) or self._box(words, phone)
            self.body.insertWidget(row, box)
            box.setVisible(True)
            box.setChecked(phone in confirmed)
            self.boxes[phone] = box
        arrange(self)
        self.setVisible(bool(numbers))

    def _box(self, words: str, phone: str) -> CheckBox:
        box = CheckBox(words)
        box.clicked.connect(lambda on: self.ticked.emit(phone, on))
        return box

    def _words(self, number: CarriedNumber) -> str:
        name = self._name_of(number.entry.contact.name, current_theme().language)
        day = number.known_on or self._tr("a day that is not known")
        return f"{number.phone} {name} ({self._tr('known on {day}').format(day=day)})"
