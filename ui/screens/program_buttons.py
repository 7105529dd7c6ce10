# SPDX-License-Identifier: MIT
"""The ways from any page to what belongs to the program and not to a page: home, directory, settings."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Signal

from ui.screens.clicks import on_click
from ui.theme import current_theme
from ui.widgets.buttons import IconButton
from ui.widgets.words import Translate

OTHER: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {"ja": ("en", "English"), "en": ("ja", "日本語")}
)


class ProgramButtons(QObject):
    """Buttons for a bar or a menu, which lays them out.

    ``home``: what the way home is called there.
    """

    home_wanted = Signal()
    directory_wanted = Signal()
    language_wanted = Signal(str)
    theme_wanted = Signal()
    settings_wanted = Signal()
    about_wanted = Signal()

    def __init__(self, home: str, tr: Translate, parent: QObject) -> None:
        super().__init__(parent)
        theme = current_theme()
        tag, name = OTHER.get(theme.language, OTHER["en"])
        dark = theme.mode == "dark"
        self.home = IconButton("home", home)
        self.directory = IconButton("list", tr("Directory"))
        self.language = IconButton("language", name, lang=tag)
        self.theme = IconButton("eye", tr("Light") if dark else tr("Dark"))
        self.settings = IconButton("settings", tr("Settings"))
        self.about = IconButton("info", tr("About"))
        on_click(self.home, self.home_wanted.emit)
        on_click(self.directory, self.directory_wanted.emit)
        on_click(self.language, self.language_wanted.emit, tag)
        on_click(self.theme, self.theme_wanted.emit)
        on_click(self.settings, self.settings_wanted.emit)
        on_click(self.about, self.about_wanted.emit)

    @property
    def quiet(self) -> tuple[IconButton, ...]:
        """All but home and directory: what is seldom wanted in the middle of something."""
        return self.language, self.theme, self.settings, self.about
