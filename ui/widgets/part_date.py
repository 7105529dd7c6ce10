# SPDX-License-Identifier: MIT
"""A date as far as it is known, with the words it was said in and the calendar they belong to."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from app.domain.calendars import GREGORIAN, as_said, gregorian
from ui.widgets.answer_spec import AnswerSpec, PartSpec, Value
from ui.widgets.fields import NumberInput, Select, TextInput
from ui.widgets.form import FormField
from ui.widgets.panel import row
from ui.widgets.part_base import Field, PartWidget, field_name
from ui.widgets.part_choice import part_name
from ui.widgets.words import Translate

#: Written before the typed date where it stands for the words said.
_MARKS: Final = {"thai_be": "B.E.", "bikram_sambat": "B.S."}


class DatePart(PartWidget):
    """Year, month and day, each as far as known."""

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        name = part_name(spec, part)
        super().__init__(name, parent)
        self._year = TextInput(field_name(name, tr("year")), lang="ja")
        self._month = NumberInput(field_name(name, tr("month")), minimum=1, maximum=12)
        self._day = NumberInput(field_name(name, tr("day")), minimum=1, maximum=31)
        self._calendar = Select(field_name(name, tr("calendar")), _calendars(tr))
        self._words = TextInput(tr("As the person said it"), lang=spec.person_lang)
        line = row(
            FormField(tr("Year"), self._year),
            FormField(tr("Month"), self._month),
            FormField(tr("Day"), self._day),
            FormField(tr("Calendar"), self._calendar),
        )
        self.body.addLayout(line)
        self.body.addWidget(FormField(tr("As the person said it"), self._words))
        for field in (self._year, self._month, self._day, self._words):
            field.textEdited.connect(self.announce)
        self._calendar.chosen_changed.connect(self.announce)

    def value(self) -> Value | None:
        when = self._when()
        if when is None:
            return None
        value: dict[str, Value] = {"value": when, "calendar": self._calendar.chosen()}
        if words := self._words.plain() or self._as_typed():
            value["words"] = words
        return value

    def set_value(self, value: Value | None) -> None:
        given = (
            {"value": value} if isinstance(value, str) else value if isinstance(value, dict) else {}
        )
        calendar, stored = str(given.get("calendar", GREGORIAN)), str(given.get("value", ""))
        said = as_said(calendar, stored) if stored else ()
        fields = (*(str(number) for number in said), "", "", "")
        for field, text in zip((self._year, self._month, self._day), fields, strict=False):
            field.setText(text)
        self._calendar.choose(calendar)
        self._words.setText(str(given.get("words", "")))

    def first_field(self) -> Field | None:
        return self._year

    def problem_code(self) -> str:
        entered = any(field.plain() for field in (self._year, self._month, self._day, self._words))
        return "answer_date" if entered and self._when() is None else ""

    def _when(self) -> str | None:
        month, day = self._month.number(), self._day.number()
        if (self._month.plain() and month is None) or (self._day.plain() and day is None):
            return None
        return gregorian(self._calendar.chosen(), self._year.plain(), month, day)

    def _as_typed(self) -> str:
        """The date in the person's calendar: it is kept beside the converted one."""
        calendar = self._calendar.chosen()
        if calendar == GREGORIAN:
            return ""
        fields = (self._year.plain(), self._month.plain(), self._day.plain())
        mark = _MARKS.get(calendar, "")
        return f"{mark} {'-'.join(field for field in fields if field)}".strip()


def _calendars(tr: Translate) -> list[tuple[str, str]]:
    return [
        (GREGORIAN, tr("Western")),
        ("ja_era", tr("Japanese era")),
        ("thai_be", tr("Thai (B.E.)")),
        ("bikram_sambat", tr("Bikram Sambat")),
        ("other", tr("Other calendar")),
    ]
