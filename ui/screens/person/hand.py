# SPDX-License-Identifier: MIT
"""The hand in the corner of the person's window: touched for two seconds, it calls the officer silently.

Nothing of a touch is seen or heard here: no word, no pressed or lit look, no sound. Its name for assistive
technology is the picture alone (a screen reader says *raised hand* in its own language), since whoever sits
beside hears what is read out; it never says what the hand is for, nor that it was touched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.a11y import Role, set_role
from ui.theme import TARGET, current_theme
from ui.widgets.held import hold

HOLD_MS: Final = 2000
_AGAIN_MS: Final = 3000  # the second press of the key comes within
_LOOK_MS: Final = 100
_ICON: Final = 28
_BY_KEY: Final = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})
_KEYS: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Hand(QAbstractButton):
    """``called`` once for each touch that was long enough. ``now``: milliseconds."""

    called = Signal()

    def __init__(self, now: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._since: int | None = None  # when the finger came
        self._first: int | None = None  # when its key was pressed once
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        hold(set_role(self, Role.Button)).setAccessibleName("✋")
        self.setFixedSize(self.sizeHint())
        self.clicked.connect(self._press)  # by assistive technology

    def sizeHint(self) -> QSize:
        side = current_theme().px(TARGET)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setClipRect(event.rect())
        half = QPointF(theme.px(_ICON) / 2, theme.px(_ICON) / 2)
        at = QRectF(self.rect()).center() - half
        painter.drawPixmap(at, theme.pixmap("hand", "secondary", _ICON))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._since = self._now()
            self._timer.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = current_theme().px(TARGET) // 2  # a finger may slide so far and still counts
        near = self.rect().adjusted(-far, -far, far, far)
        if not near.contains(event.position().toPoint()):
            self._let_go()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _KEYS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._press()

    def keyReleaseEvent(self, _event: QKeyEvent) -> None:
        """Nothing: Qt would click."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes by Tab only: a window that comes forward gives it to the first it finds."""
        super().focusInEvent(event)
        if event.reason() not in _BY_KEY:
            self.clearFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._first = None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._let_go()

    def _look(self) -> None:
        """Call as soon as it was touched long enough, once."""
        if self._since is not None and self._now() - self._since >= HOLD_MS:
            self._since = None
            self._timer.stop()
            self.called.emit()

    def _let_go(self) -> None:
        self._look()
        self._since = None
        self._timer.stop()

    def _press(self) -> None:
        first, self._first = self._first, self._now()
        if first is not None and self._first - first <= _AGAIN_MS:
            self._first = None
            self.called.emit()


class Cornered(QWidget):
    """What the person sees, with the hand in one corner of it, over whatever page is drawn."""

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__()
        self.hand = Hand(now, self)
        self._edge = 0

    def step_back(self) -> None:
        """Until `place_hand` the hand takes no keyboard: what had it goes, and Qt looks for what stays."""
        if not self.hand.hasFocus():
            self.hand.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def place_hand(self, edge: int, *, shown: bool) -> None:
        """Put the hand into its corner, ``edge`` px from the edges, above everything else."""
        self._edge = edge
        self.hand.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hand.setVisible(shown)
        self._place()
        self.hand.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        side = self.hand.width()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.hand.move(self._edge if rtl else self.width() - side - self._edge, self._edge)
