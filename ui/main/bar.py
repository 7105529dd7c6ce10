# SPDX-License-Identifier: MIT
"""The bar over all pages after unlocking: where, who, language, theme, settings, lock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.screens.clicks import on_click
from ui.theme import current_theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.panel import Panel
from ui.widgets.status import StatusBadge
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_ONE_LINE = 100  # per cent: at larger sizes one line is wider than a laptop
OTHER = {"ja": ("en", "English"), "en": ("ja", "日本語")}


class TopBar(Panel):
    """One line, rebuilt with the language."""

    home_wanted = Signal()
    language_wanted = Signal(str)
    theme_wanted = Signal()
    directory_wanted = Signal()
    settings_wanted = Signal()
    about_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, who: str, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__(role="head", margin=0.5, parent=parent)
        theme = current_theme()
        tag, name = OTHER.get(theme.language, OTHER["en"])
        dark = theme.mode == "dark"
        self.home = IconButton("home", tr("Kakehashi"))
        self.language = IconButton("language", name, lang=tag)
        self.theme = IconButton("eye", tr("Light") if dark else tr("Dark"))
        self.directory = IconButton("list", tr("Directory"))
        self.settings = IconButton("settings", tr("Settings"))
        self.about = IconButton("info", tr("About"))
        self.lock = Button(tr("Lock"), rank="outlined", size="small", icon="lock", keys="Ctrl+L")
        quiet = (self.language, self.theme, self.settings, self.about)
        owner = TextLabel(who, tone="secondary")
        self._practice = StatusBadge(tr("Practice"), kind="info")
        self._practice.hide()
        if theme.scale <= _ONE_LINE:
            self._add_line(self.home, self._practice, owner, self.directory, *quiet, self.lock)
        else:
            self._add_line(self.home, self._practice, owner, self.directory, self.lock)
            self._add_line(*quiet)
        on_click(self.home, self.home_wanted.emit)
        on_click(self.language, self.language_wanted.emit, tag)
        on_click(self.theme, self.theme_wanted.emit)
        on_click(self.directory, self.directory_wanted.emit)
        on_click(self.settings, self.settings_wanted.emit)
        on_click(self.about, self.about_wanted.emit)
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
