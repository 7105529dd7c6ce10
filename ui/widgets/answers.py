# SPDX-License-Identifier: MIT
"""The answer widget of a question: its parts, one under the other, made from an `AnswerSpec`.

It emits the value forms of CONTENT.md §2 and knows nothing of packs, gates or storage.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.ruby import strip_ruby
from ui.a11y import Role, name, set_role, tab_order
from ui.theme import current_theme
from ui.widgets.answer_spec import (
    DECLINED,
    STATES,
    UNSURE,
    AnswerSpec,
    Kind,
    Pair,
    PartSpec,
    SideText,
    Value,
)
from ui.widgets.banners import InlineMessage
from ui.widgets.choice_row import RowSpec
from ui.widgets.entries import PART
from ui.widgets.form_line import FormLine, PartLabel
from ui.widgets.halves import Halves, pair_labels
from ui.widgets.keys import is_typing
from ui.widgets.part_base import Field, PartWidget, state_of
from ui.widgets.part_choice import CheckPart, ChoicePart, StatedPart, is_short, sides
from ui.widgets.part_date import DatePart
from ui.widgets.part_input import PlacePart, TextPart
from ui.widgets.part_name import NamePart
from ui.widgets.part_number import ClockPart, MoneyPart, NumberPart
from ui.widgets.reveal import reveal
from ui.widgets.text_entry import TextLook
from ui.widgets.words import Translate, english

_ONE_LINE = frozenset({Kind.CLOCK, Kind.NUMBER, Kind.MONEY})
_CHOSEN = frozenset({Kind.YN4, Kind.ONE, Kind.MANY, Kind.STATEMENT, Kind.CONSENT})


class AnswerWidget(QWidget):
    """All parts of one question. `value` is bare for a plain question, by part for a composite one."""

    changed = Signal(object)
    option_toggled = Signal(str)
    state_chosen = Signal(str)
    problem = Signal(str)

    def __init__(
        self,
        spec: AnswerSpec,
        *,
        tr: Translate = english,
        tr_person: Translate | None = None,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._spec, self._tr, self._compact = spec, tr, compact
        self._form = compact and len(spec.parts) > 1
        self._both = bool(spec.person_lang) or spec.question.person is not None
        self._states = _states(spec, tr, tr_person, both=self._both)
        self._parts: dict[str, PartWidget] = {}
        self._said: dict[str, InlineMessage] = {}  # what is wrong with a part, directly above it
        self._labels: dict[str, QWidget] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0 if compact else current_theme().space(2))
        for part in spec.parts:
            self._add(part)
        if (field := self._first_field()) is not None:
            self.setFocusProxy(field)

    def value(self) -> Value | None:
        """Return the value form, or None while nothing valid is entered."""
        values = {key: widget.value() for key, widget in self._parts.items()}
        given = {key: value for key, value in values.items() if value is not None}
        if not given:
            return None
        if not self._spec.composite:
            return next(iter(given.values()))
        return dict(given)

    def set_value(self, value: Value | None) -> None:
        """Show a value form; emits nothing."""
        for number, (key, widget) in enumerate(self._parts.items()):
            widget.set_value(self._share(value, key, first=number == 0))
        self._show_problem()

    def press(self, text: str) -> bool:
        """Choose by a key: in the part that has the focus, else in the first that takes it.

        A question with a field in sight for text or numbers takes what is typed into that field.
        """
        if self._first_field() is not None:
            return self._type(text)
        focus = cast("QWidget | None", self.window().focusWidget())
        focused = [p for p in self._parts.values() if focus is not None and p.isAncestorOf(focus)]
        return any(part.press(text) for part in focused or self._parts.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if not (is_typing(event) and self._type(typed)):
            super().keyPressEvent(event)

    def fit(self, width: int, height: int) -> None:
        """Lay all parts out for this room, px."""
        lists = self._lists()
        left = height - self._beside_lists(width)
        for number, part in enumerate(lists):
            part.fit(width, left - sum(after.lowest(width) for after in lists[number + 1 :]))
            left -= part.heightForWidth(width)

    def lowest(self, width: int) -> int:
        """The least height, px, that `fit` can bring it to."""
        return self._beside_lists(width) + sum(part.lowest(width) for part in self._lists())

    @property
    def grows(self) -> bool:
        """Whether it has a use for all the height there is: an account in the person's own words."""
        return self._compact and [part.kind for part in self._spec.parts] == [Kind.TEXT]

    def entry(self) -> QWidget | None:
        """Where the keyboard begins: the first field, or what is chosen, or the first option."""
        return self._first_field() or next(iter(tab_order(self)), None)

    def _lists(self) -> list[PartWidget]:
        return [self._parts[part.id] for part in self._spec.parts if _is_list(part)]

    def _beside_lists(self, width: int) -> int:
        """The height of all that is no list."""
        lists = sum(part.heightForWidth(width) for part in self._lists())
        return self.heightForWidth(width) - lists

    def state_line(self) -> QWidget | None:
        """Return the line of *unsure* and *declined* of a question with one part, for the card's foot."""
        if not self._compact or self._form:
            return None
        return next(iter(self._parts.values())).state_line()

    def part(self, key: str) -> PartWidget:
        """Return the widget of a part. Raises KeyError for an unknown one."""
        return self._parts[key]

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
        """Say something above a part, scroll there and put the keyboard into it."""
        part, said = self._parts[key], self._said[key]
        said.show_text(text, kind)
        next(iter(tab_order(part)), part).setFocus()
        reveal(part, led_by=self._labels.get(key, said))

    def _first_field(self) -> Field | None:
        fields = (part.first_field() for part in self._parts.values())
        return next((field for field in fields if field is not None), None)

    def _type(self, text: str) -> bool:
        """Go on in the first field, or in the search of a long list, from what was typed elsewhere."""
        field = self._first_field()
        if field is None:
            return any(part.begin_search(text) for part in self._parts.values())
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
        widget = self._made(part)
        self._parts[part.id] = widget
        widget.setProperty(PART, part.id)
        said = self._said[part.id] = InlineMessage()
        if self._form:
            self._layout.addWidget(self._line(part, said, widget))
        else:
            if self._spec.composite and part.label is not None:
                self._labels[part.id] = _label(part.label, self._tr, both=self._both)
                self._layout.addWidget(self._labels[part.id])
            self._layout.addWidget(said)
            self._layout.addWidget(widget)
        widget.changed.connect(self._on_changed)
        widget.option_toggled.connect(self.option_toggled)
        widget.state_chosen.connect(self.state_chosen)
        widget.unclaimed.connect(self._type)

    def _line(self, part: PartSpec, said: InlineMessage, widget: PartWidget) -> FormLine:
        """A line of the form: the words of a list stand above it, those of all else before it."""
        stacked = _is_list(part)
        label = None
        if part.label is not None:
            label = PartLabel(part.label, both=self._both, abreast=stacked)
            self._labels[part.id] = label
        line = FormLine(label, said, widget, stacked=stacked)
        if part.label is not None:
            person = part.label.person
            said_too = strip_ruby(person.text) if self._both and person is not None else ""
            set_role(name(line, widget.name, said_too), Role.Grouping)
        return line

    def _made(self, part: PartSpec) -> PartWidget:
        spec, tr, compact = self._spec, self._tr, self._compact
        if part.kind in _CHOSEN:
            return ChoicePart(
                spec, part, states=self._states, both=self._both, compact=compact, tr=tr
            )
        if part.kind is Kind.CHECK:
            return CheckPart(spec, part, tr=tr)
        look: TextLook = "tall" if self.grows else "low" if self._form else "under"
        inner = _input(spec, part, look, tr)
        if not self._states:
            return inner
        beside = self._form and part.kind in _ONE_LINE
        return StatedPart(inner, self._states, compact=compact, beside=beside, tr=tr)

    def _on_changed(self) -> None:
        self.problem.emit(self._show_problem())
        self.changed.emit(self.value())

    def _show_problem(self) -> str:
        codes = {key: widget.problem_code() for key, widget in self._parts.items()}
        for key, code in codes.items():
            self._said[key].show_text(_sentence(code, self._tr), "error")
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


