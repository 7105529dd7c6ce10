# SPDX-License-Identifier: MIT
"""Parts answered by choosing: yn4, one, many, statement, consent, and the officer's checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from app.domain.ruby import strip_ruby
from ui.widgets.answer_spec import AnswerSpec, Kind, OptionSpec, Pair, PartSpec, SideText, Value
from ui.widgets.board_body import BoardBody
from ui.widgets.choice import LONG, ChoiceBody, ChoiceLook
from ui.widgets.choice_row import RowSpec
from ui.widgets.fields import TextArea, TextInput
from ui.widgets.form import FormField
from ui.widgets.mark_select import WordsMark
from ui.widgets.panel import row
from ui.widgets.part_base import Field, PartWidget, state_of
from ui.widgets.picture_choice import PictureChoice
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

PARTS = "parts"
DONE, NOT_POSSIBLE = "done", "not_possible"
_SEGMENTS = 3


def sides(pair: Pair, *, both: bool) -> tuple[SideText, ...]:
    """Return the texts of a row: two halves when the card has two."""
    if not both:
        return (pair.officer,)
    return pair.officer, pair.person or SideText(pair.officer.lang, "—")


def part_name(spec: AnswerSpec, part: PartSpec) -> str:
    """Return what assistive technology calls a part: its label, or the question."""
    pair = part.label or spec.question
    return strip_ruby(pair.officer.text)


def is_short(part: PartSpec) -> bool:
    """Whether all answers of a choice stand in one line of a form."""
    return part.kind in (Kind.YN4, Kind.ONE, Kind.STATEMENT) and len(part.options) <= _SEGMENTS


def _rows(options: Sequence[OptionSpec], tr: Translate, *, both: bool) -> list[RowSpec]:
    """The rows of a list: where some have pictures, the words of all begin behind them."""
    pictured = any(option.picture for option in options)
    return [_row(option, tr, both=both, pictured=pictured) for option in options]


def _row(option: OptionSpec, tr: Translate, *, both: bool, pictured: bool) -> RowSpec:
    texts = sides(option.label, both=both)
    if option.officer_only and both:
        texts = (option.label.officer, SideText("", tr("Recorded by the officer, not a choice")))
    return RowSpec(
        option.id,
        texts,
        option.exclusive,
        option.search,
        quiet=option.officer_only,
        picture=option.picture if pictured else None,
    )


class ChoicePart(PartWidget):
    """Options in one or two halves. A consent to parts also asks which groups of data."""

    chooses: ClassVar[bool] = True

    def __init__(  # noqa: PLR0913 all by name
        self,
        spec: AnswerSpec,
        part: PartSpec,
        *,
        states: Sequence[RowSpec],
        both: bool,
        compact: bool,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(part_name(spec, part), parent)
        self._part, self._compact = part, compact
        look = self._look(spec)
        rows = _rows(part.options, tr, both=both)
        name = "" if compact else self.name  # the card, or its line, is the group
        self._body: ChoiceBody
        if compact:
            segments = len(spec.parts) > 1 and is_short(part)
            board = BoardBody(rows, name=name, look=look, states=states, segments=segments, tr=tr)
            board.option_wanted.connect(self.option_wanted)
            self._body = board
        else:
            pointing = spec.for_person and any(row.picture for row in rows)
            body = PictureChoice if pointing else ChoiceBody
            self._body = body(rows, name=name, look=look, states=states, tr=tr)
        self.body.addWidget(self._body)
        self._groups = self._group_body(tr, both=both)
        self._body.toggled.connect(self.option_toggled)
        self._body.state_chosen.connect(self.state_chosen)
        self._body.changed.connect(self._on_changed)
        self._body.unclaimed.connect(self.unclaimed)

    def take(
        self,
        spec: AnswerSpec,
        part: PartSpec,
        *,
        states: Sequence[RowSpec],
        both: bool,
        tr: Translate,
    ) -> None:
        """Be a part of the same kind in another question, with its options. Not for consent to parts."""
        self._part = part
        if isinstance(self._body, BoardBody):
            rows = _rows(part.options, tr, both=both)
            self._body.take(rows, look=self._look(spec), states=states)
        self.renew(part_name(spec, part))

    def _look(self, spec: AnswerSpec) -> ChoiceLook:
        part, compact = self._part, self._compact
        return ChoiceLook(
            multi=part.kind is Kind.MANY,
            searchable=part.searchable or (not compact and len(part.options) > 2 * LONG),
            free=part.free,
            size=16 if spec.composite or compact else 18,
            states_abreast=spec.composite,
        )

    def value(self) -> Value | None:
        chosen = self._body.value()
        if self._groups is not None and chosen == PARTS:
            groups = self._groups.chosen()
            return {"consent": PARTS, "groups": list(groups)} if groups else None
        return list(chosen) if isinstance(chosen, list) else chosen

    def set_value(self, value: Value | None) -> None:
        groups: Value = []
        if isinstance(value, dict) and "consent" in value:
            groups = value.get("groups", [])
            value = value["consent"]
        self._body.set_value(value)
        if self._groups is not None:
            self._groups.set_value(groups)
            self._show_groups()

    def problem_code(self) -> str:
        missing = (
            self._groups is not None and self._body.value() == PARTS and not self._groups.chosen()
        )
        return "answer_groups_missing" if missing else ""

    def press(self, text: str) -> bool:
        return self._body.press(text)

    def fit(self, width: int, height: int) -> None:
        boards = [body for body in (self._body, self._groups) if isinstance(body, BoardBody)]
        shown = [body for body in boards if not body.isHidden()]
        for number, body in enumerate(shown):
            body.fit(width, height - sum(other.lowest(width) for other in shown[number + 1 :]))
            height -= body.heightForWidth(width)

    def lowest(self, width: int, *, plain: bool = False) -> int:
        return sum(
            body.lowest(width, plain=plain)
            for body in (self._body, self._groups)
            if isinstance(body, BoardBody) and not body.isHidden()
        )

    def press_state(self, state: str) -> bool:
        return self._body.press_state(state)

    def show_options(self, options: range | None) -> None:
        if isinstance(self._body, BoardBody):
            self._body.show_options(options)

    def show_keys(self, *, on: bool) -> None:
        if isinstance(self._body, BoardBody):
            self._body.show_keys(on=on)

    def state_line(self) -> QWidget | None:
        return self._body.state_line() if isinstance(self._body, BoardBody) else None

    def take_states_back(self) -> None:
        if isinstance(self._body, BoardBody):
            self._body.take_states_back()

    def summary(self, options: range | None) -> str:
        return self._body.summary(options)

    def begin_search(self, text: str) -> bool:
        return self._body.begin_search(text)

    def _group_body(self, tr: Translate, *, both: bool) -> ChoiceBody | None:
        if self._part.kind is not Kind.CONSENT or not self._part.groups:
            return None
        self._groups_label = TextLabel(tr("Which parts may be passed on?"), bold=True)
        body = (BoardBody if self._compact else ChoiceBody)(
            _rows(self._part.groups, tr, both=both),
            name=tr("Which parts may be passed on?"),
            look=ChoiceLook(multi=True, numbered=False, size=16),
            tr=tr,
        )
        body.changed.connect(self.announce)
        body.unclaimed.connect(self.unclaimed)
        self.body.addWidget(self._groups_label)
        self.body.addWidget(body)
        self._groups_label.hide()
        body.hide()
        return body

    def _on_changed(self) -> None:
        self._show_groups()
        self.announce()

    def _show_groups(self) -> None:
        if self._groups is not None:
            shown = self._body.value() == PARTS
            self._groups.setVisible(shown)
            self._groups_label.setVisible(shown)


class CheckPart(PartWidget):
    """Done, or not possible because of a reason: the officer's preparation."""

    chooses: ClassVar[bool] = True

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(part_name(spec, part), parent)
        rows = [
            RowSpec(DONE, (SideText("", tr("Done")),)),
            RowSpec(NOT_POSSIBLE, (SideText("", tr("Not possible")),)),
        ]
        self._body = ChoiceBody(rows, name=self.name, look=ChoiceLook(columns=2), tr=tr)
        self._reason = TextInput(tr("Why, and what was done instead"))
        self._field = FormField(tr("Why, and what was done instead"), self._reason)
        self._mark = WordsMark(spec.marks, self._reason, tr=tr)
        self._mark.chosen_changed.connect(self.announce)
        self._field.body.addLayout(row(self._mark))
        self._field.hide()
        self.body.addWidget(self._body)
        self.body.addWidget(self._field)
        self._body.toggled.connect(self.option_toggled)
        self._body.changed.connect(self._on_changed)
        self._body.unclaimed.connect(self.unclaimed)
        self._reason.textEdited.connect(self.announce)

    def value(self) -> Value | None:
        if self._body.value() == DONE:
            return DONE
        reason = self._reason.plain()
        if self._body.value() != NOT_POSSIBLE or not reason:
            return None
        return self._mark.beside({NOT_POSSIBLE: reason})

    def set_value(self, value: Value | None) -> None:
        reason = value.get(NOT_POSSIBLE) if isinstance(value, dict) else None
        done = value is True or value in (DONE, "yes")
        self._body.set_value(DONE if done else NOT_POSSIBLE if reason is not None else None)
        self._reason.setText(reason if isinstance(reason, str) else "")
        self._mark.show_of(value)
        self._field.setVisible(reason is not None)

    def problem_code(self) -> str:
        missing = self._body.value() == NOT_POSSIBLE and not self._reason.plain()
        return "answer_reason_missing" if missing else super().problem_code()

    def press(self, text: str) -> bool:
        return self._body.press(text)

    def first_field(self) -> Field | None:
        return None if self._field.isHidden() else self._reason

    def _on_changed(self) -> None:
        shown = self._body.value() == NOT_POSSIBLE
        self._field.setVisible(shown)
        if shown:
            self._reason.setFocus()
        self.announce()


