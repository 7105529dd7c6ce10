# SPDX-License-Identifier: MIT
"""A side panel that slides over its host instead of a modal window; Esc puts it away."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.a11y import Role, arrange, set_role, step
from ui.theme import current_theme
from ui.theme.metric import ELEVATION_BLUR, ELEVATION_DROP, ELEVATION_SHADE
from ui.widgets.buttons import IconButton
from ui.widgets.panel import Panel, row
from ui.widgets.scroller import Scroller
from ui.widgets.text import SectionTitle
from ui.widgets.words import Translate, english


def lift(widget: QWidget) -> None:
    """Give a floating widget the one elevation of the program."""
    theme = current_theme()
    shadow = QGraphicsDropShadowEffect(widget)
    shadow.setBlurRadius(theme.px(ELEVATION_BLUR))
    shadow.setOffset(0, theme.px(ELEVATION_DROP))
    shade = theme.color("shade")
    shade.setAlphaF(ELEVATION_SHADE)
    shadow.setColor(shade)
    widget.setGraphicsEffect(shadow)


_in_sight: list[Drawer] = []  # as they were shown: the last lies on top


class Drawer(Panel):
    """``content`` under a title, at the end side of ``host``; hidden until `open`."""

    opened = Signal()
    shut_down = Signal()

    def __init__(
        self,
        host: QWidget,
        title: str,
        content: QWidget,
        *,
        width: int = 360,
        tr: Translate = english,
    ) -> None:
        super().__init__(role="raised", margin=2, parent=host)
        self._wide = width
        self._before: QWidget | None = None
        self._entry: QWidget | None = None
        self._held = False
        self.close_button = IconButton("close", tr("Close"), keys="Esc")
        heading = SectionTitle(title, level=2)
        head = row()
        head.addWidget(heading, 1)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        self.body.addWidget(Scroller(content), 1)
        self.close_button.clicked.connect(self.shut)
        set_role(self, Role.Dialog).setAccessibleName(title)
        lift(self)
        host.installEventFilter(self)
        self.hide()

    def open(self, entry: QWidget | None = None) -> None:
        """Show the drawer and keep the focus inside; it goes back where it was at `shut`.

        ``entry`` takes the focus; a line of text is selected whole, so that typing replaces it.
        """
        if not self.is_open():
            self._before = self.window().focusWidget()
        self._entry = self.close_button if entry is None else entry
        self._place()
        self.show()
        self.raise_()
        arrange(self)
        self._take_focus()
        self.opened.emit()

    def shut(self) -> None:
        """Hide the drawer and give the focus back."""
        if not self.is_open():
            return
        self.hide()
        # What had the focus may be gone: a column beneath was drawn anew while the drawer was open.
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.shut_down.emit()

    def refuge(self) -> QWidget | None:
        """Where the keyboard goes when what had it in here is gone."""
        return self._entry if self._entry is not None and isValid(self._entry) else None

    def is_open(self) -> bool:
        return not self.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 Qt's own
        """Tab goes round inside: what lies beneath is neither seen nor meant."""
        return step(self, forward=forward)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hold(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Also when the host is covered: an unseen drawer holds nothing."""
        super().hideEvent(event)
        self._hold(on=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press between the things in here is not one on the page beneath."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        elif event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            return self._outside(watched) and self._is_kept()
        return False

    def _hold(self, *, on: bool) -> None:
        """Watch presses and the focus of the application, while the drawer is in sight."""
        if on == self._held or not isinstance(app := QApplication.instance(), QApplication):
            return
        self._held = on
        _in_sight[:] = [other for other in _in_sight if other is not self and isValid(other)]
        if on:
            _in_sight.append(self)
            app.focusChanged.connect(self._on_focus)
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)
            app.focusChanged.disconnect(self._on_focus)

    def _is_kept(self) -> bool:
        """A press beside the drawer puts it away and does what it was meant for; while something typed
        stands in here, the press counts for nothing and the drawer stays.
        """
        if self._has_typed():
            return True
        self._before = None
        self.shut()
        return False

    def _has_typed(self) -> bool:
        lines = any(line.isModified() and line.text() for line in self.findChildren(QLineEdit))
        areas = self.findChildren(QPlainTextEdit)
        return lines or any(area.document().isModified() for area in areas)

    def _outside(self, widget: QWidget) -> bool:
        return widget.window() is self.window() and _drawer_of(widget) is None

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._outside(new):
            QTimer.singleShot(0, self, self._take_back)

    def _take_back(self) -> None:
        """Something beneath took the focus by itself: it belongs to what is open."""
        focus = cast("QWidget | None", self.window().focusWidget())
        if self.isVisible() and (focus is None or self._outside(focus)):
            self._take_focus()

    def _take_focus(self) -> None:
        refuge = self.refuge()
        entry = self.close_button if refuge is None else refuge
        entry.setFocus()
        proxy = entry.focusProxy()
        line = entry if proxy is None else proxy
        if isinstance(line, QLineEdit):
            line.selectAll()

    def _place(self) -> None:
        host = cast("QWidget", self.parentWidget())
        width = min(current_theme().px(self._wide), host.width())
        rtl = host.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setGeometry(0 if rtl else host.width() - width, 0, width, host.height())


def _drawer_of(widget: QWidget) -> Drawer | None:
    """The drawer in which a widget stands, or which it is."""
    inside: QWidget | None = widget
    while inside is not None and not isinstance(inside, Drawer):
        inside = inside.parentWidget()
    return inside


def open_drawer(window: QWidget) -> Drawer | None:
    """The drawer that lies on top of everything in a window, or none."""
    shown = [drawer for drawer in _in_sight if isValid(drawer) and drawer.window() is window]
    return shown[-1] if shown else None
