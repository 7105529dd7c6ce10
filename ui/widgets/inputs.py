# SPDX-License-Identifier: MIT
"""Input fields: one line, several lines, numbers, a choice from a list, ticks, a passphrase, a search.

Each has an accessible name from its constructor. Text typed or pasted is plain and stays as it is, in
any script: the fonts that it needs are registered as it comes. Nothing is cut off; a field knows how much
its text may hold (`Writing`) and tells when it holds more.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from app.domain.digits import read_whole
from app.domain.writing import LONGEST, Writing
from ui.a11y import Role, one_stop, set_role
from ui.theme import TARGET, current_theme, direction_for
from ui.theme.metric import LINE_HEIGHT
from ui.widgets.keys import is_press
from ui.widgets.panel import restyle

_SIZE = 16
_INSIDE = 1  # px around the text of several lines
#: Qt's marks for the ends of paragraphs and lines, as a text has them.
_LINE_ENDS = str.maketrans({"\u2029": "\n", "\u2028": "\n"})
_NEVER_CUT = (
    10_000_000  # characters: far above every limit, which are told and not enforced by cutting
)


def dress(widget: QWidget, lang: str, size: int = _SIZE) -> None:
    """Give a field the font and direction of its language."""
    theme = current_theme()
    font = theme.font(lang, size)
    if widget.font() != font:
        widget.setFont(font)
    widget.setLayoutDirection(direction_for(lang or theme.language))


def mark_invalid(widget: QWidget, *, invalid: bool) -> None:
    """Give a field the red border of an error, or take it away."""
    if bool(widget.property("invalid")) != invalid:  # asked for at every letter
        widget.setProperty("invalid", invalid)
        restyle(widget)


class TextInput(QLineEdit):
    """One line of plain text."""

    def __init__(
        self,
        name: str,
        *,
        lang: str = "",
        placeholder: str = "",
        kind: Writing = Writing.LINE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lang = lang
        self.limit = LONGEST[kind]
        self.setMaxLength(_NEVER_CUT)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMinimumWidth(current_theme().px(120))
        dress(self, lang)
        self.textChanged.connect(self._on_text)

    def plain(self) -> str:
        """Return the text as typed, without space around it."""
        return self.text().strip()

    def is_too_long(self) -> bool:
        return len(self.plain()) > self.limit

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._on_text(event.preeditString())
        super().inputMethodEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            dress(self, self._lang)

    def _on_text(self, text: str) -> None:
        if current_theme().fonts.cover(text):
            dress(self, self._lang)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, current_theme().px(TARGET)))


class TextArea(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next field."""

    def __init__(
        self,
        name: str,
        *,
        lang: str = "",
        placeholder: str = "",
        lines: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lang, self._lines = lang, lines
        self._beside: TextArea | None = None
        self.document().setDocumentMargin(
            _INSIDE
        )  # with Qt's own, its last line would have to scroll
        self.limit = LONGEST[Writing.ACCOUNT]
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._renew()
        self.textChanged.connect(self._on_text)

    def grow(self) -> None:
        """Take all the height there is, beyond its lines."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def text(self) -> str:
        """Return the text as typed: unlike Qt's plain text, a no-break space stays one."""
        return self.document().toRawText().translate(_LINE_ENDS)

    def plain(self) -> str:
        """Return the text as typed, without space around it."""
        return self.text().strip()

    def is_too_long(self) -> bool:
        return len(self.plain()) > self.limit

    def set_language(self, lang: str) -> None:
        """Change font and direction."""
        self._lang = lang
        self._renew()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selectedText().translate(_LINE_ENDS))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._cover(event.preeditString())
        super().inputMethodEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._renew()

    def stand_beside(self, other: TextArea) -> None:
        """Be as high as one in another script, beside which it stands."""
        self._beside = other
        self.updateGeometry()

    @property
    def pitch(self) -> float:
        """The height of a line, px."""
        return max(QFontMetricsF(self.font()).height(), self.font().pixelSize() * LINE_HEIGHT)

    def sizeHint(self) -> QSize:
        pitch = max(self.pitch, self._beside.pitch) if self._beside is not None else self.pitch
        height = round(pitch * self._lines) + current_theme().space(3.5)
        return QSize(current_theme().px(240), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(120), self.sizeHint().height())

    def _on_text(self) -> None:
        self._cover(self.text())

    def _cover(self, text: str) -> None:
        if current_theme().fonts.cover(text):
            self._renew()

    def _renew(self) -> None:
        dress(self, self._lang)
        self.updateGeometry()


