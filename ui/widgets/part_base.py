# SPDX-License-Identifier: MIT
"""What every part of an answer can do: hold a value form, report changes and problems, take a key."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.answer_spec import STATES, Value
from ui.widgets.counter import Counter
from ui.widgets.inputs import TextArea, TextInput
from ui.widgets.name_check import NameCheck
from ui.widgets.words import Translate

Field = QLineEdit | QPlainTextEdit


class PartWidget(QWidget):
    """One part. Subclasses implement `value`, `set_value` and, where keys choose, `press`.

    ``name``: what it asks, for the names of its fields and for the group that it stands in.
    """

    changed = Signal(object)
    option_toggled = Signal(str)
    state_chosen = Signal(str)
    problem = Signal(str)
    unclaimed = Signal(str)  # typed while an option had the focus, and meant for none
    option_wanted = Signal(int)  # the number of an option, from 0, that was found by its letters
    chooses: ClassVar[bool] = False  # answered by choosing: digits are for its options

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._called: list[tuple[QWidget, str]] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(current_theme().space(1))
        self.name_check: NameCheck | None = None

    def call(self, field: QWidget, what: str = "") -> None:
        """Name a field after the part, and ``what`` it is of it; also when the part gets another name."""
        self._called.append((field, what))
        field.setAccessibleName(field_name(self.name, what) if what else self.name)

    def renew(self, name: str) -> None:
        """Be a part of the same kind in another question, with nothing in it, nor to be undone."""
        self.name = name
        for field, what in self._called:
            field.setAccessibleName(field_name(name, what) if what else name)
        self.set_value(None)
        for line in self.findChildren(QLineEdit):
            line.setText("")
        for area in self.findChildren(QPlainTextEdit):
            area.document().clearUndoRedoStacks()
            area.document().setModified(False)
        for listed in self.findChildren(QAbstractItemView):
            listed.keyboardSearch("")  # letters typed to find an entry begin anew
        for counter in self.findChildren(Counter):
            counter.hide()
        if self.name_check is not None:
            self.name_check.look()

    def check_name(self, *fields: TextInput | TextArea, tr: Translate) -> None:
        """Add, under the fields, what tells of characters that a name may not hold."""
        self.name_check = NameCheck(fields, tr=tr)
        self.name_check.cleaned.connect(self.announce)
        self.body.addWidget(self.name_check)

    def value(self) -> Value | None:
        """Return the value form, or None when nothing (or nothing valid) is entered."""
        raise NotImplementedError

    def set_value(self, value: Value | None) -> None:
        """Show a value form; emits nothing."""
        raise NotImplementedError

    def problem_code(self) -> str:
        """Return why the entry is no value yet, empty when it is one or nothing was entered."""
        if self.name_check is not None and self.name_check.found():
            return "answer_name"
        too_long = any(field.is_too_long() for field in self.findChildren(TextInput))
        too_long = too_long or any(field.is_too_long() for field in self.findChildren(TextArea))
        return "answer_too_long" if too_long else ""

    def press(self, text: str) -> bool:
        """Choose by a key; False when the key means nothing here."""
        return False

    def begin_search(self, _text: str) -> bool:
        """Go on in the search of a long list from what was typed elsewhere; False where there is none."""
        return False

    def press_state(self, _state: str) -> bool:
        """Choose *unsure* or *declined*; False in a part that does not offer it."""
        return False

    def fit(self, width: int, height: int) -> None:
        """Lay out for this room, px, where there is a choice."""

    def lowest(self, width: int, *, plain: bool = False) -> int:
        """The least height, px, that `fit` can bring it to, with its states wherever they stand.

        ``plain``: without a search, where `fit` would look for a better arrangement.
        """
        return self.heightForWidth(width)

    def show_options(self, _options: range | None) -> None:
        """Show some of the options of a list, or all."""

    def show_keys(self, *, on: bool) -> None:
        """Show the digits of the options, or only keep their places: digits go where the keyboard is."""

    def state_line(self) -> QWidget | None:
        """Return *unsure* and *declined* where they stand in a line of their own, None where they do not."""
        return None

    def states_height(self, width: int) -> int:
        """What the line of the states adds to `lowest`, px."""
        line = self.state_line()
        return self.body.spacing() + line.heightForWidth(width) if line is not None else 0

    def take_states_back(self) -> None:
        """Put the line of the states, which stood at the foot of the card, into the part again."""

    def owns(self, widget: QWidget) -> bool:
        """Whether a widget belongs to this part, also to its states where they stand apart."""
        line = self.state_line()
        return self.isAncestorOf(widget) or (line is not None and line.isAncestorOf(widget))

    def summary(self, _options: range | None) -> str:
        """What stands in the part, in the officer's words; of some of a list's options only those."""
        field = self.first_field()
        return field_text(field) if field is not None else ""

    def first_field(self) -> Field | None:
        """Return the first field in sight for text or numbers, None in a part that has none."""
        return None

    def announce(self, *_args: object) -> None:
        """Emit the value and the problem of now: the slot of every inner signal."""
        self.problem.emit(self.problem_code())
        self.changed.emit(self.value())


def field_text(field: Field) -> str:
    """What stands in a field, without space around it."""
    words = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    return words.strip()


def state_of(value: Value | None) -> str:
    """Return the state that a value form stands for, empty for any other value."""
    if isinstance(value, dict) and set(value) == {"state"}:
        value = value["state"]
    return value if isinstance(value, str) and value in STATES else ""


def tag(lang: str) -> str:
    """Return a pack key as a BCP-47 tag for records: words as said in Japanese are ``ja``."""
    plain = lang.replace("_", "-")
    return "ja" if plain in {"ja-easy", "ja-x-easy"} else plain


def field_name(part: str, field: str) -> str:
    """Return what assistive technology calls one field of a part: the part first."""
    return f"{part}: {field}"
