# SPDX-License-Identifier: MIT
"""Languages as large buttons, each in its own script: on the language screen and in the person's window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.workspace import LanguageInfo
from ui.a11y import Role, check_one, one_stop, set_role
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.self_placed import SelfPlaced

_COLUMN, _GAP = 218, 12  # px at 100 %: at least, and between two


class LanguageGrid(SelfPlaced):
    """``chosen`` carries the tag. As many columns as fit."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(QSizePolicy.Policy.Minimum, parent)
        self._buttons: list[Button] = []
        self._by_tag: dict[str, Button] = {}
        self._current = ""
        one_stop(set_role(self, Role.Grouping))
        self.setAccessibleName(name)

    def set_languages(
        self, languages: Sequence[LanguageInfo], *, current: str = "", lang: str = ""
    ) -> None:
        """Show these; ``lang`` names them also in the officer's language when it is given."""
        for button in self._buttons:
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._current = current
        self._by_tag = {
            str(language.tag): self._button(language, current, lang) for language in languages
        }
        self._buttons = list(self._by_tag.values())
        self.updateGeometry()
        self.place()

    def buttons(self) -> list[Button]:
        return list(self._buttons)

    def choose_first(self) -> None:
        """Choose the first language in sight: Enter in the search above."""
        if self._buttons:
            self._buttons[0].click()

    def mark_heard(self, tag: str) -> None:
        """The language that is heard now looks pressed; empty: the one of before does."""
        for spoken, button in self._by_tag.items():
            check_one(button, on=spoken == (tag or self._current))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(_COLUMN), 0)

    def sizeHint(self) -> QSize:
        wide = 3 * current_theme().px(_COLUMN + _GAP)
        return QSize(wide, self.heightForWidth(wide))

    def heightForWidth(self, width: int) -> int:
        return max((cell.y() + cell.height() for cell in self._cells(width)), default=0)

    def place(self) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for button, cell in zip(self._buttons, self._cells(self.width()), strict=True):
            left = self.width() - cell.x() - cell.width() if mirrored else cell.x()
            button.setGeometry(left, cell.y(), cell.width(), cell.height())

    def _button(self, language: LanguageInfo, current: str, lang: str) -> Button:
        button = Button(
            language.endonym,
            rank="outlined",
            size="large",
            lang=language.tag,
            tone="neutral",
            type_size=24,
            parent=self,
        )
        button.setAccessibleDescription(language.name_ja if lang == "ja" else language.name_en)
        button.setToolTip(button.accessibleDescription())
        check_one(button, on=language.tag == current)
        button.clicked.connect(lambda _=False, tag=language.tag: self.chosen.emit(tag))
        button.show()
        return button

    def _cells(self, width: int) -> list[QRect]:
        """The place of each button: columns of one width, rows as high as the highest in them."""
        gap = current_theme().px(_GAP)
        columns = max(1, (width + gap) // (current_theme().px(_COLUMN) + gap))
        wide = (width + gap) // columns - gap
        cells, top = [], 0
        for first in range(0, len(self._buttons), columns):
            line = self._buttons[first : first + columns]
            high = max(button.heightForWidth(wide) for button in line)
            cells += [QRect(place * (wide + gap), top, wide, high) for place in range(len(line))]
            top += high + gap
        return cells