class NumberInput(TextInput):
    """A whole number in the digits of any script, or nothing. It takes every keystroke."""

    def __init__(
        self,
        name: str,
        *,
        minimum: int = 0,
        maximum: int = 999_999_999,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, lang="en", parent=parent)
        self._range = range(minimum, maximum + 1)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setMaximumWidth(current_theme().px(200))

    def number(self) -> int | None:
        """Return the number, or None while the field is empty or not in range."""
        number = read_whole(self.plain())
        return number if number in self._range else None


class Select(QComboBox):
    """One of a few: (id, text) pairs."""

    chosen_changed = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        lang: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lang = lang
        self.setAccessibleName(name)
        for key, text in choices:
            current_theme().fonts.cover(text)
            self.addItem(text, key)
        dress(self, lang)
        self.activated.connect(self._on_activated)

    def chosen(self) -> str:
        """Return the id of the choice, empty when there is none."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose an id; emits nothing. An unknown id chooses nothing."""
        self.setCurrentIndex(self.findData(key))

    def offer(self, key: str) -> None:
        """Choose an id, and add it under its own name when it is not in the list; emits nothing."""
        if self.findData(key) < 0:
            self.addItem(key, key)
        self.choose(key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            dress(self, self._lang)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, current_theme().px(TARGET)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        side = theme.px(20)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = theme.px(12) if rtl else self.width() - side - theme.px(12)
        tone = "text" if self.isEnabled() else "disabled"
        painter = QPainter(self)
        painter.drawPixmap(
            left, (self.height() - side) // 2, theme.pixmap("chevron-down", tone, 20)
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page must never change an answer

    def _on_activated(self, _index: int) -> None:
        self.chosen_changed.emit(self.chosen())


class _Radio(QRadioButton):
    """One of a group; Enter chooses it as Space does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_press(event):
            self.click()
        else:
            super().keyPressEvent(event)


class RadioGroup(QWidget):
    """One of a few, all in sight: (id, text) pairs."""

    chosen_changed = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        columns: int = 1,
        lang: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, Role.Grouping).setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._ids = [key for key, _text in choices]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        for number, (_key, text) in enumerate(choices):
            button = _Radio(text)
            dress(button, lang)
            button.setMinimumHeight(current_theme().px(TARGET))
            button.setProperty("roving", True)  # noqa: FBT003 one stop of Tab, arrows move inside
            self._group.addButton(button, number)
            grid.addWidget(button, number // columns, number % columns)
        if choices:
            self.setFocusProxy(self._group.button(0))
        one_stop(self)
        self._group.idClicked.connect(self._on_clicked)

    def buttons(self) -> list[QAbstractButton]:
        """Return the buttons in the order in which they are seen."""
        return self._group.buttons()

    def chosen(self) -> str:
        """Return the id of the choice, empty when there is none."""
        number = self._group.checkedId()
        return self._ids[number] if number >= 0 else ""

    def choose(self, key: str) -> None:
        """Choose an id; emits nothing. An empty id clears the choice."""
        self._group.setExclusive(False)
        for number, id_ in enumerate(self._ids):
            self._group.button(number).setChecked(id_ == key)
        self._group.setExclusive(True)

    def _on_clicked(self, number: int) -> None:
        self.chosen_changed.emit(self._ids[number])
