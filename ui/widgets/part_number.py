# SPDX-License-Identifier: MIT
"""Parts answered by typing digits: clock times, numbers, money."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from app.domain.clock_times import read_clock
from app.domain.currency import CURRENCIES, YEN
from app.domain.numerals import NumeralReading, read_amount, read_number
from app.i18n.mark import mark_person
from ui.widgets.answer_spec import AnswerSpec, PartSpec, Value
from ui.widgets.fields import CheckBox, Select
from ui.widgets.number_entry import NumberEntry, said_amount, said_number
from ui.widgets.panel import row
from ui.widgets.part_base import Field, PartWidget, field_name
from ui.widgets.part_choice import part_name
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

BAD_CLOCK: Final = "answer_clock"


class EntryPart(PartWidget):
    """A part with one `NumberEntry`."""

    entry: NumberEntry

    def problem_code(self) -> str:
        return self.entry.problem_code()

    def first_field(self) -> Field | None:
        return self.entry.line


class ClockPart(EntryPart):
    """A time of day: 8, 8:30; hours after midnight count on, 26 is two at night."""

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        name = part_name(spec, part)
        super().__init__(name, parent)
        self.entry = NumberEntry(name, spec, read=_time, say=str, tr=tr)
        self.call(self.entry.line)
        self.entry.line.setPlaceholderText("8:30")
        words = "" if spec.for_person else tr("24-hour clock; two at night is 26")
        beside = (TextLabel(words, tone="secondary"),) if words else ()
        self.body.addLayout(row(self.entry.line, self.entry, *beside))
        self.entry.changed.connect(self.announce)

    def value(self) -> Value | None:
        return self.entry.amount()

    def set_value(self, value: Value | None) -> None:
        self.entry.set_amount(value if isinstance(value, str) else None)


class NumberPart(EntryPart):
    """A number: counted ones are whole, measured ones may have decimals."""

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        name = part_name(spec, part)
        super().__init__(name, parent)
        self.entry = NumberEntry(
            name,
            spec,
            read=partial(read_number, decimals=part.decimals),
            say=partial(said_number, spec),
            tr=tr,
        )
        self.call(self.entry.line)
        self.body.addLayout(row(self.entry.line, self.entry))
        self.entry.changed.connect(self.announce)

    def value(self) -> Value | None:
        return self.entry.amount()

    def set_value(self, value: Value | None) -> None:
        number = isinstance(value, (int, str)) and not isinstance(value, bool)
        self.entry.set_amount(value if number else None)  # type: ignore[arg-type]


class MoneyPart(EntryPart):
    """An amount, its currency, for which time, and whether it is a guess."""

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        name = part_name(spec, part)
        super().__init__(name, parent)
        self._spec = spec
        self.entry = NumberEntry(  # first, as it is the first of Tab
            field_name(name, tr("amount")), spec, read=self._read, say=self._spoken, tr=tr
        )
        self._currency = Select("", [(code, code) for code in CURRENCIES], lang="en")
        words = _FOR_PERSON if spec.for_person else _for_officer(tr)
        periods = [(key, tr(word) if spec.for_person else word) for key, word in words.items()]
        self._per = Select("", periods, lang=spec.officer_lang)
        self._approx = CheckBox(tr("about"))
        for field, what in (
            (self.entry.line, tr("amount")),
            (self._currency, tr("currency")),
            (self._per, tr("for which time")),
        ):
            self.call(field, what)
        self.body.addLayout(row(self.entry.line, self._currency, self._per, self._approx))
        self.body.addWidget(self.entry)
        self._currency.chosen_changed.connect(self.entry.read_again)
        for signal in (
            self.entry.changed,
            self._currency.chosen_changed,
            self._per.chosen_changed,
            self._approx.clicked,
        ):
            signal.connect(self.announce)

    def value(self) -> Value | None:
        amount = self.entry.amount()
        if amount is None:
            return None
        value: dict[str, Value] = {
            "amount": amount,
            "currency": self._currency.chosen(),
            "per": self._per.chosen(),
        }
        if self._approx.isChecked():
            value["approx"] = True
        return value

    def set_value(self, value: Value | None) -> None:
        if isinstance(value, int) and not isinstance(value, bool):
            value = {"amount": value, "currency": YEN, "per": "once"}
        given = value if isinstance(value, dict) else {}
        amount, currency = given.get("amount"), str(given.get("currency", YEN))
        self._currency.offer(currency)
        self.entry.set_amount(amount if isinstance(amount, (int, str)) else None)
        self.entry.read_again()
        self._per.choose(str(given.get("per", "once")))
        self._approx.setChecked(given.get("approx") is True)

    def _read(self, text: str) -> NumeralReading:
        return read_amount(text, self._currency.chosen())

    def _spoken(self, amount: int | str) -> str:
        return said_amount(self._spec, self._currency.chosen(), amount)


def _time(text: str) -> NumeralReading:
    time = read_clock(text)
    return NumeralReading(fault=BAD_CLOCK) if time is None else NumeralReading((time,))


def _for_officer(tr: Translate) -> dict[str, str]:
    return {
        "once": tr("once"),
        "hour": tr("an hour"),
        "day": tr("a day"),
        "week": tr("a week"),
        "month": tr("a month"),
        "year": tr("a year"),
    }


_FOR_PERSON: Final = {
    "once": mark_person("once"),
    "hour": mark_person("per hour"),
    "day": mark_person("per day"),
    "week": mark_person("per week"),
    "month": mark_person("per month"),
    "year": mark_person("per year"),
}
