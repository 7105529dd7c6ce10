# SPDX-License-Identifier: MIT
"""Languages as large buttons, each in its own script: on the language screen and in the person's window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.services.workspace import LanguageInfo
from ui.a11y import Role, check_one, one_stop, set_role
from ui.screens.refill import empty
from ui.theme import current_theme
from ui.widgets.buttons import Button

_COLUMN = 230  # px at 100 %


class LanguageGrid(QWidget):
    """``chosen`` carries the tag. As many columns as fit."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[Button] = []
        self._by_tag: dict[str, Button] = {}
        self._current = ""
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(current_theme().space(1.5))
        one_stop(set_role(self, Role.Grouping))
        self.setAccessibleName(name)

    def set_languages(
        self, languages: Sequence[LanguageInfo], *, current: str = "", lang: str = ""
    ) -> None:
        """Show these; ``lang`` names them also in the officer's language when it is given."""
        empty(self._grid)
        self._current = current
        self._by_tag = {str(one.tag): self._button(one, current, lang) for one in languages}
        self._buttons = list(self._by_tag.values())
        self._columns = 0
        self._place()

    def buttons(self) -> list[Button]:
        return list(self._buttons)

    def choose_first(self) -> None:
        """Choose the first language in sight: Enter in the search above."""
        if self._buttons:
            self._buttons[0].click()

    def mark_heard(self, tag: str) -> None:
        """The language that is heard now looks pressed; empty: the one of before does."""
        for known, button in self._by_tag.items():
            check_one(button, on=known == (tag or self._current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _button(self, one: LanguageInfo, current: str, lang: str) -> Button:
        button = Button(
            one.endonym,
            rank="outlined",
            size="large",
            lang=one.tag,
            tone="neutral",
            type_size=24,
            parent=self,
        )
        button.setAccessibleDescription(one.name_ja if lang == "ja" else one.name_en)
        button.setToolTip(button.accessibleDescription())
        check_one(button, on=one.tag == current)
        button.clicked.connect(lambda _=False, tag=one.tag: self.chosen.emit(tag))
        button.show()
        return button

    def _place(self) -> None:
        columns = max(1, self.width() // current_theme().px(_COLUMN))
        if columns == self._columns or not self._buttons:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for button in self._buttons:
            self._grid.removeWidget(button)
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns)
