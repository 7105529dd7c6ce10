# SPDX-License-Identifier: MIT
"""A heading that opens and shuts what lies under it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.a11y import say
from ui.theme import current_theme
from ui.widgets.buttons import IconButton
from ui.widgets.panel import row
from ui.widgets.words import Translate


class Fold(QWidget):
    """Shut at first; the button says whether it is open by its icon, and in words to who hears it.

    ``opening``: before its content is shown, which may be made only then.
    """

    opening = Signal()

    def __init__(
        self,
        title: str,
        content: QWidget,
        *,
        tr: Translate,
        opened: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._states = {True: tr("expanded"), False: tr("collapsed")}
        self.button = IconButton("chevron-down", title)
        self.content = content
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        layout.addLayout(row(self.button))
        layout.addWidget(content)
        self._opened = opened
        self.button.clicked.connect(self.toggle)
        self._show()

    def toggle(self) -> None:
        """Open it, or shut it."""
        self._opened = not self._opened
        if self._opened:
            self.opening.emit()
        self._show()
        say(self.button, self._states[self._opened])

    def shut(self) -> None:
        """Shut it, if it is open."""
        if self._opened:
            self.toggle()

    @property
    def opened(self) -> bool:
        return self._opened

    def _show(self) -> None:
        self.content.setVisible(self._opened)
        self.button.set_icon("chevron-up" if self._opened else "chevron-down")
        self.button.setAccessibleDescription(self._states[self._opened])
