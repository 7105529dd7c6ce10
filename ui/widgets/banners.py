# SPDX-License-Identifier: MIT
"""Messages that stand in the page: banners, the draft band, the danger panel, lines beside fields, toasts.

The filled red panel (`DangerBanner`) is for flags of severity red only; errors have red text and border.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.a11y import Role, say, say_change, set_role
from ui.theme import current_theme, direction_for
from ui.widgets.buttons import Button, IconButton
from ui.widgets.endonym import endonym
from ui.widgets.panel import restyle
from ui.widgets.text import TextLabel, text_widget
from ui.widgets.words import Translate, english

Kind = Literal["info", "success", "warning", "error", "neutral"]

ICON_OF: Mapping[str, str] = {
    "info": "info",
    "success": "check",
    "warning": "warning",
    "error": "warning",
    "neutral": "info",
    "danger": "danger",
    "draft": "edit",
}
_PRESSING = frozenset({"error", "danger"})  # break off what a screen reader is reading
INK_OF: Mapping[str, str] = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "error",
    "neutral": "text",
    "danger": "on_danger",
    "draft": "on_draft",
}


class IconLabel(QLabel):
    """A picture beside a word; assistive technology is told the word only."""

    def __init__(self, icon: str, tone: str, size: int = 24, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._icon_size = icon, tone, size
        set_role(self, Role.Whitespace)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draw()

    def set(self, icon: str, tone: str) -> None:
        """Show another icon or colour."""
        self._icon, self._tone = icon, tone
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        self.setPixmap(current_theme().pixmap(self._icon, self._tone, self._icon_size))


class Banner(QFrame):
    """A message across the page: icon, title, text, and at most one action."""

    closed = Signal()

    def __init__(  # noqa: PLR0913 as published
        self,
        kind: str,
        text: str,
        *,
        title: str = "",
        lang: str = "",
        action: Button | None = None,
        closable: bool = False,
        tr: Translate = english,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, Role.Notification)
        self._mark = IconLabel(ICON_OF[kind], INK_OF[kind])
        self._title = TextLabel(title, lang=lang, size=17, bold=True)
        self._text = TextLabel(text, lang=lang)
        self._close = IconButton("close", tr("Close"))
        words = QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        if action is not None:
            self._row.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._close.setVisible(closable)
        self._close.clicked.connect(self._on_close)
        self.set_text(text, kind, title=title)
        self._space()

    def set_text(self, text: str, kind: str | None = None, *, title: str | None = None) -> None:
        """Show another message, of the same kind unless one is given."""
        self._text.set_text(text)
        self._text.setVisible(bool(text))
        if title is not None:
            self._title.set_text(title)
            self._title.setVisible(bool(title))
        if kind is not None:
            self.setProperty("banner", kind)
            self._mark.set(ICON_OF[kind], INK_OF[kind])
            for label in (self._title, self._text):
                label.set_tone(INK_OF[kind] if kind in {"error", "danger", "draft"} else "text")
            restyle(self)
        above = (
            Qt.AlignmentFlag.AlignTop
            if self._title.plain_text() and text
            else Qt.AlignmentFlag.AlignVCenter
        )
        self._row.setAlignment(self._mark, above)
        before = self.accessibleName() if self.isVisible() else ""
        self.setAccessibleName(f"{self._title.plain_text()} {self._text.plain_text()}".strip())
        if self.isVisible():
            self._say(before)

    def announce(self) -> None:
        """Show it, and have it read out unless the same stands there already."""
        before = self.accessibleName() if self.isVisible() else ""
        self.show()
        self._say(before)

    def _say(self, before: str) -> None:
        now = self.property("banner") in _PRESSING
        say_change(self, before, self.accessibleName(), now=now)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()

    def _space(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(
            theme.space(2), theme.space(1.5), theme.space(2), theme.space(1.5)
        )
        self._row.setSpacing(theme.space(1.5))

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()


class DraftBanner(Banner):
    """The full-width band over everything that no native reader has reviewed (DECISIONS.md §1.7).

    ``notice``: the person's sentence about it, where the person reads the text under the band. ``low``:
    as low as its words are.
    """

    WORDS = "未確認の下書き / UNREVIEWED DRAFT"

    def __init__(
        self,
        *,
        person_lang: str = "",
        notice: str = "",
        low: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._low = low
        self._notice: QWidget | None = None
        super().__init__("draft", "", title=self.WORDS, lang="ja", parent=parent)
        if person_lang and notice:
            label = text_widget(person_lang, notice, 16, tone="on_draft")
            label.setLayoutDirection(direction_for(person_lang))
            self._row.addWidget(label, 1)
            self._notice = label
        elif person_lang:
            name = TextLabel(
                endonym(person_lang), lang=person_lang, bold=True, tone="on_draft", wrap=False
            )
            self._row.addWidget(name)

    def show_notice(self, *, shown: bool) -> None:
        """Show the person's sentence, or, where there is no height for it, leave it to the tool tip."""
        if self._notice is not None:
            self._notice.setVisible(shown)
            self.setToolTip("" if shown else self._notice.accessibleName())

    def _space(self) -> None:
        super()._space()
        if self._low:
            theme = current_theme()
            self._row.setContentsMargins(theme.space(2), 0, theme.space(2), 0)


class InlineMessage(QWidget):
    """A sentence beside what caused it; takes no room while it is empty."""

    def __init__(
        self, kind: str = "error", text: str = "", *, lang: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_role(self, Role.Notification)
        self._kind = kind
        self._mark = IconLabel(ICON_OF[kind], INK_OF[kind], 20)
        self._text = TextLabel(lang=lang, tone=INK_OF[kind])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self.show_text(text)

    def show_text(self, text: str, kind: str | None = None, *, quiet: bool = False) -> None:
        """Show a sentence; an empty one hides the line. ``quiet``: it is read where the keyboard is."""
        if kind is not None:
            self._kind = kind
            self._mark.set(ICON_OF[kind], INK_OF[kind])
            self._text.set_tone(INK_OF[kind])
        before = self.text() if self.isVisible() else ""
        self._text.set_text(text)
        self.setAccessibleName(text)
        if text and self.parentWidget() is None:  # it would be a window: who takes it in shows it
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
        else:
            self.setVisible(bool(text))
        if self.isVisible() and not quiet:
            say_change(self, before, text, now=self._kind in _PRESSING)

    def show_message(self, kind: str, text: str) -> None:
        """Show a sentence of a kind."""
        self.show_text(text, kind)

    def answer(self, text: str, kind: str | None = None) -> None:
        """`show_text` in answer to a press: what stands there already is read out again."""
        stood = self.isVisible() and self.text() == text
        self.show_text(text, kind)
        if stood:
            say(self, text, now=self._kind in _PRESSING)

    def clear(self) -> None:
        """Hide the line."""
        self.show_text("")

    def text(self) -> str:
        return self._text.plain_text()
