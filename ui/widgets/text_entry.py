# SPDX-License-Identifier: MIT
"""One text of an answer: the words, beside them their rendering, and whose eyes it is for."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.answer_spec import STATES, AnswerSpec, Value
from ui.widgets.counter import Counter
from ui.widgets.fields import TextArea
from ui.widgets.form import FormField
from ui.widgets.mark_select import WordsMark
from ui.widgets.panel import row
from ui.widgets.part_base import field_name, tag
from ui.widgets.words import Translate
from ui.widgets.zawgyi_check import ZawgyiCheck

TextLook = Literal["under", "low", "tall"]


class TextEntry(QWidget):
    """The person's own words, and beside them, never instead, the interpreter's rendering.

    ``name``: what assistive technology calls it; ``number``: which of the part, from 1. A mark that cannot
    be chosen here stays with its words. ``look``: the fields one under the other; side by side (`low`, in a
    form); or so and as high as there is room (`tall`).
    """

    changed = Signal()

    def __init__(  # noqa: PLR0913 all by name
        self,
        spec: AnswerSpec,
        name: str,
        number: int,
        *,
        marked: bool,
        look: TextLook,
        tr: Translate,
    ) -> None:
        super().__init__()
        self._said_lang, self._officer_lang = tag(spec.person_lang), tag(spec.officer_lang)
        self._by = spec.interpreter or "officer"
        self._two = bool(self._said_lang) and self._said_lang != self._officer_lang
        self._number = number
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1))
        lines = 1 if look == "low" else 3
        self._words = TextArea(
            _numbered(tr("In the person's own words") if self._two else name, number),
            lang=spec.person_lang if self._two else spec.officer_lang,
            lines=lines,
        )
        self._rendering = self._words
        if self._two:
            told = _numbered(_rendered_by(spec, tr), number)
            self._rendering = TextArea(told, lang=spec.officer_lang, lines=lines)
            layout.addLayout(self._both(look), 1)
        else:
            layout.addWidget(self._words)
            layout.addWidget(Counter(self._words))
        if look == "tall":
            for field in self.fields:
                field.grow()
        self._zawgyi = ZawgyiCheck(self._words, spec, tr=tr)
        layout.addWidget(self._zawgyi)
        self._zawgyi.taken.connect(self.changed)
        self._mark = WordsMark(spec.marks, self._words, self._rendering, tr=tr) if marked else None
        self._kept_mark = ""  # of the words as stored
        if self._mark is not None:
            self._mark.setAccessibleName(_numbered(self._mark.accessibleName(), number))
            layout.addLayout(row(self._mark))
            self._mark.chosen_changed.connect(self.changed)
        for field in self.fields:
            field.textChanged.connect(self.changed)

    def _both(self, look: TextLook) -> QBoxLayout:
        """The words and their rendering; beside each other as on the card, the officer's language left."""
        way = QBoxLayout.Direction
        layout = QBoxLayout(way.TopToBottom if look == "under" else way.RightToLeft)
        layout.setSpacing(current_theme().space(1))
        if look != "under":
            self._words.stand_beside(self._rendering)
            self._rendering.stand_beside(self._words)
        for field in self.fields:
            layout.addWidget(FormField(field.accessibleName(), field), 1)
        return layout

    def rename(self, name: str) -> None:
        """Be a text of another part, as which a single field is called; of two each says whose words."""
        if not self._two:
            self._words.setAccessibleName(_numbered(name, self._number))

    @property
    def fields(self) -> tuple[TextArea, ...]:
        """The words, and their rendering where that is another field."""
        return tuple(dict.fromkeys((self._words, self._rendering)))

    @property
    def is_empty(self) -> bool:
        return not any(field.plain() for field in self.fields)

    def value(self) -> Value | None:
        """Return the value form of this text, or None without words."""
        entry = self._entered()
        mark = self._mark.chosen() if self._mark is not None else self._kept_mark
        if entry is None or not mark:
            return entry
        return {**(entry if isinstance(entry, dict) else {"text": entry}), "mark": mark}

    def set_value(self, value: Value | None) -> None:
        """Show the value form of one text; emits nothing."""
        self._kept_mark = str(value.get("mark", "")) if isinstance(value, dict) else ""
        if self._mark is not None:
            self._mark.choose(self._kept_mark)
        words = _words_in(value)
        given = value.get("rendered") if isinstance(value, dict) else None
        rendering = self._zawgyi.show_rendered(words, given)
        if self._two and isinstance(value, dict) and value.get("lang") == self._officer_lang:
            words, rendering = "", words
        for field, text in zip(self.fields, (words, rendering), strict=False):
            if field.text() != text:
                field.blockSignals(True)  # noqa: FBT003 a Qt call
                field.setPlainText(text)
                field.blockSignals(False)  # noqa: FBT003 a Qt call
        self._zawgyi.look()
        if self._mark is not None:
            self._mark.look()

    def _entered(self) -> Value | None:
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


def _rendered_by(spec: AnswerSpec, tr: Translate) -> str:
    """Whose words the rendering is, and where the interpreter is who says them."""
    if not (spec.interpreter and spec.interpreter_place):
        return tr("As the interpreter renders it")
    words = tr("As the interpreter renders it ({where})")
    return words.format(where=spec.interpreter_place)


def _numbered(name: str, number: int) -> str:
    """The first text is called as the only one is."""
    return field_name(name, str(number)) if number > 1 else name


def _words_in(value: Value | None) -> str:
    """The words of a value form, in whatever language they were said."""
    if isinstance(value, str):
        return value
    return str(value.get("text", "")) if isinstance(value, dict) else ""
