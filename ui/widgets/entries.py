# SPDX-License-Identifier: MIT
"""The fields below a widget with what stands in them, as typed: text with its spaces, half a date, a tick.

A field's key is the part of the answer that it belongs to (the property ``part``), its kind, and its number
among those. Searches and passphrases are no entries. Putting something back is told to everyone who listens
to the field, as if it had been typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.value import Json
from ui.widgets.choice import ChoiceBody
from ui.widgets.fields import CheckBox, PassphraseField, RadioGroup, SearchField, Select

PART: Final = "part"
WAITS: Final = (
    "waits"  # what is below such a widget waits for another question: no entry of this one
)
_ENDS: Final = str.maketrans({"\u2028": "\n", "\u2029": "\n"})  # Qt's own marks of lines

Entry = QLineEdit | QPlainTextEdit | Select | RadioGroup | CheckBox | ChoiceBody
_KINDS: Final = (
    (QLineEdit, "line"),
    (QPlainTextEdit, "area"),
    (Select, "select"),
    (RadioGroup, "radio"),
    (CheckBox, "check"),
    (ChoiceBody, "choice"),
)


def entries(root: QWidget) -> dict[str, Entry]:
    """Return the fields below ``root`` by key, in the order in which they were made."""
    counted: Counter[str] = Counter()
    found: dict[str, Entry] = {}
    for part, kind, widget in _below(root, ""):
        name = f"{part}/{kind}"
        found[f"{name}.{counted[name]}"] = widget
        counted[name] += 1
    return found


def _below(root: QWidget, part: str) -> Iterator[tuple[str, str, Entry]]:
    for child in root.children():
        if not isinstance(child, QWidget) or isinstance(child, SearchField | PassphraseField):
            continue
        if child.property(WAITS):
            continue
        own = str(child.property(PART) or part)
        kind = next((name for class_, name in _KINDS if isinstance(child, class_)), "")
        if kind:
            yield own, kind, child  # type: ignore[misc]  # one of the classes of _KINDS
        else:
            yield from _below(child, own)


def raw(entry: Entry) -> Json:
    """What stands in a field, exactly."""
    if isinstance(entry, QLineEdit):
        return entry.text()
    if isinstance(entry, QPlainTextEdit):
        return entry.document().toRawText().translate(_ENDS)
    if isinstance(entry, CheckBox):
        return entry.isChecked()
    if isinstance(entry, ChoiceBody):
        value = entry.value()
        return [*value] if isinstance(value, list) else value
    return entry.chosen()


def raws(root: QWidget) -> dict[str, Json]:
    """What stands in all fields below ``root``."""
    return {key: raw(entry) for key, entry in entries(root).items()}


def put_back(entry: Entry, value: Json) -> None:
    """Let a field hold this again, and say so as if a person had entered it."""
    if isinstance(entry, QLineEdit):
        entry.setText(str(value))
        entry.textEdited.emit(entry.text())
    elif isinstance(entry, QPlainTextEdit):
        entry.setPlainText(str(value))
        entry.moveCursor(QTextCursor.MoveOperation.End)
    elif isinstance(entry, CheckBox):
        entry.setChecked(value is True)
        entry.clicked.emit(entry.isChecked())
    elif isinstance(entry, ChoiceBody):
        entry.set_value(value)
        entry.changed.emit(entry.value())
    elif isinstance(entry, Select):
        entry.offer(str(value))
        entry.chosen_changed.emit(entry.chosen())
    else:
        entry.choose(str(value))
        entry.chosen_changed.emit(entry.chosen())


def on_entered(entry: Entry, call: Callable[[], None]) -> None:
    """Call whenever a person changes a field. What the program shows in it is no entry."""
    if isinstance(entry, QLineEdit):
        entry.textEdited.connect(call)
    elif isinstance(entry, QPlainTextEdit):
        entry.textChanged.connect(call)
    elif isinstance(entry, CheckBox):
        entry.clicked.connect(call)
    elif isinstance(entry, ChoiceBody):
        entry.changed.connect(call)
    else:
        entry.chosen_changed.connect(call)
