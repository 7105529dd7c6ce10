# SPDX-License-Identifier: MIT
"""The answer widget of a question: its parts, one under the other, made from an `AnswerSpec`.

It emits the value forms of CONTENT.md §2 and knows nothing of packs, gates or storage.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui.a11y import say, tab_order
from ui.theme import current_theme
from ui.widgets.answer_spec import NOT_ASKED, AnswerSpec, Pair, PartSpec, Value
from ui.widgets.banners import InlineMessage
from ui.widgets.entries import PART
from ui.widgets.halves import Halves, pair_labels
from ui.widgets.keys import CHOICE_KEYS, is_typing
from ui.widgets.part_base import PartWidget, field_text, state_of
from ui.widgets.part_maker import PartMaker
from ui.widgets.reveal import reveal
from ui.widgets.words import Translate, english


class AnswerWidget(QWidget):
    """All parts of one question. `value` is bare for a plain question, by part for a composite one."""

    changed = Signal(object)
    option_toggled = Signal(str)
    state_chosen = Signal(str)
    problem = Signal(str)
    unclaimed = Signal(str)  # typed, and meant for nothing that is shown
    compact: ClassVar[bool] = False

    def __init__(
        self,
        spec: AnswerSpec,
        *,
        tr: Translate = english,
        tr_person: Translate | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tr = tr
        self._begin(spec, tr_person)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0 if self.compact else current_theme().space(2))
        for part in spec.parts:
            self._add(part)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _begin(self, spec: AnswerSpec, tr_person: Translate | None) -> None:
        """A question without its parts."""
        self._spec = spec
        self._maker = PartMaker(spec, self._tr, tr_person, self.compact)
        self._parts: dict[str, PartWidget] = {}
        self._messages: dict[
            str, InlineMessage
        ] = {}  # what is wrong with a part, directly above it
        self._described: dict[str, str] = {}
        self._labels: dict[str, QWidget] = {}
        self._last: PartWidget | None = None  # in which the keyboard was
        self._passed: set[str] = set()  # parts that nobody asked, as long as nothing stands in them
        self._passes_alone = (
            False  # that parts were passed is an answer, though nothing stands here
        )

    def value(self) -> Value | None:
        """Return the value form, or None while nothing valid is entered."""
        values = {key: widget.value() for key, widget in self._parts.items()}
        given = {key: value for key, value in values.items() if value is not None}
        if not given and not (self._passed and self._passes_alone):
            return None
        if not self._spec.composite:
            return next(iter(given.values()))
        return {**given, **{key: NOT_ASKED for key in self._passed if key not in given}}

    def set_value(self, value: Value | None) -> None:
        """Show a value form; emits nothing."""
        shares = {
            key: self._share(value, key, first=number == 0)
            for number, key in enumerate(self._parts)
        }
        self._passed = {key for key, share in shares.items() if share == NOT_ASKED}
        for key, share in shares.items():
            self._parts[key].set_value(None if key in self._passed else share)
        self._show_problem()

    def pass_over(self, keys: Collection[str], *, alone: bool = False) -> None:
        """Take it that nobody asked these parts, in which nothing stands; never an officer's box.

        ``alone``: other parts of the question are answered, so that this is an answer by itself.
        """
        self._passes_alone |= alone
        if self._spec.composite and self._spec.states and not self._passed >= {*keys}:
            self._passed |= {*keys}
            self._on_changed()

    def is_passed(self, key: str) -> bool:
        """Whether nobody asked a part, and nothing stands in it."""
        return key in self._passed and self._parts[key].value() is None

    def press(self, text: str) -> bool:
        """Choose by a digit, or type it: as the part is answered in which the keyboard is, or was last.

        In a choice a digit without an option means nothing: it never becomes somebody's words.
        """
        part = self._at_keyboard()
        if part is not None and part.chooses and text in CHOICE_KEYS:
            return part.press(text)
        return self._type(text)

    def press_state(self, state: str) -> bool:
        """Choose *unsure* or *declined*: of the part that has the focus, else of the first open one."""
        here = self._here()
        tried = self._focused() or [part for part in here if part.value() is None] or here
        return any(part.press_state(state) for part in tried[:1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if not (is_typing(event) and self.press(typed)):
            super().keyPressEvent(event)

    def part(self, key: str) -> PartWidget:
        """Return the widget of a part. Raises KeyError for an unknown one."""
        return self._parts[key]

    def parts(self) -> tuple[str, ...]:
        """The ids of the parts, in their order."""
        return tuple(self._parts)

    def faulty(self) -> str | None:
        """The first part that cannot be stored as it stands; a plain question's only part is ""."""
        return next((key for key, part in self._parts.items() if part.problem_code()), None)

    def open_parts(self) -> tuple[str, ...]:
        """The parts in which nothing stands."""
        return tuple(key for key, part in self._parts.items() if part.value() is None)

    def blocks(self) -> dict[str, tuple[QWidget, QWidget]]:
        """Where each part begins (its label) and what it is made of."""
        return {key: (self._labels.get(key, part), part) for key, part in self._parts.items()}

    def point_out(self, key: str, text: str, kind: str = "warning") -> None:
        """Say something above a part, and `lead_to` it."""
        self._turn_to(key)
        self._messages[key].answer(text, kind)
        self.lead_to(key)

    def lead_to(self, key: str) -> None:
        """Put the keyboard into a part and scroll there, with what is said above it."""
        self._turn_to(key)
        part = self._parts[key]
        next(iter(tab_order(part)), part).setFocus()
        reveal(part, led_by=self._labels.get(key, self._messages[key]))

    def _turn_to(self, _key: str) -> None:
        """Bring a part onto the page: all are on it here."""

    def entry(self) -> QWidget | None:
        """Where the keyboard begins: in the first part that is a choice, or a field with nothing in it."""
        begin = self._beginning()
        field = begin.first_field() if begin is not None and not begin.chooses else None
        return field or next(iter(tab_order(begin or self)), None)

    def _here(self) -> list[PartWidget]:
        """The parts that are shown."""
        return [*self._parts.values()]

    def _focused(self) -> list[PartWidget]:
        """The part that has the focus, if one of those that are shown has it."""
        focus = cast("QWidget | None", self.window().focusWidget())
        return [part for part in self._here() if focus is not None and part.owns(focus)]

    def _at_keyboard(self) -> PartWidget | None:
        """The part that is shown and has the focus, or had it last, or is where it begins."""
        focused = next(iter(self._focused()), self._last)
        return focused if focused in self._here() else self._beginning()

    def _beginning(self) -> PartWidget | None:
        here = self._here()
        waits = (part for part in here if part.chooses or not _filled(part))
        return next(waits, next(iter(here), None))

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None:
            self._last = next((part for part in self._here() if part.owns(new)), self._last)
            if old is not None:
                self._say_wrong(old, new)

    def _say_wrong(self, old: QWidget, new: QWidget) -> None:
        """Say what is wrong with a part that the keyboard leaves: at every letter it would be in the way."""
        for key, part in self._parts.items():
            if part.owns(old) and not part.owns(new) and part.problem_code():
                field, message = part.first_field(), self._messages[key]
                beside = field.accessibleDescription() if field is not None else ""
                say(message, message.text() or beside, now=True)

    def _describe(self, key: str, words: str) -> None:
        """What is wrong is read with the field; numbers say it there by themselves."""
        field = self._parts[key].first_field()
        if field is not None and words != self._described.get(key, ""):
            self._described[key] = words
            field.setAccessibleDescription(words)

    def _type(self, text: str) -> bool:
        """Go on in a field, or in the search of a list, from what was typed elsewhere.

        It is the field of the part in which the keyboard is, or the first that is shown.
        """
        at = self._at_keyboard()
        parts = [*([at] if at is not None else []), *self._here()]
        field = next((field for part in parts if (field := part.first_field())), None)
        if field is None:
            found = any(part.begin_search(text) for part in self._here())
            if not found:
                self.unclaimed.emit(text)
            return found
        field.setFocus(Qt.FocusReason.OtherFocusReason)  # which selects nothing
        if isinstance(field, QLineEdit):
            field.insert(text)
        else:
            field.insertPlainText(text)
        reveal(field)
        return True

    def _share(self, value: Value | None, key: str, *, first: bool) -> Value | None:
        if not self._spec.composite or state_of(value):
            return value
        if isinstance(value, dict) and set(value) <= set(self._parts):
            return value.get(key)
        return value if first else None

    def _add(self, part: PartSpec) -> None:
        widget, message = self._maker.make(part), InlineMessage()
        widget.setProperty(PART, part.id)
        self._parts[part.id], self._messages[part.id] = widget, message
        if self._spec.composite and part.label is not None:
            self._labels[part.id] = _label(part.label, self._tr, both=self._maker.both)
            self._layout.addWidget(self._labels[part.id])
        self._layout.addWidget(message)
        self._layout.addWidget(widget)
        self._listen(widget)

    def _listen(self, widget: PartWidget) -> None:
        widget.changed.connect(self._on_changed)
        widget.option_toggled.connect(self.option_toggled)
        widget.state_chosen.connect(self.state_chosen)
        widget.unclaimed.connect(self.press)

    def _on_changed(self) -> None:
        self._passed = {key for key in self._passed if self.is_passed(key)}
        self.problem.emit(self._show_problem())
        self.changed.emit(self.value())

    def _show_problem(self) -> str:
        codes = {key: widget.problem_code() for key, widget in self._parts.items()}
        for key, code in codes.items():
            if not code and self.is_passed(key):
                self._messages[key].show_text(self._tr("Not asked"), "info")
            else:
                words = _sentence(code, self._tr)
                self._messages[key].show_text(words, "error", quiet=True)
                self._describe(key, words)
        return next((code for code in codes.values() if code), "")


