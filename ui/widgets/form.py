# SPDX-License-Identifier: MIT
"""A field with its label, help and error; the passphrase field; the search field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.a11y import Role, set_role
from ui.theme import current_theme
from ui.widgets.banners import IconLabel, InlineMessage
from ui.widgets.buttons import IconButton
from ui.widgets.counter import Counter
from ui.widgets.inputs import TextArea, TextInput, mark_invalid
from ui.widgets.keys import is_typing
from ui.widgets.panel import row
from ui.widgets.reveal import reveal
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate, english


class FormField(QWidget):
    """Label above, help under the label, what is wrong directly above the field, the field."""

    def __init__(  # noqa: PLR0913 as published
        self,
        label: str,
        field: QWidget,
        *,
        help: str = "",  # noqa: A002 as published
        required: bool = False,
        lang: str = "",
        tr: Translate = english,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._label = TextLabel(label, lang=lang, bold=True)
        self._label.setBuddy(field)
        head = row(self._label)
        if isinstance(field, (TextInput, TextArea)):
            head.addWidget(Counter(field))
        if required:
            head.insertWidget(1, TextLabel(tr("required"), tone="error", size=14, wrap=False))
        self._help = TextLabel(help, lang=lang, tone="secondary")
        if not help:  # never setVisible(True) here: without a parent it would be a window
            self._help.hide()
        self._error = InlineMessage()
        if not field.accessibleName():
            field.setAccessibleName(label)
        self._hint = f"{tr('required')}. {help}".strip() if required else help
        if self._hint:
            self._describe(self._hint)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(current_theme().space(1))
        self.body.addLayout(head)
        for part in (self._help, self._error, field):
            self.body.addWidget(part)

    def set_error(self, text: str) -> None:
        """Show what to do about the field; it is also read out with it."""
        self._error.answer(text)
        mark_invalid(self.field, invalid=True)
        self._describe(f"{text} {self._hint}".strip())

    def _describe(self, text: str) -> None:
        """Of a field that is made of several, what takes the keyboard is described."""
        (self.field.focusProxy() or self.field).setAccessibleDescription(text)

    def point_out(self, text: str) -> None:
        """`set_error`, and lead there: the field takes the focus and scrolls into view with the sentence."""
        self.set_error(text)
        self.field.setFocus()
        reveal(self.field, led_by=self)

    def clear_error(self) -> None:
        """Take the error away."""
        self._error.clear()
        mark_invalid(self.field, invalid=False)
        self._describe(self._hint)

    def show_message(self, kind: str, text: str) -> None:
        """Show a sentence above the field; an error also marks it."""
        if kind == "error":
            self.set_error(text)
        else:
            self._error.show_text(text, kind)


class _Secret(TextInput):
    """Hides its text, and never offers it to an input method's memory or a context menu."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, lang="en", parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )


class PassphraseField(QWidget):
    """A hidden line with a show button, and hints when letters come out in an unexpected form."""

    text_changed = Signal(str)
    submitted = Signal()

    def __init__(
        self, *, name: str = "", tr: Translate = english, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tr = tr
        name = name or tr("Passphrase")
        set_role(self, Role.Grouping).setAccessibleName(name)
        self._line = _Secret(name)
        self._show = IconButton("eye", tr("Show"))
        self._hint = InlineMessage("warning")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(1))
        line.addWidget(self._line, 1)
        line.addWidget(self._show)
        layout.addLayout(line)
        layout.addWidget(self._hint)
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._on_text)
        self._line.returnPressed.connect(self.submitted)
        self._show.clicked.connect(lambda: self._reveal(shown=self.is_hidden()))

    def text(self) -> str:
        """Return the passphrase as typed: spaces count."""
        return self._line.text()

    def clear(self) -> None:
        """Empty the field and hide its text again."""
        self._line.clear()
        self._reveal(shown=False)

    def begin(self) -> None:
        """Take the focus for another try: what is typed replaces what stands there."""
        self._line.setFocus()
        self._line.selectAll()

    def set_enabled(self, enabled: bool) -> None:  # noqa: FBT001 as published
        """Let the field be typed in, or not (during a delay or while a key is derived)."""
        self._line.setEnabled(enabled)
        self._show.setEnabled(enabled)

    def hint(self) -> str:
        """Return the hint that is shown, empty when there is none."""
        return self._hint.text()

    def is_hidden(self) -> bool:
        """Whether nobody can read what is typed."""
        return self._line.echoMode() == QLineEdit.EchoMode.Password

    def _reveal(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._line.setEchoMode(mode)
        self._show.set_text(self._tr("Hide") if shown else self._tr("Show"))
        self._show.set_icon("eye-off" if shown else "eye")

    def _on_text(self, text: str) -> None:
        self._hint.show_text(self._advice(text), "warning")
        self.text_changed.emit(text)

    def _advice(self, text: str) -> str:
        if any(ord(char) > 0x7F for char in text):
            return self._tr("The input method is on: some letters are not plain Latin letters.")
        letters = [char for char in text if char.isalpha()]
        if len(letters) > 2 and all(char.isupper() for char in letters):
            return self._tr("All letters are capitals: is Caps Lock on?")
        return ""


def beside_label(label: str, field: QWidget) -> QWidget:
    """A field with its label before it, on one line: words that stand in a field go when it is filled."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(current_theme().space(1))
    words = TextLabel(label, size=14, tone="secondary")
    words.setBuddy(field)
    line.addWidget(words)
    line.addWidget(field, 1)
    return holder


class SearchField(QWidget):
    """A line that says what to find; ``searched`` comes when typing rests, and at once on Return.

    ``entered`` follows on Return when something stands in the line: take the first that was found.
    """

    searched = Signal(str)
    entered = Signal()

    def __init__(
        self, name: str, *, tr: Translate = english, delay: int = 200, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line = TextInput(name)
        self._line.installEventFilter(self)
        self._keys: Callable[[str], bool] | None = None
        self._clear = IconButton("close", tr("Clear"))
        self._clear.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        layout.addWidget(IconLabel("search", "secondary"))
        layout.addWidget(beside_label(name, self._line), 1)
        layout.addWidget(self._clear)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._line)
        self._line.textChanged.connect(self._on_text)
        self._line.returnPressed.connect(self._on_return)
        self._timer.timeout.connect(self._emit)
        self._clear.clicked.connect(self.clear)

    def text(self) -> str:
        return self._line.plain()

    def clear(self) -> None:
        """Empty the line and search for nothing at once."""
        self._line.clear()
        self._emit()

    def ask_first(self, keys: Callable[[str], bool]) -> None:
        """Digits typed into the empty line, which find nothing, choose: ``keys`` says whether they did."""
        self._keys = keys

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            digit = event.text().isdigit() and is_typing(event) and not self._line.text()
            return digit and self._keys is not None and self._keys(event.text())
        return False

    def forget(self) -> None:
        """Hold nothing, and search for nothing."""
        self._line.setText("")
        self._timer.stop()

    def begin(self, text: str) -> None:
        """Take the focus and go on from a letter that was typed elsewhere."""
        self._line.setFocus()
        self._line.setText(text)

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._timer.start()

    def _on_return(self) -> None:
        self._emit()
        if self.text():
            self.entered.emit()

    def _emit(self) -> None:
        self._timer.stop()
        self.searched.emit(self.text())
