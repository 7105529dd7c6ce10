# SPDX-License-Identifier: MIT
"""Puts pages into the main window: builds them, ties their exits, and draws them again when looks change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.main.context import Built
from ui.main.request import (
    ChooseLanguage,
    Exit,
    Request,
    To,
    ToggleTheme,
    request_of,
)
from ui.main.table import PageRow
from ui.main.window import MainWindow
from ui.widgets.words import Translate

if TYPE_CHECKING:  # after the unlocking
    from ui.screens.program_buttons import ProgramButtons


class Frame:
    """One page at a time in one window. ``go`` does what a page asks for."""

    def __init__(self, window: MainWindow, tr: Translate, go: Callable[[Request], None]) -> None:
        self._window, self._tr, self._go = window, tr, go
        self._page: PageRow | None = None
        self._built: Built | None = None

    def show(self, page: PageRow, built: Built) -> None:
        """Show a page that was built just now; the view model of the one before is let go."""
        old = self._built.owner if self._built is not None else None
        if old is not None and isValid(old):
            old.deleteLater()
        self._page, self._built = page, built
        if built.owner is not None:
            self._tie(built.owner, page.ends)
        screen = self._draw(page, built)
        if built.shown is not None:
            built.shown(screen)

    def draw_again(self) -> None:
        """The page of now in the looks of now."""
        if self._page is not None and self._built is not None:
            self._draw(self._page, self._built)

    def mark_practice(self, *, open_one: bool) -> None:
        """Say on every page of a practice interview that it is one; ``open_one``: such a one is open."""
        if self._window.bar is not None:
            mine = self._page is not None and self._page.practice
            self._window.bar.show_practice(on=mine or open_one)

    def mark_point(self, words: str) -> None:
        """Show the mark of what waits; ``words``: neutral ones, empty where nothing waits."""
        if self._window.bar is not None:
            self._window.bar.show_point(words)

    def serve(self, program: ProgramButtons) -> None:
        """Do what the buttons of the program are for, wherever they stand."""
        program.language_wanted.connect(lambda tag: self._go(ChooseLanguage(tag)))
        program.theme_wanted.connect(lambda: self._go(ToggleTheme()))
        ways = {
            "home": program.home_wanted,
            "directory": program.directory_wanted,
            "settings": program.settings_wanted,
            "about": program.about_wanted,
        }
        for page, wanted in ways.items():
            wanted.connect(lambda page=page: self._go(To(page)))

    def _draw(self, page: PageRow, built: Built) -> QWidget:
        screen = built.draw()
        self._tie(screen, page.exits)
        program: ProgramButtons | None = getattr(screen, "program", None)
        if program is not None:
            self.serve(program)
        title = self._tr(page.title) if page.title.strip() else page.title
        self._window.show_page(screen, title, own_frame=page.own_frame)
        return screen

    def _tie(self, source: QObject, exits: Mapping[str, Exit]) -> None:
        for name, exit_ in exits.items():
            signal: SignalInstance = getattr(source, name)
            signal.connect(self._way(exit_))

    def _way(self, exit_: Exit) -> Callable[..., None]:
        def go(*values: object) -> None:
            self._go(request_of(exit_, values))

        return go
