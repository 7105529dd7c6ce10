# SPDX-License-Identifier: MIT
"""Telephone numbers that are printed for a person only after an officer confirmed each of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.carried import CarriedNumber
from app.domain.text import LocalText
from ui.theme import current_theme
from ui.widgets.check_box import CheckBox
from ui.widgets.panel import Panel
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class NumbersToConfirm(Panel):
    """One box for each number, with its name and since when it is known."""

    ticked = Signal(str, bool)  # number, on

    def __init__(
        self,
        name_of: Callable[[LocalText, str], str],
        numbers: Sequence[CarriedNumber],
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="sunken", margin=2, parent=parent)
        lang = current_theme().language
        self.boxes: dict[str, CheckBox] = {}
        self.add(SectionTitle(tr("Numbers that are not printed yet"), level=3))
        words = tr(
            "Sources differ about them, or they are old and nobody verified them. Call them, then tick"
            " those that are to stand on the paper."
        )
        self.add(TextLabel(words, size=14, tone="secondary"))
        for number in numbers:
            name = name_of(number.entry.contact.name, lang)
            since = tr("known on {day}").format(
                day=number.known_on or tr("a day that is not known")
            )
            box = CheckBox(f"{number.phone} {name} ({since})")
            box.clicked.connect(lambda on, phone=number.phone: self.ticked.emit(phone, on))
            self.boxes[number.phone] = box
            self.add(box)

    def tick(self, confirmed: Collection[str]) -> None:
        """Show which are confirmed."""
        for phone, box in self.boxes.items():
            box.setChecked(phone in confirmed)
