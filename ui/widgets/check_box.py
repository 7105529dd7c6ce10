# SPDX-License-Identifier: MIT
"""A tick with its words, which wrap: Qt's own check box keeps them on one line and is cut."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from ui.theme import TARGET, current_theme
from ui.widgets.flow import UNBOUNDED, Flow, Flows, lay_out
from ui.widgets.inputs import dress
from ui.widgets.keys import is_press

_BOX = 26  # px at 100 %: the indicator with its border (style sheet)
_GAP = 12
_TICK = 20
_NARROW = 7  # ems of text: the narrowest it can be made


class CheckBox(QCheckBox):
    """A tick with its words. ``lang``: their language, the officer's when empty."""

    def __init__(self, text: str, *, lang: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._lang = lang
        self._flows = Flows(lay_out)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        dress(self, lang)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            dress(self, self._lang)
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_press(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(ceil(self._flow(width - self._lead()).height), current_theme().px(TARGET))

    def sizeHint(self) -> QSize:
        width = ceil(self._flow(UNBOUNDED).width) + 1 + self._lead()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        least = self._lead() + _NARROW * self.font().pixelSize()
        return QSize(min(hint.width(), least), current_theme().px(TARGET))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option, theme = QPainter(self), QStyleOptionButton(), current_theme()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.initStyleOption(option)
        box: QRect = self.style().subElementRect(
            QStyle.SubElement.SE_CheckBoxIndicator, option, self
        )
        option.rect = box
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter, self
        )
        if self.isChecked():
            side, centre = theme.px(_TICK), QRectF(box).center()
            tick = theme.pixmap("check", "on_primary" if self.isEnabled() else "disabled", _TICK)
            at = QPointF(round(centre.x() - side / 2), round(centre.y() - side / 2))
            painter.drawPixmap(at, tick)
        width = self.width() - self._lead()
        flow = self._flow(width)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = (self.height() - flow.height) / 2
        ink = theme.color("text" if self.isEnabled() else "disabled")
        flow.paint(painter, QPointF(0.0 if rtl else self._lead(), top), ink)

    def _lead(self) -> int:
        theme = current_theme()
        return theme.px(_BOX) + theme.px(_GAP)

    def _flow(self, width: float) -> Flow:
        lang = self._lang or current_theme().language
        return self._flows.at(max(width, 1.0), self.text(), lang, self.font())
