# SPDX-License-Identifier: MIT
"""Labels for text in any language: plain text only, own wrapping, height that never clips.

`text_widget` picks the class: `RubyLabel` for plain Japanese with readings, `TextLabel` for the rest.
Both are QLabels to assistive technology; what they are read as is the text without readings or marks.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.domain.ruby import has_ruby, strip_ruby
from ui.a11y import Role, set_role
from ui.theme import current_theme, direction_for
from ui.widgets.flow import UNBOUNDED, Align, Flow, Flows, lay_out
from ui.widgets.ruby import RubyFlow, lay_out_ruby

_COMFORTABLE = 38  # ems: the widest line a label asks for by itself
_NARROW = 7  # ems: the narrowest it can be made


class TextLabel(QLabel):
    """One text in one language. ``align`` follows the direction of the language.

    ``heading``: it names what stands under it, at this level of its page (1: the page itself).
    """

    def __init__(  # noqa: PLR0913 a label's looks are its keywords
        self,
        text: str = "",
        *,
        lang: str = "",
        size: int = 16,
        bold: bool = False,
        tone: str = "text",
        align: Align = "start",
        wrap: bool = True,
        heading: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._heading = heading
        if heading:
            set_role(self, Role.Heading, heading)
        self._lang, self._size, self._bold, self._tone = lang, size, bold, tone
        self._align, self._wrap = align, wrap
        self._source = ""
        self._shown: tuple[str, str] | None = None
        self._flows = self._flows_of_kind()
        self._flows_in_size: dict[int, Flows[Flow] | Flows[RubyFlow]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.set_text(text, lang)

    def set_text(self, text: str, lang: str | None = None) -> None:
        """Show another text, in the same language unless one is given."""
        lang = self._lang if lang is None else lang
        if (text, lang) == self._shown:
            return
        self._shown = text, lang
        self._lang, self._source = lang, text
        self.setLayoutDirection(direction_for(self._lang or current_theme().language))
        self.setText(self.plain_text())
        if self._heading:
            self.setAccessibleName(self.plain_text())
        self._renew()

    def set_tone(self, tone: str) -> None:
        """Colour the text by another role of the theme."""
        self._tone = tone
        self.update()

    def set_size(self, size: int, bold: bool | None = None) -> None:  # noqa: FBT001 as published
        """Change the type size (from the type scale, at 100 %) and, if given, the weight."""
        wanted = size, self._bold if bold is None else bold
        if wanted != (self._size, self._bold):
            self._size, self._bold = wanted
            self._renew()

    def height_in(self, size: int, width: int) -> int:
        """Return the height, px, that the text would have in another type size; 0: in the one of now."""
        font = current_theme().font(self._lang, size or self._size, bold=self._bold)
        flow = self._flows_in_size.setdefault(size or self._size, self._flows_of_kind())
        return ceil(flow.at(float(width), self._source, self.lang, font, self._align).height)

    def plain_text(self) -> str:
        """Return the text as it is read out and copied: no readings."""
        return self._source

    @property
    def lang(self) -> str:
        """The language of the text, never empty."""
        return self._lang or current_theme().language

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._renew()
        elif event.type() == QEvent.Type.EnabledChange:
            self.update()

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        return ceil(self._flows.height_at(float(width), *self._words()))

    def sizeHint(self) -> QSize:
        natural = ceil(self._flow(UNBOUNDED).width) + 1
        width = min(natural, self._ems(_COMFORTABLE)) if self._wrap else natural
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if not self._wrap:
            return hint
        return QSize(min(hint.width(), self._ems(_NARROW)), ceil(self._flow(UNBOUNDED).height))

    def paintEvent(self, event: QPaintEvent) -> None:
        flow = self._flow(float(self.width()) if self._wrap else UNBOUNDED)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        tone = self._tone if self.isEnabled() else "disabled"
        top = max((self.height() - flow.height) / 2, 0) if self._centred() else 0.0
        painter.setClipRect(event.rect())
        flow.paint(painter, QPointF(self._left(flow.width), top), current_theme().color(tone))

    def _centred(self) -> bool:
        return bool(self.alignment() & Qt.AlignmentFlag.AlignVCenter)

    def _left(self, used: float) -> float:
        if self._wrap:
            return 0.0
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        share = {"start": float(rtl), "center": 0.5, "end": float(not rtl)}[self._align]
        return (self.width() - used) * share

    def _ems(self, count: int) -> int:
        return self.font().pixelSize() * count

    def _renew(self) -> None:
        font = current_theme().font(self._lang, self._size, bold=self._bold)
        if font != self.font():
            self.setFont(font)
        self.updateGeometry()
        self.update()

    def _flow(self, width: float) -> Flow | RubyFlow:
        return self._flows.at(width, *self._words())

    def _words(self) -> tuple[str, str, QFont, Align]:
        return self._source, self.lang, self.font(), self._align

    @staticmethod
    def _flows_of_kind() -> Flows[Flow] | Flows[RubyFlow]:
        return Flows(lay_out)


class RubyLabel(TextLabel):
    """Plain Japanese whose kanji carry readings, given as ``漢字{かんじ}``."""

    def plain_text(self) -> str:
        return strip_ruby(self._source)

    @staticmethod
    def _flows_of_kind() -> Flows[RubyFlow]:
        return Flows(_lay_out_ruby)


def _lay_out_ruby(text: str, _lang: str, font: QFont, width: float, align: Align) -> RubyFlow:
    return lay_out_ruby(text, font, width, align)


def text_widget(  # noqa: PLR0913 as published
    lang: str,
    text: str,
    size: int = 16,
    bold: bool = False,  # noqa: FBT001, FBT002 as published
    *,
    tone: str = "text",
    align: Align = "start",
    heading: int = 0,
    parent: QWidget | None = None,
) -> TextLabel:
    """Return the label for a wording: with readings for plain Japanese, without for all others."""
    kind = RubyLabel if has_ruby(lang) else TextLabel
    return kind(
        text,
        lang=lang,
        size=size,
        bold=bold,
        tone=tone,
        align=align,
        heading=heading,
        parent=parent,
    )


class SectionTitle(TextLabel):
    """A heading: level 1 names the screen, 2 a part, 3 a group of fields; ``size``: another size."""

    def __init__(
        self,
        text: str,
        *,
        lang: str = "",
        level: int = 2,
        size: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        size = size or {1: 28, 2: 20, 3: 17}[level]
        super().__init__(text, lang=lang, size=size, bold=True, heading=level, parent=parent)
