# SPDX-License-Identifier: MIT
"""The bar over all pages after unlocking: where, who, directory, language, theme, settings, lock."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.a11y import Role, one_stop, set_role
from ui.screens.clicks import on_click
from ui.screens.point import PointMark
from ui.screens.program_buttons import ProgramButtons
from ui.theme import current_theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.drawer import Drawer
from ui.widgets.panel import Panel, row
from ui.widgets.status import StatusBadge
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_MENU = 360


class TopBar(Panel):
    """One line always, rebuilt with the language. A page with a frame of its own stands without it.

    Where the window is too narrow, who is logged in is left out first; then all but home and lock goes
    into a menu.
    """

    lock_wanted = Signal()
    menu_wanted = Signal()

    def __init__(self, who: str, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__(role="head", margin=0.5, parent=parent)
        one_stop(set_role(self, Role.ToolBar))
        self.program = ProgramButtons(tr("Kakehashi"), tr, self)
        self.lock = Button(tr("Lock"), rank="outlined", size="small", icon="lock", keys="Ctrl+L")
        self.menu = IconButton("menu", tr("More"))
        self._owner = TextLabel(who, tone="secondary", wrap=False)
        self._practice = StatusBadge(tr("Practice"), kind="info")
        self.point = PointMark(tr)
        self._folding = (self.program.directory, *self.program.quiet)
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        for fact in (self.program.home, self._practice, self.point, self._owner):
            line.addWidget(fact)
        line.addStretch(1)
        for deed in (*self._folding, self.menu, self.lock):
            line.addWidget(deed)
        self.body.addLayout(line)
        self._practice.hide()
        self.menu.hide()
        on_click(self.lock, self.lock_wanted.emit)
        on_click(self.menu, self.menu_wanted.emit)

    def show_practice(self, *, on: bool) -> None:
        """Say beside *Home* that the page belongs to a practice interview."""
        self._practice.setVisible(on)
        self._fit()

    def show_point(self, words: str) -> None:
        """Show the mark of what waits in the interview that is open; see `PointMark`."""
        if words != self.point.words:
            self.point.show_point(words)
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Everything else can go into the menu."""
        return QSize(self._needed(self.menu), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        folded = self._needed(*self._folding) > self.width()
        others: tuple[QWidget, ...] = (self.menu,) if folded else self._folding
        self._owner.setVisible(self._needed(self._owner, *others) <= self.width())
        self.menu.setVisible(folded)
        for button in self._folding:
            button.setVisible(not folded)

    def _needed(self, *others: QWidget) -> int:
        """The width, px, of what always stands here with these others."""
        marks = (mark for mark in (self._practice, self.point) if not mark.isHidden())
        parts: tuple[QWidget, ...] = (self.program.home, *marks, *others, self.lock)
        gaps = (len(parts) + 1) * current_theme().space(1)
        return sum(part.sizeHint().width() for part in parts) + gaps


class ProgramMenu(Drawer):
    """What has no room in the bar: at the side of the window until one of it is chosen."""

    def __init__(self, window: QWidget, tr: Translate) -> None:
        content = QWidget()
        self.program = ProgramButtons(tr("Kakehashi"), tr, content)
        layout = QVBoxLayout(content)
        layout.setSpacing(current_theme().space(1))
        for button in (self.program.directory, *self.program.quiet):
            layout.addLayout(row(button))
        layout.addStretch(1)
        super().__init__(window, tr("More"), content, width=_MENU, tr=tr)
        self.shut_down.connect(self.deleteLater)
