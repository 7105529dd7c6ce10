# SPDX-License-Identifier: MIT
"""Nothing by accident: a press that was meant for what stood here before counts for nothing.

One filter for all windows of the program, the person's and the dialogs included. It sees by itself
what appears, goes and moves; what is only painted anew says so (`ui.widgets.replaced`). For
`interval` ms after a change, mouse presses in the changed place do nothing, nor do Enter and Space on
what has the focus there. A change under the pointer, or of a large part of the window, is one of the
whole window: moving the pointer in between does not help. Keys that repeat by themselves never
activate anything. Letters, digits, arrows, Tab, Esc and keys with Ctrl or Alt pass, and so does
everything that is text in a text field.

The focus counts as changed where the program put it, and a text field into which Qt pushed the focus
(what had it was disabled or hidden) takes no key at all: what a person types goes only where they are.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import getCppPointer, isValid

from ui.a11y import takes_text
from ui.widgets.held import is_held
from ui.widgets.replaced import REPLACED, is_being_replaced

LEAST_MS = 400
_LARGE = 5  # a fifth of its window: such a change is one of the whole window
_NEAR = 8  # px: what moves less lies under the pointer as before
_WHEEL_MS = 50  # what moves by the person's own wheel moves before their eyes

_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
_APPEARING = frozenset({QEvent.Type.Show, QEvent.Type.Hide, REPLACED})
_ACTIVATING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select})
_WALKING = frozenset({
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left,
    Qt.Key.Key_Right,
})  # fmt: skip
_OTHER_MEANING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_BY_HAND = frozenset({
    Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.PopupFocusReason,
})  # fmt: skip
_PUSHED = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})
_WATCHED = (
    _PRESSES
    | _APPEARING
    | {
        QEvent.Type.Move,
        QEvent.Type.EnabledChange,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.InputMethod,
        QEvent.Type.FocusIn,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_ALIVE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


def monotonic_ms() -> int:
    """Milliseconds of the machine's monotonic clock."""
    return time.monotonic_ns() // 1_000_000


