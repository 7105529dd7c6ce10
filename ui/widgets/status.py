# SPDX-License-Identifier: MIT
"""Small facts with an icon and a word: badges and timers. Colour never carries the meaning alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from math import ceil
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.a11y import Role, set_role
from ui.theme import current_theme, direction_for
from ui.widgets.banners import ICON_OF, IconLabel
from ui.widgets.flow import UNBOUNDED, Flow, Flows, lay_out
from ui.widgets.text import TextLabel

BadgeKind = Literal["neutral", "info", "success", "warning", "error", "danger", "draft"]
TimerState = Literal["idle", "running", "soon", "overdue", "done"]

# fill, line, ink
BADGE_LOOKS: Mapping[str, tuple[str, str, str]] = {
    "neutral": ("neutral_soft", "", "text"),
    "info": ("info_soft", "", "info"),
    "success": ("success_soft", "", "success"),
    "warning": ("warning_soft", "warning_border", "warning"),
    "error": ("surface", "error", "error"),
    "danger": ("danger", "danger_border", "on_danger"),
    "draft": ("draft", "", "on_draft"),
}
_SIZE = 14
_ICON = 16
_HEIGHT = 28


def badge_flow(text: str, lang: str) -> Flow:
    """Lay out the words of a badge."""
    return lay_out(text, lang or current_theme().language, _badge_font(lang), UNBOUNDED)


def _badge_font(lang: str) -> QFont:
    return current_theme().font(lang, _SIZE, bold=True)


def paint_badge(painter: QPainter, area: QRectF, flow: Flow, kind: str, icon: str) -> None:
    """Paint a badge with its words into ``area``; shared with cells of tables."""
    theme = current_theme()
    fill, line, ink = BADGE_LOOKS[kind]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.color(fill))
    painter.setPen(QPen(theme.color(line), theme.px(1)) if line else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(
        area.adjusted(0.5, 0.5, -0.5, -0.5), area.height() / 2, area.height() / 2
    )
    spare = area.width() - badge_size(flow, icon).width()
    left = area.left() + theme.px(10) + max(spare, 0) / 2
    if icon:
        at = QPointF(left, area.center().y() - theme.px(_ICON) / 2)
        painter.drawPixmap(at, theme.pixmap(icon, ink, _ICON))
        left += theme.px(_ICON + 4)
    flow.paint(painter, QPointF(left, area.center().y() - flow.height / 2), theme.color(ink))
    painter.restore()


def badge_size(flow: Flow, icon: str) -> QSize:
    """Return the size that a badge with these words needs."""
    theme = current_theme()
    width = ceil(flow.width) + theme.px(20 + (_ICON + 4 if icon else 0)) + 1
    return QSize(width, max(theme.px(_HEIGHT), ceil(flow.height) + theme.px(4)))


def shortened(text: str, lang: str, over: float) -> str:
    """A badge's text that is ``over`` px too long, with an ellipsis."""
    metrics = QFontMetricsF(_badge_font(lang))
    room = metrics.horizontalAdvance(text) - over
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))


class StatusBadge(QWidget):
    """A word on a coloured pill. ``danger`` is filled red: flags of severity red only."""

    def __init__(
        self,
        text: str,
        *,
        kind: BadgeKind = "neutral",
        icon: str = "",
        lang: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, Role.StaticText)
        self._lang = lang
        self._flows = Flows(lay_out)
        self._reserved: Sequence[tuple[str, str]] = ()  # words, icon
        self._least = QSize(0, 0)  # that these take
        self._text, self._kind, self._icon = "", str(kind), icon  # `set` gives the words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayoutDirection(direction_for(lang or current_theme().language))
        self.set(text, kind, icon or None)

    def set(self, text: str, kind: BadgeKind | None = None, icon: str | None = None) -> None:
        """Show another word; kind and icon stay unless given."""
        if (text, kind or self._kind, self._icon if icon is None else icon) == self._look():
            return
        before = self.sizeHint()
        self._text = text
        self._kind = self._kind if kind is None else kind
        if icon is not None:
            self._icon = icon
        elif not self._icon and self._kind not in {"neutral", "info"}:
            self._icon = ICON_OF[self._kind]
        self.setAccessibleName(text)
        if self.sizeHint() != before:  # else nothing beside it need be laid out anew
            self.updateGeometry()
        self.update()

    def reserve(self, looks: Sequence[tuple[str, str]]) -> None:
        """Take the room of the widest of these words with their icons: nothing moves when they change."""
        self._reserved = looks
        self._measure()

    def _measure(self) -> None:
        sizes = (badge_size(badge_flow(text, self._lang), icon) for text, icon in self._reserved)
        self._least = reduce(QSize.expandedTo, sizes, QSize(0, 0))
        self.updateGeometry()

    def text(self) -> str:
        return self._text

    def _look(self) -> tuple[str, str, str]:
        return self._text, self._kind, self._icon

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def sizeHint(self) -> QSize:
        return badge_size(self._flow(), self._icon).expandedTo(self._least)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        paint_badge(painter, QRectF(self.rect()), self._flow(), self._kind, self._icon)

    def _flow(self) -> Flow:
        lang = self._lang or current_theme().language
        return self._flows.at(UNBOUNDED, self._text, lang, _badge_font(self._lang))


Chip = StatusBadge

_TIMER_LOOKS: Mapping[str, tuple[str, str]] = {  # icon, tone; overdue is amber, never red
    "idle": ("timer", "secondary"),
    "running": ("timer", "text"),
    "soon": ("timer", "warning"),
    "overdue": ("warning", "warning"),
    "done": ("check", "success"),
}


class TimerLabel(QWidget):
    """A label and a time, as given: it has no clock of its own."""

    def __init__(self, label: str = "", *, lang: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, Role.Grouping)
        self._mark = IconLabel("timer", "secondary", 20)
        self._label = TextLabel(label, lang=lang, tone="secondary")
        self._text = TextLabel(lang=lang, bold=True, wrap=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        layout.addWidget(self._mark)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._text)

    def show_state(self, text: str, state: TimerState) -> None:
        """Show a time or deadline in words or digits, and how urgent it is."""
        icon, tone = _TIMER_LOOKS[state]
        self._mark.set(icon, tone)
        self._text.set_text(text)
        self._text.set_tone(tone)
        self.setAccessibleName(f"{self._label.plain_text()} {text}".strip())
