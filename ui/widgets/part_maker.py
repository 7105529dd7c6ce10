# SPDX-License-Identifier: MIT
"""Which widget a part of a question is answered with, from its `PartSpec`."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from ui.theme.pictograms import picture_of_answer
from ui.widgets.answer_spec import (
    DECLINED,
    STATES,
    UNSURE,
    AnswerSpec,
    Kind,
    Pair,
    PartSpec,
    SideText,
)
from ui.widgets.choice_row import RowSpec
from ui.widgets.part_base import PartWidget
from ui.widgets.part_choice import (
    CheckPart,
    ChoicePart,
    StatedPart,
    is_short,
    part_name,
    sides,
)
from ui.widgets.part_date import DatePart
from ui.widgets.part_input import PlacePart, TextPart
from ui.widgets.part_name import NamePart
from ui.widgets.part_number import ClockPart, MoneyPart, NumberPart
from ui.widgets.text_entry import TextLook
from ui.widgets.words import Translate

_ONE_LINE = frozenset({Kind.CLOCK, Kind.NUMBER, Kind.MONEY})
_CHOSEN = frozenset({Kind.YN4, Kind.ONE, Kind.MANY, Kind.STATEMENT, Kind.CONSENT})


def is_list(part: PartSpec) -> bool:
    """Whether a part is a list of options that need a line each."""
    return part.kind in _CHOSEN and not is_short(part)


@dataclass(frozen=True, slots=True)
class PartMaker:
    """Makes the widgets of one question. ``compact``: as the interview's card has them."""

    spec: AnswerSpec
    tr: Translate
    tr_person: Translate | None
    compact: bool

    @property
    def both(self) -> bool:
        """Whether there is a half of the person."""
        return bool(self.spec.person_lang) or self.spec.question.person is not None

    @property
    def form(self) -> bool:
        """Whether the parts are lines of one form."""
        return self.compact and len(self.spec.parts) > 1

    @property
    def grows(self) -> bool:
        """Whether it has a use for all the height there is: an account in the person's own words."""
        return self.compact and [part.kind for part in self.spec.parts] == [Kind.TEXT]

    def make(self, part: PartSpec) -> PartWidget:
        """Return the widget of a part, with *unsure* and *declined* where they are offered."""
        spec, tr, states = self.spec, self.tr, self._states()
        if part.kind in _CHOSEN:
            return ChoicePart(
                spec, part, states=states, both=self.both, compact=self.compact, tr=tr
            )
        if part.kind is Kind.CHECK:
            return CheckPart(spec, part, tr=tr)
        inner = self._input(part)
        if not states:
            return inner
        beside = self.form and part.kind in _ONE_LINE
        return StatedPart(inner, states, compact=self.compact, beside=beside, tr=tr)

    def made_for(self, part: PartSpec) -> Hashable:
        """What a widget is made for beside the words of one question; None: for this question alone."""
        spec, alone = self.spec, (Kind.CHECK, Kind.CONSENT)
        if part.kind in alone:
            return None
        if part.kind in _CHOSEN:
            return "choice", part.searchable, self.form and is_short(part), spec.states, self.both
        by = spec.interpreter, spec.interpreter_place
        sides = spec.person_lang, spec.officer_lang, *by, spec.marks
        return replace(part, id="", label=None), self.form, self.grows, spec.states, *sides

    def renew(self, widget: PartWidget, part: PartSpec) -> None:
        """Let a widget that was made for the like be that of a part: nothing stands in it."""
        if isinstance(widget, ChoicePart):
            widget.take(self.spec, part, states=self._states(), both=self.both, tr=self.tr)
        elif isinstance(widget, StatedPart):
            widget.take(part_name(self.spec, part), self._states())
        else:
            widget.renew(part_name(self.spec, part))

    def _input(self, part: PartSpec) -> PartWidget:
        spec, tr = self.spec, self.tr
        look: TextLook = "tall" if self.grows else "low" if self.form else "under"
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

    def _states(self) -> Sequence[RowSpec]:
        spec = self.spec
        if not spec.states:
            return ()
        own = {UNSURE: "I am not sure", DECLINED: "I do not want to answer"}
        given = {UNSURE: spec.unsure, DECLINED: spec.declined}
        rows = []
        for state in sorted(STATES, reverse=True):
            words_of_state = self.tr_person(own[state]) if self.tr_person else None
            person = (
                SideText(spec.person_lang, words_of_state) if words_of_state is not None else None
            )
            officer = self.tr("Not sure") if state == UNSURE else self.tr("Does not want to answer")
            pair = given[state] or Pair(SideText("", officer), person)
            words = sides(pair, both=self.both)
            rows.append(RowSpec(state, words, quiet=True, picture=picture_of_answer(state)))
        return rows
