# SPDX-License-Identifier: MIT
"""Another language in the middle of an interview: the person points, and the same question stands in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.language_grid import LanguageGrid
from ui.theme import current_theme
from ui.viewmodels.language import LanguageViewModel
from ui.widgets.form import SearchField
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class LanguageForm(QWidget):
    """The content of a drawer. ``chosen`` after the person pointed at a language."""

    chosen = Signal()

    def __init__(
        self, view_model: LanguageViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm = view_model
        self.search = SearchField(tr("Search a language or a country"), tr=tr)
        self.grid = LanguageGrid(tr("Languages"))
        layout = QVBoxLayout(self)
        layout.setSpacing(current_theme().space(2))
        layout.addWidget(
            TextLabel(tr("The question, what is entered and the place stay as they are."))
        )
        layout.addWidget(self.search)
        layout.addWidget(self.grid)
        layout.addStretch(1)
        self.search.searched.connect(view_model.search)
        self.search.entered.connect(self.grid.choose_first)
        self.grid.chosen.connect(self._on_chosen)
        view_model.changed.connect(self._fill)

    def draw(self) -> None:
        """All languages, those that the place meets most first; the one of now is marked."""
        self.search.clear()
        self._vm.search("")

    def _fill(self) -> None:
        self.grid.set_languages(
            self._vm.languages, current=self._vm.current, lang=current_theme().language
        )

    def _on_chosen(self, tag: str) -> None:
        self._vm.choose(tag)
        self.chosen.emit()
