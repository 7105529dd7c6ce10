# SPDX-License-Identifier: MIT
"""One option as a large row: a key, a mark, and its words in one language or in two equal halves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.domain.ruby import has_ruby, strip_ruby
from ui.a11y import arrow, check_one
from ui.theme import RADIUS_CONTROL, current_theme, is_rtl
from ui.widgets.answer_spec import SideText
from ui.widgets.flow import UNBOUNDED, Align, Flow, lay_out
from ui.widgets.keys import is_press, is_typing
from ui.widgets.ruby import RubyFlow, lay_out_ruby

_LEAST = 52
_MARK = 24
_KEY = 28
_PAD = 12


@dataclass(frozen=True, slots=True)
class RowSpec:
    """An option as a row shows it: one text, or the officer's and the person's."""

    id: str
    texts: tuple[SideText, ...]
    exclusive: bool = False
    search: str = ""
    quiet: bool = False  # the states: set apart by a lighter ink
    picture: str | None = None  # decoration: the words say the same; empty keeps its place

    def spoken(self) -> str:
        """Return the name for assistive technology: the first text, without readings."""
        return strip_ruby(self.texts[0].text) if self.texts else self.id

    def other_words(self) -> str:
        """Return the description for assistive technology: the person's text beside the officer's."""
        return " ".join(strip_ruby(side.text) for side in self.texts[1:])


def lay_out_any(
    side: SideText, size: int, width: float, *, bold: bool = False, align: Align = "start"
) -> Flow | RubyFlow:
    """Lay out a text with readings or without, by its language."""
    theme = current_theme()
    lang = side.lang or theme.language
    font = theme.font(lang, size, bold=bold)
    if has_ruby(lang):
        return lay_out_ruby(side.text, font, width, align)
    return lay_out(side.text, lang, font, width, align)


class ChoiceRow(QAbstractButton):
    """A row that can be clicked anywhere. It is checked by its list, never by itself.

    It may become the row of another option: a press that began before counts for nothing.
    """

    moved = Signal(int)  # rows up (negative) or down
    typed = Signal(str)  # a printable key
    entered = Signal()  # by the keyboard's focus
    align: ClassVar[Align] = "start"

    def __init__(self, spec: RowSpec, *, key: str, size: int, multi: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self.key, self._type_size, self._multi = key, size, multi
        self._flows: dict[float, list[Flow | RubyFlow]] = {}  # by the room of one text
        self._heard = self._pressed = False
        self._key_shown = True
        self._name()
        self.setCheckable(True)
        self.show_check(on=False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("roving", True)  # noqa: FBT003 a Qt property
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def renew(self, spec: RowSpec, *, key: str, size: int, multi: bool) -> None:
        """Be the row of another option, or of the same in another question: nobody has chosen it."""
        self._pressed = False
        if (spec, key, size, multi) != (self.spec, self.key, self._type_size, self._multi):
            self.spec, self.key, self._type_size, self._multi = spec, key, size, multi
            self._name()
            self.forget()
            self.updateGeometry()
            self.update()
        self.setAutoExclusive(False)
        self.show_check(on=False)
        self.set_heard(heard=False)

    def _name(self) -> None:
        self.setText(self.spec.spoken())
        self.setAccessibleName(self.spec.spoken())
        self.setAccessibleDescription(self.spec.other_words())
        self.setToolTip(self.spec.other_words() if self.spec.quiet else "")

    def show_key(self, *, on: bool) -> None:
        """Show the key, or only its place: it works where the keyboard is."""
        if on != self._key_shown:
            self._key_shown = on
            self.update()

    def forget(self) -> None:
        """Lay out anew: something that takes room in the row is another."""
        self._flows.clear()

    def set_heard(self, *, heard: bool) -> None:
        """Mark the row while it is read aloud: a bar before it, no colour of a choice."""
        if heard != self._heard:
            self._heard = heard
            self.update()

    def show_check(self, *, on: bool) -> None:
        """Show it as chosen or not; one of several is a radio button for assistive technology."""
        if self._multi:
            self.setChecked(on)
        else:
            check_one(self, on=on)

    def nextCheckState(self) -> None:
        """Leave the check to the list, which knows what excludes what."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = current_theme()
        tallest = max((flow.height for flow in self._laid_out(width)), default=0.0)
        return max(theme.px(_LEAST), ceil(tallest) + theme.px(_PAD))

    def sizeHint(self) -> QSize:
        wide = sum(flow.width for flow in self._in_room(UNBOUNDED))
        width = min(
            ceil(wide) + self._chrome() * max(len(self.spec.texts), 1) + 4, current_theme().px(960)
        )
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(120) * max(len(self.spec.texts), 1), theme.px(_LEAST))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.forget()
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if by := arrow(self, event.key()):
            self.moved.emit(by)
        elif is_press(event):
            self.click()
        elif is_typing(event):
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._pressed:  # what was pressed was another option
            self.setDown(False)
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        flows = self._laid_out(self.width())
        for number, (side, flow) in enumerate(zip(self.spec.texts, flows, strict=True)):
            left = self._half(self.width()) * number
            self._paint_half(painter, left, side, flow, with_mark=number == 0)
        if len(flows) > 1:
            middle = self.width() / 2
            painter.setPen(QPen(theme.color("border"), theme.px(1)))
            painter.drawLine(
                QPointF(middle, theme.px(8)), QPointF(middle, self.height() - theme.px(8))
            )

    def _paint_ground(self, painter: QPainter) -> None:
        """The surface, its edge, and the bar of what is being read aloud."""
        theme, on = current_theme(), self.isChecked()
        fill = "selected" if on else "hover" if self.underMouse() else "surface"
        line = theme.px(2) if on else theme.px(1)
        painter.setBrush(theme.color(fill))
        painter.setPen(QPen(theme.color("selected_border" if on else "border"), line))
        area = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.drawRoundedRect(area, theme.px(RADIUS_CONTROL), theme.px(RADIUS_CONTROL))
        if self._heard:
            bar = QRectF(0, area.top(), theme.px(6), area.height())
            bar.moveLeft(area.right() - bar.width() if self._rtl() else area.left())
            painter.fillRect(bar, theme.color("text"))

    def _paint_half(
        self,
        painter: QPainter,
        left: float,
        side: SideText,
        flow: Flow | RubyFlow,
        *,
        with_mark: bool,
    ) -> None:
        theme = current_theme()
        half, rtl = self._half(self.width()), is_rtl(side.lang or theme.language)
        gap, mark, key = theme.px(_PAD), theme.px(_MARK), theme.px(_KEY)

        def box(start: float, width: float, height: float) -> QRectF:
            """Place something ``start`` pixels from where the half begins in its direction."""
            x = left + half - start - width if rtl else left + start
            return QRectF(x, (self.height() - height) / 2, width, height)

        cursor = float(gap)
        if with_mark:
            self._paint_mark(painter, box(cursor, mark, mark))
            cursor += mark + gap
        elif self.isChecked():
            at = box(half - gap - mark, mark, mark).topLeft()
            painter.drawPixmap(at, theme.pixmap("check", "primary", _MARK))
        if self.key:
            self._paint_key(painter, box(cursor, key, key))
            cursor += key + gap
        tone = "disabled" if not self.isEnabled() else "secondary" if self.spec.quiet else "text"
        room = max(half - self._chrome(), 1.0)
        flow.paint(painter, box(cursor, room, flow.height).topLeft(), theme.color(tone))

    def _paint_mark(self, painter: QPainter, area: QRectF) -> None:
        theme, on = current_theme(), self.isChecked()
        line = theme.px(2)
        inner = area.adjusted(line, line, -line, -line)
        colour = theme.color("primary" if on else "control_border")
        painter.setPen(QPen(colour, line))
        painter.setBrush(theme.color("primary") if on and self._multi else theme.color("surface"))
        if self._multi:
            painter.drawRoundedRect(inner, theme.px(4), theme.px(4))
            if on:
                painter.drawPixmap(inner.topLeft(), theme.pixmap("check", "on_primary", _MARK - 4))
            return
        painter.drawEllipse(inner)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            dot = inner.width() * 0.27
            painter.drawEllipse(inner.adjusted(dot, dot, -dot, -dot))

    def _paint_key(self, painter: QPainter, area: QRectF) -> None:
        theme = current_theme()
        painter.setPen(QPen(theme.color("border"), theme.px(1)))
        painter.setBrush(theme.color("neutral_soft"))
        painter.drawRoundedRect(area, theme.px(4), theme.px(4))
        painter.setPen(theme.color("secondary"))
        painter.setFont(theme.font("en", 14, bold=True))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.key)

    def _rtl(self) -> bool:
        return bool(self.spec.texts) and is_rtl(self.spec.texts[0].lang or current_theme().language)

    def _half(self, width: int) -> float:
        return width / max(len(self.spec.texts), 1)

    def _chrome(self) -> int:
        key = _KEY + _PAD if self.key else 0
        return current_theme().px(3 * _PAD + _MARK + key)

    def _laid_out(self, width: int) -> Sequence[Flow | RubyFlow]:
        return self._in_room(max(self._half(width) - self._chrome(), 1.0))

    def _in_room(self, room: float) -> Sequence[Flow | RubyFlow]:
        if room not in self._flows:
            if len(self._flows) > 8:
                self._flows.clear()
            self._flows[room] = [
                lay_out_any(side, self._type_size, room, align=self.align)
                for side in self.spec.texts
            ]
        return self._flows[room]
