# SPDX-License-Identifier: MIT
"""Parts answered by typing: text with its rendering, clock times, numbers, money, dates, places."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.widgets.answer_spec import STATES, AnswerSpec, PartSpec, Value
from ui.widgets.counter import Counter
from ui.widgets.fields import CheckBox, NumberInput, Select, TextArea, TextInput
from ui.widgets.form import FormField
from ui.widgets.panel import row
from ui.widgets.part_base import PartWidget, field_name, tag
from ui.widgets.part_choice import part_name
from ui.widgets.prefectures import PREFECTURES
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_CLOCK = re.compile(r"(\d{1,2})(?::([0-5]\d))?")
_JAPAN = "JPN"
_LAST_HOUR = 29  # 26 is two at night
CURRENCIES: Final = (
    *(
        "JPY",
        "USD",
        "EUR",
        "PHP",
        "THB",
        "VND",
        "IDR",
        "CNY",
        "KRW",
        "TWD",
        "NPR",
        "MMK",
        "KHR",
        "LAK",
    ),
    *(
        "BDT",
        "LKR",
        "INR",
        "PKR",
        "MNT",
        "UZS",
        "BTN",
        "BRL",
        "PEN",
        "COP",
        "BOB",
        "RUB",
        "UAH",
        "RON",
    ),
)


class TextPart(PartWidget):
    """The person's own words, and beside them, never instead, the interpreter's rendering."""

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(part_name(spec, part), parent)
        self._said_lang, self._officer_lang = tag(spec.person_lang), tag(spec.officer_lang)
        self._by = spec.interpreter or "officer"
        self._two = bool(self._said_lang) and self._said_lang != self._officer_lang
        if self._two:
            self._words = TextArea(tr("In the person's own words"), lang=spec.person_lang)
            self._rendering = TextArea(tr("As the interpreter renders it"), lang=spec.officer_lang)
            self.body.addWidget(FormField(self._words.accessibleName(), self._words))
            self.body.addWidget(FormField(self._rendering.accessibleName(), self._rendering))
        else:
            self._words = TextArea(part_name(spec, part), lang=spec.officer_lang)
            self._rendering = self._words
            self.body.addWidget(self._words)
            self.body.addWidget(Counter(self._words))
        self._words.textChanged.connect(self.announce)
        if self._two:
            self._rendering.textChanged.connect(self.announce)
        if part.is_name:
            self.check_name(*dict.fromkeys((self._words, self._rendering)), tr=tr)

    def value(self) -> Value | None:
        words = self._words.plain()
        if not self._two:
            return {"text": words} if words in STATES else words or None
        rendering = self._rendering.plain()
        if not words:
            return {"text": rendering, "lang": self._officer_lang} if rendering else None
        value: dict[str, Value] = {"text": words, "lang": self._said_lang}
        if rendering:
            value["rendered"] = {"lang": self._officer_lang, "text": rendering, "by": self._by}
        return value

    def set_value(self, value: Value | None) -> None:
        words, rendering = _texts(value)
        if self._two and isinstance(value, dict) and value.get("lang") == self._officer_lang:
            words, rendering = "", words
        for field, text in (
            (self._words, words),
            *(((self._rendering, rendering),) if self._two else ()),
        ):
            if field.text() != text:
                field.blockSignals(True)  # noqa: FBT003 a Qt call
                field.setPlainText(text)
                field.blockSignals(False)  # noqa: FBT003 a Qt call


def _texts(value: Value | None) -> tuple[str, str]:
    if isinstance(value, str):
        return value, ""
    if not isinstance(value, dict):
        return "", ""
    rendered = value.get("rendered")
    rendering = rendered.get("text", "") if isinstance(rendered, dict) else ""
    return str(value.get("text", "")), str(rendering)


class ClockPart(PartWidget):
    """A time of day: 8, 8:30; hours after midnight count on, 26 is two at night."""

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(part_name(spec, part), parent)
        self._line = TextInput(part_name(spec, part), lang="en", placeholder="8:30")
        self._line.setMaximumWidth(self._line.minimumWidth() * 2)
        hint = TextLabel(tr("24-hour clock; two at night is 26"), tone="secondary")
        self.body.addLayout(row(self._line, hint))
        self._line.textEdited.connect(self.announce)

    def value(self) -> Value | None:
        text = self._line.plain().replace("：", ":")
        return text if text and not _clock_fault(text) else None

    def set_value(self, value: Value | None) -> None:
        self._line.setText(value if isinstance(value, str) else "")

    def problem_code(self) -> str:
        text = self._line.plain().replace("：", ":")
        return "answer_clock" if text and _clock_fault(text) else ""


def _clock_fault(text: str) -> bool:
    found = _CLOCK.fullmatch(text)
    return found is None or int(found[1]) > _LAST_HOUR


class NumberPart(PartWidget):
    """A whole number."""

    def __init__(self, spec: AnswerSpec, part: PartSpec, parent: QWidget | None = None) -> None:
        super().__init__(part_name(spec, part), parent)
        self._line = NumberInput(part_name(spec, part))
        self.body.addLayout(row(self._line))
        self._line.number_changed.connect(self.announce)

    def value(self) -> Value | None:
        return self._line.number()

    def set_value(self, value: Value | None) -> None:
        whole = isinstance(value, (int, str)) and str(value).isdigit()
        self._line.set_number(int(str(value)) if whole else None)


class MoneyPart(PartWidget):
    """An amount, its currency, for which time, and whether it is a guess."""

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        name = part_name(spec, part)
        super().__init__(name, parent)
        self._amount = NumberInput(field_name(name, tr("amount")))
        self._currency = Select(
            field_name(name, tr("currency")), [(code, code) for code in CURRENCIES], lang="en"
        )
        self._per = Select(
            field_name(name, tr("for which time")),
            [
                ("once", tr("once")),
                ("hour", tr("an hour")),
                ("day", tr("a day")),
                ("week", tr("a week")),
                ("month", tr("a month")),
                ("year", tr("a year")),
            ],
        )
        self._approx = CheckBox(tr("about"))
        self.body.addLayout(row(self._amount, self._currency, self._per, self._approx))
        for signal in (
            self._amount.number_changed,
            self._currency.chosen_changed,
            self._per.chosen_changed,
            self._approx.clicked,
        ):
            signal.connect(self.announce)

    def value(self) -> Value | None:
        amount = self._amount.number()
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
            value = {"amount": value, "currency": "JPY", "per": "once"}
        given = value if isinstance(value, dict) else {}
        amount, currency = given.get("amount"), str(given.get("currency", "JPY"))
        self._amount.set_number(amount if isinstance(amount, int) else None)
        self._currency.offer(currency)
        self._per.choose(str(given.get("per", "once")))
        self._approx.setChecked(given.get("approx") is True)


class PlacePart(PartWidget):
    """A place in words, its country, and for Japan its prefecture."""

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        name = part_name(spec, part)
        super().__init__(name, parent)
        self._line = TextInput(name)
        countries = [(option.id, option.label.officer.text) for option in part.options]
        choices = [("", tr("country not said")), *(countries or [(_JAPAN, tr("Japan"))])]
        self._country = Select(field_name(name, tr("country")), choices)
        self._prefecture = Select(
            field_name(name, tr("prefecture")),
            [("", tr("prefecture not said")), *PREFECTURES],
            lang="ja",
        )
        self.body.addWidget(self._line)
        self.body.addWidget(Counter(self._line))
        self.body.addLayout(row(self._country, self._prefecture))
        self._prefecture.hide()
        self._line.textEdited.connect(self.announce)
        self._country.chosen_changed.connect(self._on_country)
        self._prefecture.chosen_changed.connect(self.announce)

    def value(self) -> Value | None:
        text, country = self._line.plain(), self._country.chosen()
        if not text:
            return None
        value: dict[str, Value] = {"text": text}
        if country:
            value["country"] = country
        if country in {"", _JAPAN} and (prefecture := self._prefecture.chosen()):
            value["prefecture"] = prefecture
        return value if len(value) > 1 or text in STATES else text

    def set_value(self, value: Value | None) -> None:
        given = (
            value if isinstance(value, dict) else {"text": value if isinstance(value, str) else ""}
        )
        self._line.setText(str(given.get("text", "")))
        self._country.offer(str(given.get("country", "")))
        self._prefecture.offer(str(given.get("prefecture", "")))
        self._show_prefecture()

    def _on_country(self) -> None:
        self._show_prefecture()
        self.announce()

    def _show_prefecture(self) -> None:
        shown = self._country.chosen() == _JAPAN or bool(self._prefecture.chosen())
        self._prefecture.setVisible(shown)
