# SPDX-License-Identifier: MIT
"""The focus ring: 4 px black outline and a yellow ring, around whatever holds the keyboard focus.

One overlay for all widgets, so that no widget forgets it and no layout jumps. It follows the focused
widget through scrolling and resizing and takes no mouse event. Set ``widget.setProperty("ring",
False)`` on a view whose rows show the focus themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui.theme.metric import FOCUS_OUTLINE, FOCUS_RING, RADIUS_CONTROL

Colour = Callable[[str], QColor]
Pixels = Callable[[float], int]

_NAME = "kakehashi_focus_ring"
_FOLLOW = QEvent.Type(QEvent.registerEventType())
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
}


class _Overlay(QWidget):
    """The ring of one window."""

    def __init__(self, window: QWidget, owner: FocusRing) -> None:
        super().__init__(window)
        self._owner = owner
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName(_NAME)

    def paintEvent(self, event: QPaintEvent) -> None:
        outline, ring = self._owner.px(FOCUS_OUTLINE), self._owner.px(FOCUS_RING)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self._owner.ring_rect(self))
        radius = self._owner.px(RADIUS_CONTROL)
        for width, inset, role in (
            (outline, outline / 2, "focus_outer"),
            (ring, outline + ring / 2, "focus_ring"),
        ):
            painter.setPen(QPen(self._owner.colour(role), width))
            painter.drawRoundedRect(
                whole.adjusted(inset, inset, -inset, -inset),
                radius + outline + ring - inset,
                radius + outline + ring - inset,
            )


class FocusRing(QObject):
    """Moves the overlay to the focused widget. One per application, a child of it."""

    def __init__(self, app: QApplication, colour: Colour, px: Pixels) -> None:
        super().__init__(app)
        self.setObjectName(_NAME)
        self.colour = colour
        self.px = px
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._overlay: _Overlay | None = None
        self._follows = False  # something moved, and the ring is about to
        app.focusChanged.connect(self._on_focus_changed)

    @staticmethod
    def install(app: QApplication, colour: Colour, px: Pixels) -> None:
        """Make the ring of this application, or give the existing one new colours and sizes."""
        ring = app.findChild(FocusRing, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
        if ring is None:
            FocusRing(app, colour, px)
            return
        ring.colour, ring.px = colour, px
        ring.place()

    def ring_rect(self, overlay: QWidget) -> QRect:
        """Return the ring in the overlay's coordinates; the overlay may show only a part of it."""
        if self._target is None:
            return QRect()
        return self._wanted(self._target).translated(-overlay.pos())

    def place(self) -> None:
        """Move the overlay to the target, or hide it when there is none to see."""
        target, overlay = self._target, self._overlay
        if overlay is None:
            return
        if (
            target is None
            or not target.isVisible()
            or target.window() is not overlay.parentWidget()
        ):
            overlay.hide()
            return
        visible = self._visible(target)
        overlay.setGeometry(visible)
        overlay.setVisible(not visible.isEmpty())
        overlay.raise_()
        overlay.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._follow()
        return False

    def _follow(self) -> None:
        """A page that is laid out moves a field many times: the ring follows once, before it is painted."""
        if not self._follows:
            self._follows = True
            QCoreApplication.postEvent(self, QEvent(_FOLLOW))

    def customEvent(self, event: QEvent) -> None:
        if event.type() == _FOLLOW:
            self._follows = False
            self.place()

    def _on_focus_changed(self, _old: object, new: QWidget | None) -> None:
        self._forget()
        if new is None or new.property("ring") is False or new.isWindow():
            return
        self._target = new
        new.destroyed.connect(self._on_gone)
        self._overlay = self._overlay_of(new.window())
        watched: QWidget | None = new
        while watched is not None:
            watched.installEventFilter(self)
            self._watched.append(watched)
            watched = None if watched.isWindow() else watched.parentWidget()
        self._follow()

    def _on_gone(self) -> None:
        self._watched = []
        self._target = None
        self._overlay = None

    def _forget(self) -> None:
        from shiboken6 import isValid  # noqa: PLC0415 the focus may leave a widget that just died

        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if self._target is not None and isValid(self._target):
            self._target.destroyed.disconnect(self._on_gone)
        self._target = None
        if self._overlay is not None and isValid(self._overlay):
            self._overlay.hide()
        self._overlay = None

    def _overlay_of(self, window: QWidget) -> _Overlay:
        found = window.findChild(QWidget, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
        return cast("_Overlay", found) if found is not None else _Overlay(window, self)

    def _wanted(self, target: QWidget) -> QRect:
        margin = self._margin()
        return _in_window(target).adjusted(-margin, -margin, margin, margin)

    def _visible(self, target: QWidget) -> QRect:
        """The ring around what is in sight of the target: whole on each side that nothing scrolls away."""
        whole, margin = _in_window(target), self._margin()
        seen = whole.intersected(self._clip(target))
        if seen.isEmpty():
            return QRect()
        around = seen.adjusted(
            -margin if seen.left() == whole.left() else 0,
            -margin if seen.top() == whole.top() else 0,
            margin if seen.right() == whole.right() else 0,
            margin if seen.bottom() == whole.bottom() else 0,
        )
        return around.intersected(target.window().rect())

    def _margin(self) -> int:
        return self.px(FOCUS_OUTLINE + FOCUS_RING)

    def _clip(self, target: QWidget) -> QRect:
        clip = target.window().rect()
        widget = target.parentWidget()
        while widget is not None and not widget.isWindow():
            area = widget.parentWidget()
            if isinstance(area, QScrollArea) and area.viewport() is widget:
                clip = clip.intersected(_in_window(widget))
            widget = area
        return clip


def _in_window(widget: QWidget) -> QRect:
    """Where a widget stands, in its window's coordinates, px."""
    return widget.rect().translated(widget.mapTo(widget.window(), QPoint(0, 0)))
