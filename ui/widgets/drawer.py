# SPDX-License-Identifier: MIT
"""A side panel that slides over its host instead of a modal window; Esc puts it away."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QScrollArea, QWidget
from shiboken6 import isValid

from ui.theme import current_theme
from ui.theme.metric import ELEVATION_BLUR, ELEVATION_DROP, ELEVATION_SHADE
from ui.widgets.buttons import IconButton
from ui.widgets.panel import Panel, row
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


def scroller(content: QWidget) -> QScrollArea:
    """Return a frameless area that scrolls ``content`` downwards and never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area


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
        self.close_button = IconButton("close", tr("Close"), keys="Esc")
        heading = SectionTitle(title, level=2)
        head = row()
        head.addWidget(heading, 1)
        head.addWidget(self.close_button)
        self.body.addLayout(head)
        self.body.addWidget(scroller(content), 1)
        self.close_button.clicked.connect(self.shut)
        self.setAccessibleName(title)
        lift(self)
        host.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the drawer and take the focus; it goes back where it was at `shut`."""
        self._before = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.close_button.setFocus()
        self.opened.emit()

    def shut(self) -> None:
        """Hide the drawer."""
        if not self.is_open():
            return
        self.hide()
        # What had the focus may be gone: a column beneath was drawn anew while the drawer was open.
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.shut_down.emit()

    def is_open(self) -> bool:
        return not self.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return False

    def _place(self) -> None:
        host = cast("QWidget", self.parentWidget())
        width = min(current_theme().px(self._wide), host.width())
        rtl = host.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setGeometry(0 if rtl else host.width() - width, 0, width, host.height())
