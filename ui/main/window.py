# SPDX-License-Identifier: MIT
"""The main window: top bar, one page at a time, the neutral page, and the keys of all pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.a11y import Role, say, set_role, step
from ui.main.keeper import FocusKeeper
from ui.theme import current_theme
from ui.widgets.banners import Banner
from ui.widgets.drawer import Drawer, open_drawer
from ui.widgets.keys import KeyRouter
from ui.widgets.keys_sheet import KeysSheet
from ui.widgets.replaced import replacing
from ui.widgets.settle import settle
from ui.widgets.words import Translate

if TYPE_CHECKING:  # after the unlocking
    from ui.main.bar import TopBar

SIZE = (1366, 720)  # px at 100 %: the smallest laptop less its task bar


@runtime_checkable
class OnwardPage(Protocol):
    """A page with one way on."""

    def go_on(self) -> None:
        """Take it."""


class MainWindow(QWidget):
    """Shows what the shell gives it; knows no service and no key."""

    closing = Signal()
    hidden = Signal()
    shown_again = Signal()
    painted = Signal()  # for the first time

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)  # noqa: FBT003 a Qt property
        set_role(self, Role.Window)
        self.keys = KeyRouter(self)
        self.bar: TopBar | None = None
        self._shortcuts: list[QShortcut] = []
        self._page: QWidget | None = None
        self.is_painted = False
        self._own_frame = False
        self._title = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._countdown = Banner("warning", "")
        self._countdown.hide()
        self._stack = QStackedWidget()
        self._neutral = QWidget()
        self._neutral.setAccessibleName(" ")
        self._stack.addWidget(self._neutral)
        self._layout.addWidget(self._countdown)
        self._layout.addWidget(self._stack, 1)
        self._keeper = FocusKeeper(self, lambda: None if self.is_neutral else self._page)
        self.resize(current_theme().px(SIZE[0]), current_theme().px(SIZE[1]))

    @property
    def page(self) -> QWidget | None:
        """The page in sight, also while the neutral page covers it."""
        return self._page

    @property
    def is_neutral(self) -> bool:
        return self._stack.currentWidget() is self._neutral and self._page is not None

    def set_bar(self, bar: TopBar | None) -> None:
        """Put another bar over the pages, or none."""
        if self.bar is not None:
            self._layout.removeWidget(self.bar)
            self.bar.hide()
            self.bar.deleteLater()
        self.bar = bar
        if bar is not None:
            self._layout.insertWidget(0, bar)
            self._show_bar()

    def show_page(self, page: QWidget, title: str, *, own_frame: bool = False) -> None:
        """Show a page in place of the one before, which is thrown away.

        ``own_frame``: the page has a bar of its own, and binds lock, hide and the sheet of keys itself.
        """
        self._shut_drawers()
        old, self._page = self._page, page
        self._own_frame = own_frame
        self._title = title
        self.setWindowTitle(title)
        say(self, title)  # before what the page says of itself
        focus = cast("QWidget | None", self.focusWidget())
        if focus is not None and old is not None and old.isAncestorOf(focus):
            focus.clearFocus()  # else Qt moves it to the bar, and a screen reader says so
        with replacing(self):
            self._stack.addWidget(page)
            self._stack.setCurrentWidget(page)
            self._show_bar()
            self._enable_keys()
            if old is not None:
                self._stack.removeWidget(old)
                old.hide()
                old.deleteLater()
            settle()  # what is laid out later counts as moved under the hand, and refuses the next press
        self._keeper.arrive()

    def bind(self, sequence: str, callback: Callable[[], object], name: str) -> None:
        """Bind a key for all pages that do not bind it themselves."""
        self._shortcuts.append(self.keys.bind(sequence, callback, name=name))

    def go_on(self) -> None:
        """Take the page's way on, unless something lies over it."""
        covered = self.is_neutral or open_drawer(self) is not None
        page: object = self._page
        if isinstance(page, OnwardPage) and not covered:
            page.go_on()

    def toggle_neutral(self) -> None:
        """Cover everything with an empty page at once, or uncover it."""
        if self._page is None:
            return
        self._shut_drawers()
        cover = not self.is_neutral
        self._stack.setCurrentWidget(self._neutral if cover else self._page)
        self.setWindowTitle(" " if cover else self._title)
        self._show_bar()
        self._countdown.hide()
        self._enable_keys()
        (self.hidden if cover else self.shown_again).emit()

    def show_countdown(self, seconds: int, tr: Translate) -> None:
        """Say when the lock comes; 0 puts the sentence away."""
        words = tr("The program locks in {seconds} seconds. Press any key to stay.")
        self._countdown.set_text(words.format(seconds=seconds))
        if seconds and not self.is_neutral:
            self._countdown.announce()
        else:
            self._countdown.hide()

    def show_keys(self, tr: Translate) -> None:
        """The sheet of all keys (F1)."""
        self._shut_drawers()
        sheet = Drawer(self, tr("All keys"), KeysSheet(self.keys.sheet()), width=480, tr=tr)
        sheet.shut_down.connect(sheet.deleteLater)
        sheet.open()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # after all that stands in it

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 Qt's own
        """Tab goes by the order of the page, not by that in which its parts were made."""
        return step(self, forward=forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.closing.emit()

    def _shut_drawers(self) -> None:
        """What lies over all pages belongs to what was in sight when it was opened."""
        for drawer in self.findChildren(Drawer, options=Qt.FindChildOption.FindDirectChildrenOnly):
            drawer.shut()

    def _show_bar(self) -> None:
        if self.bar is not None:
            self.bar.setVisible(not (self._own_frame or self.is_neutral))

    def _enable_keys(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not self._own_frame or self.is_neutral)
