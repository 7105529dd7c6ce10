# SPDX-License-Identifier: MIT
"""Buttons in three ranks (filled, outlined, text) and three sizes, painted from the theme.

One filled button per screen: the primary action, never a way out (Ctrl+Enter presses it). Text wraps in
any script; the target is never under 44 px, also where the small button looks 36 px high.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.a11y import arrow, step_inside
from ui.theme import RADIUS_CONTROL, TARGET, current_theme, direction_for
from ui.theme.metric import BUTTONS
from ui.widgets.flow import UNBOUNDED, Align, Flow, Flows, lay_out
from ui.widgets.keys import is_press
from ui.widgets.linebreak import has_spaces

Rank = Literal["filled", "outlined", "text"]
Size = Literal["large", "medium", "small"]
Tone = Literal["primary", "danger", "neutral", "text", "on_danger"]

_ICON = 24
_GAP = 8
_HINT_SIZE = 14
_NARROW = 7  # ems: the narrowest a text without spaces is made


@dataclass(frozen=True, slots=True)
class _Look:
    """Roles of the theme for one state of a button; an empty role paints nothing."""

    fill: str
    line: str
    ink: str


_INKS: Mapping[str, str] = {
    "primary": "primary",
    "danger": "error",
    "neutral": "text",
    "text": "text",
    "on_danger": "on_danger",
}


class Button(QPushButton):
    """A button with a word, and if wanted an icon before it and a key hint (``keys``, shown only)."""

    def __init__(  # noqa: PLR0913 a button's looks are its keywords
        self,
        text: str,
        *,
        rank: Rank = "filled",
        size: Size = "medium",
        icon: str = "",
        lang: str = "",
        tone: Tone = "primary",
        keys: str = "",
        stacked: bool = False,
        type_size: int = 0,
        align: Align = "center",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._align = align
        self._rank, self._size, self._tone, self._keys = rank, size, tone, keys
        self._icon_name, self._lang, self._stacked = icon, lang, stacked
        self._pictured = True
        self._type_size = type_size or BUTTONS[size][2]
        self._flows = Flows(lay_out)
        self._heights: dict[tuple[int, bool], int] = {}  # by width, with an icon or without
        self._hints: dict[
            bool, tuple[QSize, QSize]
        ] = {}  # wanted and least, with an icon or without
        self._measured: QFont | None = None  # style sheets change it without a word
        # Preferred: a button in a narrow column wraps its words; Minimum would never be made narrower.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.set_text(text, lang)

    def set_text(self, text: str, lang: str | None = None) -> None:
        """Show another word, in the same language unless one is given."""
        lang = self._lang if lang is None else lang
        if (text, lang) == (self.text(), self._lang):
            return
        self._lang = lang
        self.setText(text)
        self.setAccessibleName(text)
        if self._keys:
            self.setAccessibleDescription(self._keys)
        self.setLayoutDirection(direction_for(self._lang or current_theme().language))
        self._renew()

    def set_icon(self, name: str) -> None:
        """Show another icon, or none for an empty name."""
        self._icon_name = name
        self._renew()

    def set_pictured(self, *, on: bool) -> None:
        """Show its icon, or the word alone: where there is no room, pictures give way and words do not."""
        if on is not self._pictured:
            self._pictured = on
            self._renew()

    @property
    def is_filled(self) -> bool:
        """Whether it is the one that a page leads to."""
        return self._rank == "filled"

    def set_tone(self, tone: Tone) -> None:
        """Colour the button by another tone."""
        self._tone = tone
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_press(event):
            self.click()
        elif not arrow(self, event.key()) or not (
            step_inside(self, event.key()) or self.autoExclusive()
        ):
            super().keyPressEvent(event)  # Qt would choose the next of several by an arrow

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Layouts ask far more often than anything changes."""
        self._forget_of_another_font()
        of = width, bool(self._shown_icon())
        if of not in self._heights:
            self._heights[of] = self._height_in(width)
        return self._heights[of]

    def _forget_of_another_font(self) -> None:
        if self.font() != self._measured:
            self._measured = self.font()
            self._forget()

    def _forget(self) -> None:
        self._heights.clear()
        self._hints.clear()

    def _height_in(self, width: int) -> int:
        theme = current_theme()
        inner = max(width - self._chrome(), theme.px(TARGET))
        least = max(theme.px(BUTTONS[self._size][1]), theme.px(TARGET))
        text = self._flows.height_at(inner, *self._words())
        if self._stacked:
            text += theme.px(_ICON + _GAP / 2)
        return max(least, ceil(text) + 2 * theme.px(_GAP))

    def sizeHint(self) -> QSize:
        return self._both_hints()[0]

    def minimumSizeHint(self) -> QSize:
        return self._both_hints()[1]

    def _both_hints(self) -> tuple[QSize, QSize]:
        self._forget_of_another_font()
        of = bool(self._shown_icon())
        if of not in self._hints:
            wanted = self._wanted()
            self._hints[of] = wanted, self._least(wanted)
        return self._hints[of]

    def _wanted(self) -> QSize:
        width = self.width_with(self.text())
        return QSize(width, self.heightForWidth(width))

    def width_with(self, text: str) -> int:
        """The width, px, that it asks for with a word in its own language."""
        theme, lang = current_theme(), self._lang or current_theme().language
        flow = self._flows.at(UNBOUNDED, text, lang, self.font(), self._align)
        least = theme.px(BUTTONS[self._size][0]) if self._rank != "text" else theme.px(TARGET)
        return max(ceil(flow.width) + 1 + self._chrome(), least)

    def _least(self, hint: QSize) -> QSize:
        longest = max((self._word_width(word) for word in self.text().split()), default=0)
        if not has_spaces(self._lang or current_theme().language):
            longest = min(longest, _NARROW * self.font().pixelSize())
        least = longest + self._chrome() + 2
        return QSize(min(hint.width(), max(least, current_theme().px(TARGET))), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look = current_theme(), self._look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        width = theme.px(2) if self.isChecked() or self._rank == "outlined" else theme.px(1)
        painter.setPen(QPen(theme.color(look.line), width) if look.line else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(look.fill) if look.fill else Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRoundedRect(
            self._face().adjusted(half, half, -half, -half),
            theme.px(RADIUS_CONTROL),
            theme.px(RADIUS_CONTROL),
        )
        self._paint_content(painter, look.ink)

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        theme, face = current_theme(), self._face()
        inner = face.width() - self._chrome()
        flow = self._flow(max(inner, 1.0))
        icon = self._shown_icon()
        icon_width = theme.px(_ICON + _GAP) if icon and not self._stacked else 0
        hint = self._hint_width()
        used = icon_width + flow.width + hint
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self._left(face, used, rtl=rtl)
        text_left = left + (hint if rtl else icon_width)
        top = face.top() + (face.height() - flow.height) / 2
        if icon and self._stacked:
            top += theme.px(_ICON + _GAP / 2) / 2
            at = QPointF(face.center().x() - theme.px(_ICON) / 2, top - theme.px(_ICON + _GAP / 4))
            painter.drawPixmap(at, theme.pixmap(icon, ink, _ICON))
        elif icon:
            x = left + used - theme.px(_ICON) if rtl else left
            at = QPointF(x, face.center().y() - theme.px(_ICON) / 2)
            painter.drawPixmap(at, theme.pixmap(icon, ink, _ICON))
        # the flow stands in the whole inner width: take back what its alignment moved it
        shift = (flow.width - max(inner, 1.0)) * self._share(rtl=rtl)
        flow.paint(painter, QPointF(text_left + shift, top), theme.color(ink))
        self._paint_hint(
            painter, ink, QPointF(left if rtl else left + used - hint, face.center().y()), hint
        )

    def _share(self, *, rtl: bool) -> float:
        """The share of the spare width that stands left of the content."""
        return {"start": float(rtl), "center": 0.5, "end": float(not rtl)}[self._align]

    def _left(self, face: QRectF, used: float, *, rtl: bool) -> float:
        edge = 0 if self._align == "center" else current_theme().px(BUTTONS[self._size][3])
        return face.left() + edge + (face.width() - 2 * edge - used) * self._share(rtl=rtl)

    def _paint_hint(self, painter: QPainter, ink: str, at: QPointF, width: float) -> None:
        if not self._keys:
            return
        theme = current_theme()
        painter.setFont(theme.font("en", _HINT_SIZE))
        painter.setPen(theme.color(ink))
        gap = theme.px(_GAP)
        height = theme.px(TARGET)
        area = QRectF(at.x() + gap, at.y() - height / 2, width - gap, height)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._keys)

    def _look(self) -> _Look:
        ink = _INKS[self._tone]
        if not self.isEnabled():
            filled = self._rank == "filled"
            return _Look(
                "disabled_fill" if filled else "",
                "border" if self._rank != "text" else "",
                "disabled",
            )
        if self._rank == "filled":
            return self._filled_look()
        if self._tone == "on_danger":
            return _Look("danger_hover" if self._lit() else "", "on_danger", "on_danger")
        if self.isChecked():
            return _Look("selected", "selected_border", "primary")
        lit = "selected" if self._lit() else ""
        if self._rank == "outlined":
            return _Look(lit or "surface", "control_border" if ink == "text" else ink, ink)
        return _Look(lit, "", ink)

    def _filled_look(self) -> _Look:
        if self._tone == "danger":
            return _Look("danger_hover" if self._lit() else "danger", "", "on_danger")
        if self._tone == "on_danger":
            return _Look("on_danger", "", "danger")
        fill = "primary_pressed" if self.isDown() else "primary_hover" if self._lit() else "primary"
        return _Look(fill, "", "on_primary")

    def _lit(self) -> bool:
        return self.underMouse() or self.isDown()

    def _shown_icon(self) -> str:
        if self.isChecked() and self._rank != "filled":
            return "check"
        return self._icon_name if self._pictured else ""

    def _face(self) -> QRectF:
        theme = current_theme()
        spare = max(theme.px(TARGET) - theme.px(BUTTONS[self._size][1]), 0) / 2
        inset = spare if self.height() <= theme.px(TARGET) else 0
        return QRectF(self.rect()).adjusted(0, inset, 0, -inset)

    def _chrome(self) -> int:
        theme = current_theme()
        icon = theme.px(_ICON + _GAP) if self._shown_icon() and not self._stacked else 0
        return 2 * theme.px(BUTTONS[self._size][3]) + icon + ceil(self._hint_width())

    def _hint_width(self) -> float:
        if not self._keys:
            return 0.0
        theme = current_theme()
        metrics = QFontMetricsF(theme.font("en", _HINT_SIZE))
        return metrics.horizontalAdvance(self._keys) + 2 * theme.px(_GAP)

    def _word_width(self, word: str) -> int:
        return ceil(QFontMetricsF(self.font()).horizontalAdvance(word))

    def _flow(self, width: float) -> Flow:
        return self._flows.at(width, *self._words())

    def _words(self) -> tuple[str, str, QFont, Align]:
        lang = self._lang or current_theme().language
        return self.text(), lang, self.font(), self._align

    def _renew(self) -> None:
        self._forget()
        font = current_theme().font(self._lang, self._type_size, bold=self._rank != "text")
        if font != self.font():
            self.setFont(font)
        self.updateGeometry()
        self.update()


class IconButton(Button):
    """A quiet action: an icon with its word, after it or (``stacked``) under it."""

    def __init__(  # noqa: PLR0913 a button's looks are its keywords
        self,
        icon: str,
        word: str,
        *,
        lang: str = "",
        stacked: bool = False,
        keys: str = "",
        tone: Tone = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            word,
            rank="text",
            size="small",
            icon=icon,
            lang=lang,
            tone=tone,
            keys=keys,
            stacked=stacked,
            parent=parent,
        )
