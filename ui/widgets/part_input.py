# SPDX-License-Identifier: MIT
"""Parts answered by typing words: text with its rendering, and places."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.widgets.answer_spec import STATES, AnswerSpec, PartSpec, Value
from ui.widgets.counter import Counter
from ui.widgets.fields import Select, TextArea, TextInput
from ui.widgets.form import FormField
from ui.widgets.mark_select import MarkSelect
from ui.widgets.panel import row
from ui.widgets.part_base import Field, PartWidget, field_name, tag
from ui.widgets.part_choice import part_name
from ui.widgets.prefectures import PREFECTURES
from ui.widgets.words import Translate
from ui.widgets.zawgyi_check import ZawgyiCheck

_JAPAN = "JPN"


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
        self._zawgyi = ZawgyiCheck(self._words, spec, tr=tr)
        self._zawgyi.taken.connect(self.announce)
        self.body.addWidget(self._zawgyi)
        if part.is_name:
            self.check_name(*dict.fromkeys((self._words, self._rendering)), tr=tr)
        self._mark = MarkSelect(spec.marks, tr) if spec.marks and not part.is_name else None
        self._more: list[Value] = []  # further entries of a stored text: they stay
        if self._mark is not None:
            self.body.addLayout(row(self._mark))
            self._mark.chosen_changed.connect(self.announce)
            for field in dict.fromkeys((self._words, self._rendering)):
                field.textChanged.connect(self._show_mark)
            self._show_mark()

    def value(self) -> Value | None:
        entry = self._entry()
        if entry is not None and self._mark is not None and (mark := self._mark.chosen()):
            entry = {**(entry if isinstance(entry, dict) else {"text": entry}), "mark": mark}
        entries = [*([] if entry is None else [entry]), *self._more]
        return entries if len(entries) > 1 else entry

    def _show_mark(self) -> None:
        """Without words there is nothing to mark."""
        if self._mark is not None:
            self._mark.setVisible(bool(self._words.plain() or self._rendering.plain()))

    def _entry(self) -> Value | None:
        words = self._words.plain()
        if not self._two:
            reading = self._zawgyi.rendered("", "my", "") if words else None
            if reading is not None:
                return {"text": words, "rendered": reading}
            return {"text": words} if words in STATES else words or None
        rendering = self._rendering.plain()
        if not words:
            return {"text": rendering, "lang": self._officer_lang} if rendering else None
        value: dict[str, Value] = {"text": words, "lang": self._said_lang}
        rendered = self._zawgyi.rendered(rendering, self._officer_lang, self._by)
        return {**value, "rendered": rendered} if rendered else value

    def first_field(self) -> Field | None:
        return self._words

    def set_value(self, value: Value | None) -> None:
        entries: list[Value] = [*value] if isinstance(value, list) else [value or ""]
        value, *self._more = entries
        if self._mark is not None:
            self._mark.choose(str(value.get("mark", "")) if isinstance(value, dict) else "")
        words = _said(value)
        given = value.get("rendered") if isinstance(value, dict) else None
        rendering = self._zawgyi.show_rendered(words, given)
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
        self._zawgyi.look()
        self._show_mark()


def _said(value: Value | None) -> str:
    """The words of a value form, in whatever language they were said."""
    if isinstance(value, str):
        return value
    return str(value.get("text", "")) if isinstance(value, dict) else ""


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
        self._zawgyi = ZawgyiCheck(self._line, spec, tr=tr)
        self._zawgyi.taken.connect(self.announce)
        self.body.addWidget(self._zawgyi)
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
        if reading := self._zawgyi.rendered("", "my", ""):
            value["rendered"] = reading
        return value if len(value) > 1 or text in STATES else text

    def set_value(self, value: Value | None) -> None:
        given = (
            value if isinstance(value, dict) else {"text": value if isinstance(value, str) else ""}
        )
        self._zawgyi.show_rendered(str(given.get("text", "")), given.get("rendered"))
        self._line.setText(str(given.get("text", "")))
        self._country.offer(str(given.get("country", "")))
        self._prefecture.offer(str(given.get("prefecture", "")))
        self._show_prefecture()

    def first_field(self) -> Field | None:
        return self._line

    def _on_country(self) -> None:
        self._show_prefecture()
        self.announce()

    def _show_prefecture(self) -> None:
        shown = self._country.chosen() == _JAPAN or bool(self._prefecture.chosen())
        self._prefecture.setVisible(shown)
