# SPDX-License-Identifier: MIT
"""A date as far as it is known, with the words it was said in and the calendar they belong to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.calendars import (
    ERA,
    GREGORIAN,
    NEPALI,
    OTHER,
    THAI,
    DateReading,
    Meant,
    as_said,
    as_typed,
    typed_date,
)
from ui.widgets.answer_spec import AnswerSpec, PartSpec, Value
from ui.widgets.fields import Select, TextInput
from ui.widgets.form import FormField
from ui.widgets.mark_select import WordsMark, with_mark
from ui.widgets.offers import Offers
from ui.widgets.panel import row
from ui.widgets.part_base import Field, PartWidget
from ui.widgets.part_choice import part_name
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class DatePart(PartWidget):
    """Year, month and day, each as far as known, or only the words; it says how it was read.

    Every keystroke is taken, in the digits of any script; a whole date may stand in the first field.
    """

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        name = part_name(spec, part)
        super().__init__(name, parent)
        self._as_words = tr("As the person said it") or name
        self._year = TextInput("", lang="ja")
        self._month = TextInput("", lang="en")
        self._day = TextInput("", lang="en")
        self._calendar = Select("", _calendars(tr))
        self._words = TextInput("", lang=spec.person_lang)
        for field, what in (
            (self._year, tr("year")),
            (self._month, tr("month")),
            (self._day, tr("day")),
            (self._calendar, tr("calendar")),
            (self._words, self._as_words),
        ):
            self.call(field, what)
        self._read = TextLabel(lang="en", size=14, tone="secondary", wrap=False)
        self._offers = Offers()
        line = row(
            FormField(tr("Year"), self._year),
            FormField(tr("Month"), self._month),
            FormField(tr("Day"), self._day),
            FormField(tr("Calendar"), self._calendar),
        )
        self.body.addLayout(line)
        self.body.addWidget(self._read)
        self.body.addWidget(self._offers)
        self._mark = WordsMark(spec.marks, self._words, tr=tr)
        self.body.addLayout(with_mark(FormField(self._as_words, self._words), self._mark))
        self._mark.chosen_changed.connect(self.announce)
        for field in (self._year, self._month, self._day, self._words):
            field.textEdited.connect(self._on_edited)
        self._calendar.chosen_changed.connect(self._on_edited)
        self._offers.taken.connect(self._on_edited)
        self._show_reading()

    def value(self) -> Value | None:
        words, reading = self._words.plain(), self._reading()
        if reading is None:
            told: dict[str, Value] = {"words": words, "calendar": self._calendar.chosen()}
            return self._mark.beside(told) if words else None
        if reading.value is None:
            return None
        value: dict[str, Value] = {"value": reading.value, "calendar": reading.calendar}
        if reading.calendar != GREGORIAN and not words:
            words = as_typed(reading.calendar, "-".join(self._typed()))
        return self._mark.beside({**value, "words": words}) if words else value

    def set_value(self, value: Value | None) -> None:
        given = (
            {"value": value} if isinstance(value, str) else value if isinstance(value, dict) else {}
        )
        calendar, stored = str(given.get("calendar", GREGORIAN)), str(given.get("value", ""))
        numbers = as_said(calendar, stored) if stored else ()
        fields = (*(str(number) for number in numbers), "", "", "")
        for field, text in zip((self._year, self._month, self._day), fields, strict=False):
            field.setText(text)
        self._calendar.choose(calendar)
        self._words.setText(str(given.get("words", "")))
        self._mark.show_of(value)
        self._show_reading()

    def first_field(self) -> Field | None:
        return self._year

    def problem_code(self) -> str:
        reading = self._reading()
        return (
            f"answer_{reading.problem}" if reading and reading.problem else super().problem_code()
        )

    def _typed(self) -> tuple[str, ...]:
        fields = (self._year.plain(), self._month.plain(), self._day.plain())
        return tuple(field for field in fields if field)

    def _reading(self) -> DateReading | None:
        """How the date was read; None while none of its fields is filled."""
        if not self._typed():
            return None
        fields = (self._year.plain(), self._month.plain(), self._day.plain())
        return typed_date(self._calendar.chosen(), *fields)

    def _on_edited(self) -> None:
        self._show_reading()
        self.announce()

    def _show_reading(self) -> None:
        reading = self._reading()
        self._read.set_text(f"= {reading.value}" if reading and reading.value else "")
        self._read.setVisible(bool(reading and reading.value))
        offers: list[tuple[str, Callable[[], None]]] = []
        if reading is not None and reading.value is None:
            offers = [
                (f"{offer.words} = {offer.value}", partial(self._take, offer))
                for offer in reading.meant
            ]
            if not self._words.plain():
                offers.append((f"→ {self._as_words}", self._keep_as_words))
        self._offers.offer(offers, self.name)

    def _take(self, meant: Meant) -> None:
        """Write what the date can mean into its fields."""
        self._calendar.choose(meant.calendar)
        fields = (meant.year, *map(str, meant.rest), "", "")
        for field, text in zip((self._year, self._month, self._day), fields, strict=False):
            field.setText(text)

    def _keep_as_words(self) -> None:
        """A date that is known in words only: what was typed goes to them, and nothing is lost."""
        self._words.setText(" ".join(self._typed()))
        for field in (self._year, self._month, self._day):
            field.clear()


def _calendars(tr: Translate) -> list[tuple[str, str]]:
    return [
        (GREGORIAN, tr("Western")),
        (ERA, tr("Japanese era")),
        (THAI, tr("Thai (B.E.)")),
        (NEPALI, tr("Bikram Sambat")),
        (OTHER, tr("Other calendar")),
    ]