class PressGuard(QObject):
    """Install on the application; it lives and ends with its parent. ``now``: milliseconds.

    ``alive`` is called at each sign of life of a person, also where the press is refused: every event
    of the program passes here, and passes into Python no more than once.

    Widgets are remembered by address only: a reference to one that Qt takes apart meanwhile would
    bring the binding's book of owners into disorder.
    """

    def __init__(
        self, now: Callable[[], int], parent: QObject, alive: Callable[[], object] | None = None
    ) -> None:
        super().__init__(parent)
        self._now, self._alive = now, alive
        # when, which window, where on the screen; the oldest first
        self._changes: deque[tuple[int, int, QRect]] = deque()
        self._pointer = QPoint(-1, -1)
        self._refusing = False
        self._walking = False
        self._wheeled: int | None = None
        self._placed: tuple[int, int] | None = None  # where the program put the focus, and when
        self._pushed = 0

    @property
    def interval(self) -> int:
        """How long after a change a press counts for nothing, in ms."""
        return max(QApplication.doubleClickInterval(), LEAST_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WATCHED:
            return False
        if kind in _ALIVE and self._alive is not None:
            self._alive()
        if not isValid(watched):
            return False
        if isinstance(event, QMouseEvent):
            return self._on_mouse(watched, event)
        if not isinstance(watched, QWidget):
            return False
        if isinstance(event, QKeyEvent):
            return self._on_key(watched, event)
        if isinstance(event, QFocusEvent):
            self._on_focus(watched, event.reason())
        elif kind == QEvent.Type.InputMethod:
            return _address(watched) == self._pushed
        elif kind == QEvent.Type.Wheel:
            self._wheeled = self._now()
        elif not is_being_replaced(watched):
            self._on_change(watched, event, kind)
        return False

    # what changed

    def _on_change(self, widget: QWidget, event: QEvent, kind: QEvent.Type) -> None:
        if kind != QEvent.Type.Hide and not widget.isVisible():
            return
        if kind == QEvent.Type.Move and not self._moved(widget, event):
            return
        if widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):
            return  # the focus ring: what takes no press changes nothing for one
        window = _window_of(widget)
        if window is None or window.windowType() == Qt.WindowType.ToolTip:
            return
        now, where = self._now(), _place(widget)
        large = where.width() * where.height() * _LARGE >= window.width() * window.height()
        if large or where.contains(self._pointer):
            where = _place(window)
        self._remember(now, _address(window), where)

    def _remember(self, now: int, window: int, where: QRect) -> None:
        """Forget what is over and what the new change covers; it may itself be covered by the newest."""
        changes, oldest = self._changes, now - self.interval
        while changes and changes[0][0] <= oldest:
            changes.popleft()
        if changes and changes[-1][:2] == (now, window) and changes[-1][2].contains(where):
            return
        while changes and changes[-1][1] == window and where.contains(changes[-1][2]):
            changes.pop()
        changes.append((now, window, where))

    def _moved(self, widget: QWidget, event: QEvent) -> bool:
        """True when a part moved away by other means than the person's own wheel."""
        if widget.isWindow():
            return False
        if self._wheeled is not None and self._now() - self._wheeled <= _WHEEL_MS:
            return False
        step = event.pos() - event.oldPos()  # type: ignore[attr-defined]  # a QMoveEvent
        return cast("int", step.manhattanLength()) >= _NEAR

    def _changed(self, window: QWidget, at: QPoint) -> bool:
        now, here, interval = self._now(), _address(window), self.interval
        return any(
            place == here and where.contains(at) and now - then < interval
            for then, place, where in self._changes
        )

    # what is pressed

    def _on_mouse(self, watched: QObject, event: QMouseEvent) -> bool:
        at = event.globalPosition().toPoint()
        self._pointer = at
        if event.type() == QEvent.Type.MouseButtonRelease:
            return self._refusing
        if event.type() not in _PRESSES:
            return False
        window = _window_of(watched)
        held = is_held(QApplication.widgetAt(at))
        self._refusing = window is not None and not held and self._changed(window, at)
        if not self._refusing and _address(watched) == self._pushed:
            self._pushed = 0
        return self._refusing

    def _on_key(self, widget: QWidget, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease:
            self._walking = self._walking and event.isAutoRepeat()
            return False
        self._walking = event.key() in _WALKING
        if _address(widget) == self._pushed and not self._walking:
            return True
        if event.key() not in _ACTIVATING or event.modifiers() & _OTHER_MEANING:
            return False
        if _is_text(widget, event.key()):
            return False
        if event.isAutoRepeat():
            return True
        if is_held(widget):
            return False
        window = _window_of(widget)
        if window is not None and self._changed(window, _place(widget).center()):
            return True
        if self._placed is None or self._placed[1] != _address(widget):
            return False
        return self._now() - self._placed[0] < self.interval

    def _on_focus(self, widget: QWidget, reason: Qt.FocusReason) -> None:
        self._pushed = 0
        if reason in _BY_HAND or (reason in _PUSHED and self._walking):
            self._placed = None
            return
        self._placed = (self._now(), _address(widget))
        if reason in _PUSHED and takes_text(widget):
            self._pushed = _address(widget)
            QTimer.singleShot(0, self, self._let_go)

    def _let_go(self) -> None:
        widget = QApplication.focusWidget()
        if widget is not None and _address(widget) == self._pushed:
            widget.clearFocus()


def _address(thing: QObject) -> int:
    return int(getCppPointer(thing)[0])


def _place(widget: QWidget) -> QRect:
    """Where a widget stands on the screen, as far as its window shows it; all of a hidden one."""
    seen = widget.visibleRegion().boundingRect() if widget.isVisible() else widget.rect()
    return QRect(widget.mapToGlobal(seen.topLeft()), seen.size())


def _window_of(watched: QObject) -> QWidget | None:
    """The top window that gets this event; a mouse event comes to the native window first.

    Not by ``parentWidget()`` or ``window()``: the binding takes what these return for the owner of the
    widget, and this is asked of widgets that are just being taken apart.
    """
    windows = QApplication.topLevelWidgets()
    if isinstance(watched, QWidget):
        return next(
            (window for window in windows if watched is window or window.isAncestorOf(watched)),
            None,
        )
    return next((window for window in windows if window.windowHandle() is watched), None)


def _is_text(widget: QWidget, key: int) -> bool:
    """A space is text in every field, a new line in those of several lines."""
    if not takes_text(widget):
        return False
    return key == Qt.Key.Key_Space or not isinstance(widget, QLineEdit)
