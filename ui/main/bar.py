# SPDX-License-Identifier: MIT
"""The bar over all pages after unlocking: where, who, language, theme, settings, lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.a11y import Role, one_stop, set_role
from ui.screens.clicks import on_click
from ui.screens.program_buttons import ProgramButtons
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.panel import Panel
from ui.widgets.status import StatusBadge
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_ONE_LINE = 100  # per cent: at larger sizes one line is wider than a laptop


class TopBar(Panel):
    """One line, rebuilt with the language. A page with a frame of its own stands without it."""

    lock_wanted = Signal()

    def __init__(self, who: str, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__(role="head", margin=0.5, parent=parent)
        one_stop(set_role(self, Role.ToolBar))
        self.program = ProgramButtons(tr("Kakehashi"), tr, self)
        self.lock = Button(tr("Lock"), rank="outlined", size="small", icon="lock", keys="Ctrl+L")
        home, directory, quiet = self.program.home, self.program.directory, self.program.quiet
        owner = TextLabel(who, tone="secondary")
        self._practice = StatusBadge(tr("Practice"), kind="info")
        self._practice.hide()
        if current_theme().scale <= _ONE_LINE:
            self._add_line(home, self._practice, owner, directory, *quiet, self.lock)
        else:
            self._add_line(home, self._practice, owner, directory, self.lock)
            self._add_line(*quiet)
        on_click(self.lock, self.lock_wanted.emit)

    def show_practice(self, *, on: bool) -> None:
        """Say beside *Home* that the page belongs to a practice interview."""
        self._practice.setVisible(on)

    def _add_line(self, *parts: QWidget) -> None:
        """One line of the bar; a text takes the room that is left."""
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        for part in parts:
            line.addWidget(part, int(isinstance(part, TextLabel)))
        self.body.addLayout(line)