def _is_list(part: PartSpec) -> bool:
    return part.kind in _CHOSEN and not is_short(part)


def _input(spec: AnswerSpec, part: PartSpec, look: TextLook, tr: Translate) -> PartWidget:
    match part.kind:
        case Kind.CLOCK:
            return ClockPart(spec, part, tr=tr)
        case Kind.NAME:
            return NamePart(spec, part, tr=tr)
        case Kind.NUMBER:
            return NumberPart(spec, part, tr=tr)
        case Kind.MONEY:
            return MoneyPart(spec, part, tr=tr)
        case Kind.DATE:
            return DatePart(spec, part, tr=tr)
        case Kind.PLACE:
            return PlacePart(spec, part, tr=tr)
        case _:
            return TextPart(spec, part, look=look, tr=tr)


def _states(
    spec: AnswerSpec, tr: Translate, tr_person: Translate | None, *, both: bool
) -> Sequence[RowSpec]:
    if not spec.states:
        return ()
    words = {UNSURE: "I am not sure", DECLINED: "I do not want to answer"}
    given = {UNSURE: spec.unsure, DECLINED: spec.declined}
    rows = []
    for state in sorted(STATES, reverse=True):
        person = SideText(spec.person_lang, tr_person(words[state])) if tr_person else None
        officer = tr("Not sure") if state == UNSURE else tr("Does not want to answer")
        pair = given[state] or Pair(SideText("", officer), person)
        rows.append(RowSpec(state, sides(pair, both=both), quiet=True))
    return rows


def _label(pair: Pair, tr: Translate, *, both: bool) -> QWidget:
    left, right = pair_labels(pair, tr=tr, size=17, bold=True, read_out=False)
    if not both:
        right.deleteLater()
        return left
    return Halves(left, right, margin=(0.5, 0.5))


def _sentence(code: str, tr: Translate) -> str:
    if code in {"", "answer_name", "answer_clock"} or code.startswith(("number_", "amount_")):
        return ""  # names, times and numbers say it themselves, beside their field
    known = {
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
    return known.get(code, tr("This entry is not complete yet."))