def answer_widget(
    spec: AnswerSpec,
    *,
    tr: Translate = english,
    tr_person: Translate | None = None,
    parent: QWidget | None = None,
) -> AnswerWidget:
    """Return the widget for a question of any type."""
    return AnswerWidget(spec, tr=tr, tr_person=tr_person, parent=parent)


def _filled(part: PartWidget) -> bool:
    field = part.first_field()
    return field is not None and bool(field_text(field))


def _label(pair: Pair, tr: Translate, *, both: bool) -> QWidget:
    left, right = pair_labels(pair, tr=tr, size=17, bold=True, read_out=False)
    if not both:
        right.deleteLater()
        return left
    return Halves(left, right, margin=(0.5, 0.5))


def _sentence(code: str, tr: Translate) -> str:
    if code in {"", "answer_name", "answer_clock"} or code.startswith(("number_", "amount_")):
        return ""  # names, times and numbers say it themselves, beside their field
    sentences = {
        "answer_date_form": tr(
            "Please write the year first, as in 2024-06-14, 令和6 or R6; or only the words."
        ),
        "answer_date_none": tr("There is no such day in this calendar."),
        "answer_date_era": tr("This era had not begun, or was over."),
        "answer_date_era_missing": tr("Please write the era before the year, as in 令和6 or R6."),
        "answer_reason_missing": tr("Please say why it was not possible."),
        "answer_too_long": tr(
            "This text is longer than a record can hold. Shorten it, or write the rest as a note."
        ),
        "answer_groups_missing": tr("Please tick which parts may be passed on."),
    }
    return sentences.get(code, tr("This entry is not complete yet."))
