# SPDX-License-Identifier: MIT
"""The frame of every screen: where I am, the content, one bar of actions; ready, empty, busy, failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, cast

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.a11y import Role, first_stop, set_role
from ui.theme import current_theme
from ui.theme.metric import SCROLL_BAR
from ui.widgets.banners import Banner, InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.feedback import BusyOverlay, EmptyState
from ui.widgets.panel import Column, Panel, row
from ui.widgets.remeasure import remeasure
from ui.widgets.reveal import reveal
from ui.widgets.scroller import Scroller
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate, english

_TITLE = 420  # px at 100 %: with its margins; what stands beside it needs more
_FOOT, _FOOT_LOW = 1.5, 0.5  # steps of the grid around the actions
_CONTENT = 96  # px at 100 %: of the content, at least
_LOW = 420  # px at 100 %: the content has two thirds of a page that is no higher than this


class ActionBar(Panel):
    """The bar at the foot: quiet actions at the start, the primary one at the end."""

    def __init__(self) -> None:
        super().__init__(role="bar", margin=_FOOT)
        self._row = row()
        self._row.addStretch(1)
        self._why = InlineMessage("info")
        self.body.addWidget(self._why)
        self.body.addLayout(self._row)
        self._left = 0
        self.hide()

    def set_low(self, *, low: bool) -> None:
        """In a low window there is less around the buttons."""
        edge = current_theme().space(_FOOT_LOW if low else _FOOT)
        side = current_theme().space(_FOOT)
        self.body.setContentsMargins(side, edge, side, edge)

    def explain(self, text: str) -> None:
        """Say above the buttons why one of them cannot do its work now; an empty text says nothing."""
        self._why.show_text(text)

    def primary(self) -> Button | None:
        """The filled button that can be pressed now, None where there is none."""
        buttons = self.findChildren(Button)
        filled = (button for button in buttons if button.is_filled and button.isVisible())
        return next((button for button in filled if button.isEnabled()), None)

    def add_action(self, button: QWidget, side: Literal["left", "right"] = "right") -> QWidget:
        """Add a button and return it; those of the right side stand in the order they were added."""
        if side == "left":
            self._row.insertWidget(self._left, button)
            self._left += 1
        else:
            self._row.addWidget(button)
        self.show()
        return button


class ScreenFrame(QWidget):
    """``body`` holds the content, ``header`` what stands beside the title, ``actions`` the foot bar."""

    actions: ActionBar  # type: ignore[assignment]  # QWidget's list of QActions is never used here

    def __init__(  # noqa: PLR0913 as published
        self,
        title: str,
        *,
        lang: str = "",
        subtitle: str = "",
        max_width: int = 1120,
        tr: Translate = english,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, Role.Pane)
        self.setProperty("page", True)  # noqa: FBT003 a Qt property
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tr = tr
        self._entry: QWidget | None = None
        self._title = SectionTitle(title, lang=lang, level=1)
        self._subtitle = TextLabel(subtitle, lang=lang, tone="secondary")
        self._message = Banner("info", "", closable=True, tr=tr)
        self._message.hide()
        self.body: QVBoxLayout = Column()
        self._max_width = max_width
        self.header = row()
        self.actions = ActionBar()
        self._low = False  # the title scrolls with the content
        self._stack = QStackedWidget()
        self._other: QWidget | None = None
        self._busy = BusyOverlay(self._stack, tr=tr)
        self._build()
        self.set_title(title)

    def set_title(self, text: str, subtitle: str | None = None) -> None:
        """Say where one is; also the name of the screen for assistive technology."""
        self._title.set_text(text)
        self.setAccessibleName(text)
        self.setWindowTitle(text)
        if subtitle is not None:
            self._subtitle.set_text(subtitle)
        self._subtitle.setVisible(bool(self._subtitle.plain_text()))
        remeasure(self._title)  # it may take a line more, also where it scrolls with the content

    def set_entry(self, widget: QWidget) -> None:
        """Name the widget that takes the focus whenever the screen is entered."""
        self._entry = widget

    def refuge(self) -> QWidget | None:
        """Where the keyboard goes when what had it is gone: the entry, else the first of the content."""
        entry = self._entry
        if entry is not None and isValid(entry) and entry.isVisible() and entry.isEnabled():
            return entry
        return first_stop(self._stack)

    def go_on(self) -> None:
        """Do what the filled button at the foot does; nothing while there is none, or work runs."""
        button = self.actions.primary()
        if button is not None:
            button.click()

    def show_ready(self) -> None:
        """Show the content."""
        self._busy.stop()
        self._stack.setCurrentIndex(0)
        self._drop_other()

    def show_busy(self, text: str) -> None:
        """Cover the content and say what is being done."""
        self._busy.start(text)

    def set_progress(self, done: int, total: int) -> None:
        """Show progress while busy."""
        self._busy.set_progress(done, total)

    def show_failed(self, text: str, retry: Callable[[], None] | None = None) -> None:
        """Show that the content could not be had, and a way to try again."""
        actions = []
        if retry is not None:
            again = Button(self._tr("Try again"), icon="rotate")
            again.clicked.connect(lambda _checked: retry())
            actions.append(again)
        self._show_other(Scroller(EmptyState(text, icon="warning", actions=actions)))

    def show_message(self, kind: str, text: str) -> None:
        """Show a banner above the content until it is closed or cleared."""
        self._message.set_text(text, kind)
        self._message.announce()
        if self.isVisible():
            reveal(self._message)

    def clear_message(self) -> None:
        """Take the banner away."""
        self._message.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._entry is not None:
            QTimer.singleShot(0, self, self._go_to_entry)

    def _go_to_entry(self) -> None:
        """By now what the page shows may have named another entry."""
        if self._entry is not None and isValid(self._entry):
            self._entry.setFocus()

    def minimumSizeHint(self) -> QSize:
        """That of a low window: who makes it lower finds the title gone with the content."""
        least = self.actions.minimumSizeHint().height() + current_theme().px(_CONTENT)
        return QSize(super().minimumSizeHint().width(), least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        theme = current_theme()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._heading.setSpacing(theme.space(1))
        self._heading.addLayout(words, 1)
        self._heading.addLayout(self.header)
        top = QVBoxLayout()
        top.setContentsMargins(0, theme.space(3), 0, theme.space(1))
        top.addLayout(self._heading)
        self._head = self._centred(top, bottom=0, bar=theme.px(SCROLL_BAR))
        self.body.setSpacing(theme.space(3))
        self.body.setContentsMargins(0, 0, 0, 0)
        told = Column()
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(theme.space(2))
        told.addWidget(self._message)
        told.addLayout(self.body, 1)
        inside = self._centred(told, bottom=3)
        content = QWidget()
        self._content = Column(content)
        self._content.setContentsMargins(0, 0, 0, 0)
        self._content.setSpacing(0)
        self._content.addWidget(inside, 1)
        area = Scroller(content)
        area.keep_room()
        self._stack.addWidget(area)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(theme.space(1))
        for part, stretch in ((self._head, 0), (self._stack, 1), (self.actions, 0)):
            self._outer.addWidget(part, stretch)

    def _arrange(self) -> None:
        """A low window has no room for a title that stands still: it goes with the content.

        Not where something else stands in place of the content: it would take the title along.
        """
        theme, direction = current_theme(), QBoxLayout.Direction
        beside = self.header.sizeHint().width()
        narrow = beside > 0 and self.width() < beside + theme.px(_TITLE)
        self._heading.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        low = self.height() < theme.px(_LOW) and self._other is None
        if low == self._low:
            return
        self._low = low
        self.actions.set_low(low=low)
        layout = cast("QLayout", self._head.layout())
        margins = layout.contentsMargins()
        margins.setRight(theme.space(4) + (0 if low else theme.px(SCROLL_BAR)))
        layout.setContentsMargins(margins)
        (self._content if low else self._outer).insertWidget(0, self._head)

    def _centred(self, content: QVBoxLayout, *, bottom: float, bar: int = 0) -> QWidget:
        """Return ``content`` in the middle, at most as wide as the screen's texts are readable."""
        theme = current_theme()
        middle = QWidget()
        content.setParent(None)
        middle.setLayout(content)
        middle.setMaximumWidth(theme.px(self._max_width))
        whole = QWidget()
        outer = QHBoxLayout(whole)
        edge = theme.space(4)
        outer.setContentsMargins(edge, theme.space(1), edge + bar, theme.space(bottom))
        outer.setSpacing(0)
        outer.addStretch(1)
        outer.addWidget(middle, 1000)
        outer.addStretch(1)
        return whole

    def _show_other(self, widget: QWidget) -> None:
        self._busy.stop()
        self._drop_other()
        self._other = widget
        self._stack.setCurrentIndex(self._stack.addWidget(widget))
        self._arrange()

    def _drop_other(self) -> None:
        if self._other is not None:
            self._stack.removeWidget(self._other)
            self._other.hide()
            self._other.deleteLater()
            self._other = None
            self._arrange()
