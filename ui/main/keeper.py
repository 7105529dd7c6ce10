# SPDX-License-Identifier: MIT
"""Keeps the keyboard on the page: what had the focus was drawn anew, disabled or hidden.

Qt then moves the focus on to whatever comes next in the window, mostly *Home*, where Enter leaves the
interview. Here the page says where it goes (`Page.refuge`); what is back again gets it back; and what has
the focus is scrolled into view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

from ui.a11y import arrange, first_stop, takes_text
from ui.widgets.drawer import open_drawer
from ui.widgets.reveal import reveal

_BACK = frozenset({QEvent.Type.EnabledChange, QEvent.Type.Show})


@runtime_checkable
class Page(Protocol):
    """A page or drawer that knows where the keyboard belongs."""

    def refuge(self) -> QWidget | None:
        """What takes the focus when what had it is gone; None: the first that can."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What had the focus, and how to find the one drawn in its stead: the same kind, words and number."""

    widget: QWidget
    surface: QWidget  # the page or drawer it stood on
    words: str
    number: int

    @classmethod
    def of(cls, widget: QWidget, surface: QWidget) -> _Place:
        words = _words(widget)
        alike = _alike(surface, type(widget), words)
        number = alike.index(widget) if widget in alike else -1
        return cls(widget, surface, words, number)

    def twin(self, surface: QWidget) -> QWidget | None:
        if surface is not self.surface or self.number < 0 or not self.words:
            return None
        alike = _alike(surface, type(self.widget), self.words)
        return alike[self.number] if self.number < len(alike) else None


class FocusKeeper(QObject):
    """One for the main window. ``page`` is what stands in it now; None while there is nothing to keep."""

    def __init__(self, window: QWidget, page: Callable[[], QWidget | None]) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        self._place: _Place | None = None  # what has the focus, or had it last
        self._lost: _Place | None = None  # what had it before Qt moved it on
        self._forced: QWidget | None = None  # where Qt moved it
        self._waiting: QWidget | None = None  # gets the focus back when it can be used again
        self._stand_in: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._settle)
        self._arranging = QTimer(self)
        self._arranging.setSingleShot(True)
        self._arranging.setInterval(0)
        self._arranging.timeout.connect(lambda: arrange(self._window))
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._on_changed)

    def arrive(self) -> None:
        """Another page stands in the window: where nobody chooses a place, its own one is taken."""
        self._wait_for(None)
        self._forced = self._window.focusWidget()
        self._timer.start()
        self._arranging.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _BACK and watched is self._waiting:
            QTimer.singleShot(0, self, self._give_back)
        return False

    def _on_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        page = self._page()
        if page is None or (new is not None and new.window() is not self._window):
            return
        self._arranging.start()
        had = self._place
        if had is not None and not _usable(had.widget):
            self._lost = self._lost or had
            self._forced = new
            self._timer.start()
        elif new is not None and new is not self._forced:
            self._lost = self._forced = None
            self._timer.stop()
        if new is None:
            if self._window.focusWidget() is None:  # given up, not lost to another window
                self._place = None
            return
        if new is not self._stand_in:
            self._wait_for(None)
        self._place = _Place.of(new, self._surface(page))
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            QTimer.singleShot(0, new, lambda: reveal(new))

    def _settle(self) -> None:
        page, lost = self._page(), self._lost
        self._lost = None
        if page is None:
            return
        surface = self._surface(page)
        target = _innermost(self._target(surface, lost))
        self._forced = None
        gone = lost.widget if lost is not None and isValid(lost.widget) else None
        self._stand_in = target
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._wait_for(gone if gone is not target else None, target)

    def _target(self, surface: QWidget, lost: _Place | None) -> QWidget:
        if lost is not None and _usable(lost.widget):
            return lost.widget
        refuge = surface.refuge() if isinstance(surface, Page) else None
        for candidate in (lost.twin(surface) if lost else None, refuge):
            if candidate is not None and _usable(candidate):
                return candidate
        focus = cast("QWidget | None", self._window.focusWidget())
        inside = focus is not None and surface.isAncestorOf(focus) and _usable(focus)
        if focus is not None and inside and not takes_text(focus):
            return focus
        first = first_stop(surface)
        if first is None:
            surface.setProperty("ring", False)  # noqa: FBT003 no ring around a whole page
        return surface if first is None else first

    def _give_back(self) -> None:
        back = self._waiting
        if back is not None and _usable(back) and self._window.focusWidget() is self._stand_in:
            self._wait_for(None)
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait_for(self, widget: QWidget | None, stand_in: QWidget | None = None) -> None:
        if self._waiting is not None and isValid(self._waiting):
            self._waiting.removeEventFilter(self)
        self._waiting, self._stand_in = widget, stand_in
        if widget is not None:
            widget.installEventFilter(self)

    def _surface(self, page: QWidget) -> QWidget:
        return open_drawer(self._window) or page


def _innermost(widget: QWidget) -> QWidget:
    """What really takes the focus for a widget."""
    while (proxy := widget.focusProxy()) is not None:
        widget = proxy
    return widget


def _usable(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible() and widget.isEnabled()


def _words(widget: QWidget) -> str:
    """What stands on a button, equal in every row, though each has a name of its own; else the name."""
    shown = widget.text() if isinstance(widget, QAbstractButton) else ""
    return shown or widget.accessibleName()


def _alike(surface: QWidget, kind: type[QWidget], words: str) -> list[QWidget]:
    found = surface.findChildren(kind)
    return [widget for widget in found if _words(widget) == words and widget.isVisible()]