class StatedPart(PartWidget):
    """Puts *unsure* and *declined* under an input, or ``beside`` it.

    Choosing one empties the input; taking it back brings back what was typed.
    """

    def __init__(  # noqa: PLR0913 all by name
        self,
        inner: PartWidget,
        states: Sequence[RowSpec],
        *,
        compact: bool,
        beside: bool = False,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(inner.name, parent)
        self._inner = inner
        self._aside: tuple[Value | None, list[str]] = (None, [])
        self._look = look = ChoiceLook(
            size=14 if beside else 16, states_abreast=True, numbered=False
        )
        name = "" if compact else inner.name  # the card, or its line, is the group
        self._states: ChoiceBody
        if compact:
            self._states = BoardBody(
                [], name=name, look=look, states=states, segments=beside, tr=tr
            )
        else:
            self._states = ChoiceBody([], name=name, look=look, states=states, tr=tr)
        way = QBoxLayout.Direction
        line = QBoxLayout(way.LeftToRight if beside else way.TopToBottom)
        line.setSpacing(self.body.spacing())
        line.addWidget(inner, 1)
        line.addWidget(self._states, int(beside))
        self.body.addLayout(line)
        inner.changed.connect(self._on_inner)
        self._states.state_chosen.connect(self.state_chosen)
        self._states.changed.connect(self._on_state)
        self._states.unclaimed.connect(self.unclaimed)

    def take(self, name: str, states: Sequence[RowSpec]) -> None:
        """Be a part of the same kind in another question."""
        self._aside = (None, [])
        if isinstance(self._states, BoardBody):
            self._states.take((), look=self._look, states=states)
        self._inner.renew(name)
        self.name = name

    def value(self) -> Value | None:
        return self._states.state() or self._inner.value()

    def set_value(self, value: Value | None) -> None:
        state = state_of(value)
        self._states.set_value(state or None)
        self._inner.set_value(None if state else value)

    def problem_code(self) -> str:
        return "" if self._states.state() else self._inner.problem_code()

    def first_field(self) -> Field | None:
        return self._inner.first_field()

    def press_state(self, state: str) -> bool:
        return self._states.press_state(state)

    def lowest(self, width: int, *, plain: bool = False) -> int:
        line, height = self.state_line(), self.heightForWidth(width)
        apart = line is not None and not self.isAncestorOf(line)
        return height + self.states_height(width) if apart else height

    def state_line(self) -> QWidget | None:
        return self._states.state_line() if isinstance(self._states, BoardBody) else None

    def take_states_back(self) -> None:
        if isinstance(self._states, BoardBody):
            self._states.take_states_back()

    def summary(self, options: range | None) -> str:
        return self._states.summary(None) or self._inner.summary(options)

    def _on_inner(self) -> None:
        self._states.set_value(None)
        self.announce()

    def _on_state(self) -> None:
        if self._states.state():
            self._put_aside()
        else:
            self._bring_back()
        self.announce()

    def _put_aside(self) -> None:
        typed = [field.text() for field in self._fields()]
        if any(typed):  # from one state to the other nothing is left to put aside
            self._aside = self._inner.value(), typed
        self._inner.set_value(None)

    def _bring_back(self) -> None:
        value, typed = self._aside
        self._inner.set_value(value)
        for field, text in zip(self._fields(), typed, strict=False):
            if field.text() != text:
                field.setText(text) if isinstance(field, QLineEdit) else field.setPlainText(text)

    def _fields(self) -> list[QLineEdit | TextArea]:
        return [*self._inner.findChildren(QLineEdit), *self._inner.findChildren(TextArea)]
