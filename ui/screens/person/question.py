# SPDX-License-Identifier: MIT
"""One question, very large answers, and the two answers that are always right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.ruby import strip_ruby
from app.domain.value import Json
from ui.a11y import tab_order
from ui.screens.person.button_grid import ButtonGrid
from ui.screens.person.crowding import NOTICE, OPTION, QUESTION, Crowding
from ui.screens.person.person_spec import is_plain_choice, said_in
from ui.screens.person.scrolling import ScrollingPage
from ui.theme.pictograms import picture_of_answer
from ui.widgets.answer_spec import AnswerSpec, Kind, PartSpec
from ui.widgets.answers import AnswerWidget
from ui.widgets.buttons import Button
from ui.widgets.choice import ChoiceBody, ChoiceLook
from ui.widgets.choice_row import RowSpec
from ui.widgets.entries import entries, put_back, raw
from ui.widgets.picture_choice import PictureChoice
from ui.widgets.text import text_widget
from ui.widgets.words import Translate

_FEW: Final = 6  # options that stand one under the other
_MANY: Final = 12  # from here on more pictures are in sight where their words are smaller


class QuestionPage(ScrollingPage):
    """``given`` carries the value form, also ``unsure`` and ``declined``; ``listen_wanted`` an option.

    ``tr_hint`` gives nothing where the language has no words for a hint; a button always has words.
    ``by_ear``: a button beside each option reads it aloud.
    """

    given = Signal(object)
    listen_wanted = Signal(str)

    def __init__(  # noqa: PLR0913 a page's looks are its keywords
        self,
        spec: AnswerSpec,
        tr_person: Translate,
        tr_hint: Translate,
        larger: int,
        *,
        by_ear: bool = False,
        crowding: Crowding = Crowding.ROOMY,
    ) -> None:
        super().__init__(spec.officer_lang, 1 if crowding else 2)
        self._by_ear, self._crowding = by_ear, crowding
        self._spec, self._tr_person, self._larger = spec, tr_person, larger
        self._tr_hint = tr_hint
        lang = self._lang = spec.officer_lang
        self.answer: AnswerWidget | None = None
        self.choices: ChoiceBody | None = None
        column = self._column
        if spec.notice is not None:
            column.addWidget(text_widget(lang, spec.notice.text, self._size(NOTICE)))
        if spec.lead_in is not None:
            column.addWidget(text_widget(lang, spec.lead_in.officer.text, self._size(OPTION - 1)))
        column.addWidget(
            text_widget(lang, spec.question.officer.text, self._size(QUESTION), bold=True)
        )
        column.addWidget(self._input())
        column.addStretch(1)
        self._rows.addWidget(self._foot())

    def focus_entry(self) -> None:
        """Put the keyboard on the answers."""
        first = self.answer.entry() if self.answer is not None else None
        if self.choices is not None:
            first = next(iter(tab_order(self.choices)), None)
        (first or self).setFocus()

    def enter(self, entered: Mapping[str, Json]) -> None:
        """Let stand what a page that asked the same held: letters became larger, the window lower."""
        for key, value in entered.items():
            entry = entries(self).get(key)  # anew each time: one field may make others
            if entry is not None and raw(entry) != value:
                put_back(entry, value)

    def mark_heard(self, option: str) -> None:
        """Show which option is being read aloud; empty: none."""
        if self.choices is not None:
            self.choices.mark_heard(option)

    def _input(self) -> QWidget:
        if is_plain_choice(self._spec):
            self.choices = self._choices(self._spec.parts[0])
            self.choices.listen_wanted.connect(self.listen_wanted)
            self.choices.changed.connect(lambda _value: self._draw())
            return self.choices
        self.answer = AnswerWidget(self._spec, tr=self._tr_hint)
        self.answer.changed.connect(lambda _value: self._draw())
        return self.answer

    def _choices(self, part: PartSpec) -> ChoiceBody:
        """Pictures to point at where the options have some, else rows."""
        count = len(part.options)
        pointing = any(option.picture for option in part.options)
        smaller = (count > _FEW) + (count > _MANY) if pointing else 0
        look = ChoiceLook(
            multi=part.kind is Kind.MANY,
            size=self._size(OPTION - smaller),
            numbered=False,
            columns=2 if count > _FEW else 1,
            listen=strip_ruby(self._tr_person("Listen")) if self._by_ear else "",
        )
        rows = [
            RowSpec(option.id, (option.label.officer,), option.exclusive, picture=option.picture)
            for option in part.options
        ]
        name = strip_ruby(self._spec.question.officer.text)
        return (PictureChoice if pointing else ChoiceBody)(
            rows, name=name, look=look, tr=self._tr_hint
        )

    def _foot(self) -> QWidget:
        """Not sure, do not want to answer; and the answer itself."""
        buttons = []
        states = (
            ("unsure", self._tr_person("I am not sure")),
            ("declined", self._tr_person("I do not want to answer")),
        )
        for state, words in states:
            picture = "" if self._crowding is Crowding.TIGHT else picture_of_answer(state)
            button = self._button(words, rank="outlined", icon=picture)
            button.clicked.connect(lambda _=False, chosen=state: self.given.emit(chosen))
            buttons.append(button)
        check = "" if self._crowding else "check"
        self.done = self._button(self._tr_person("Done"), rank="filled", icon=check)
        self.done.clicked.connect(self._on_done)
        self._draw()
        return ButtonGrid([*buttons, self.done])

    def _button(self, text: str, *, rank: str, icon: str) -> Button:
        filled = rank == "filled"
        return Button(
            strip_ruby(text),
            rank="filled" if filled else "outlined",
            size="small" if self._crowding else "large",
            icon=icon,
            lang=self._lang,
            tone="primary" if filled else "neutral",
            type_size=self._size(OPTION - 2),
        )

    def _value(self) -> Json:
        if self.choices is not None:
            chosen: Sequence[str] = self.choices.chosen()
            if not chosen:
                return None
            return list(chosen) if self._spec.parts[0].kind is Kind.MANY else chosen[0]
        value = self.answer.value() if self.answer is not None else None
        return said_in(self._spec, value) if value is not None else None  # type: ignore[arg-type]

    def _draw(self) -> None:
        self.done.setEnabled(self._value() is not None)

    def _on_done(self) -> None:
        value = self._value()
        if value is not None:
            self.given.emit(value)

    def _size(self, place: int) -> int:
        return self._crowding.letters(place, self._larger)
