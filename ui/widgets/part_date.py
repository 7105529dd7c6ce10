# SPDX-License-Identifier: MIT
"""A date as far as it is known, with the words it was said in and the calendar they belong to."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.widgets.answer_spec import AnswerSpec, PartSpec, Value
from ui.widgets.fields import NumberInput, Select, TextInput
from ui.widgets.form import FormField
from ui.widgets.panel import row
from ui.widgets.part_base import PartWidget, field_name
from ui.widgets.part_choice import part_name
from ui.widgets.part_input import is_date
from ui.widgets.words import Translate

GREGORIAN: Final = "gregorian"
_THAI_BE: Final = 543
_EARLIEST, _LATEST = 1900, 2199
_ERA = re.compile(r"(令和|平成|昭和|大正|明治|[RHSTMrhstm])\s*(元|\d{1,2})年?")
_ERA_STARTS: Final = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "明治": 1867,
    "R": 2018,
    "H": 1988,
    "S": 1925,
    "T": 1911,
    "M": 1867,
}


def gregorian_year(text: str, calendar: str) -> int | None:
    """Return the year of the common calendar for a year as typed, or None when it is none.

    Thai years (พ.ศ.) lose 543; Japanese eras are read as ``R6``, ``令和6`` or ``昭和元年``. Bikram Sambat
    and other calendars begin in the middle of ours: there the officer types our year and the person's
    words stay beside it.
    """
    typed = text.strip()
    if era := _ERA.fullmatch(typed):
        number = 1 if era[2] == "元" else int(era[2])
        return _ERA_STARTS[era[1].upper()] + number
    if not typed.isascii() or not typed.isdigit():
        return None
    year = int(typed) - (_THAI_BE if calendar == "thai_be" and int(typed) > _LATEST else 0)
    return year if _EARLIEST <= year <= _LATEST else None


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
        if words := self._words.plain():
            value["words"] = words
        return value

    def set_value(self, value: Value | None) -> None:
        given = (
            {"value": value} if isinstance(value, str) else value if isinstance(value, dict) else {}
        )
        fields = (*str(given.get("value", "")).split("-"), "", "", "")
        for field, text in zip((self._year, self._month, self._day), fields, strict=False):
            field.setText(text.lstrip("0") if field is not self._year else text)
        self._calendar.choose(str(given.get("calendar", GREGORIAN)))
        self._words.setText(str(given.get("words", "")))

    def problem_code(self) -> str:
        entered = any(field.plain() for field in (self._year, self._month, self._day, self._words))
        return "answer_date" if entered and self._when() is None else ""

    def _when(self) -> str | None:
        year = gregorian_year(self._year.plain(), self._calendar.chosen())
        month, day = self._month.number(), self._day.number()
        partial = (self._month.plain() and month is None) or (self._day.plain() and day is None)
        if year is None or partial or not is_date(year, month, day):
            return None
        return "-".join(
            (f"{year:04d}", *(f"{number:02d}" for number in (month, day) if number is not None))
        )


def _calendars(tr: Translate) -> list[tuple[str, str]]:
    return [
        (GREGORIAN, tr("Western")),
        ("ja_era", tr("Japanese era")),
        ("thai_be", tr("Thai (B.E.)")),
        ("bikram_sambat", tr("Bikram Sambat")),
        ("other", tr("Other calendar")),
    ]
