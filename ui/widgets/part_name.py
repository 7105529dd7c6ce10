# SPDX-License-Identifier: MIT
"""A name: in the person's own letters, in Latin letters as in the passport, and in katakana.

One field is enough and a single name is complete: family and given names are not told apart
(LANGUAGES.md §5). The own letters are the text; the other two are its rendering.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from ui.widgets.answer_spec import AnswerSpec, PartSpec, Value
from ui.widgets.fields import TextInput
from ui.widgets.form import FormField
from ui.widgets.mark_select import WordsMark, with_mark
from ui.widgets.part_base import Field, PartWidget, tag
from ui.widgets.part_choice import part_name
from ui.widgets.words import Translate
from ui.widgets.zawgyi_check import ZawgyiCheck

#: Between the Latin letters and the katakana of one rendering.
JOINT: Final = " / "


class NamePart(PartWidget):
    """Three fields, each of which may stay empty."""

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(part_name(spec, part), parent)
        self._said_lang = tag(spec.person_lang or spec.officer_lang)
        self._officer_lang = tag(spec.officer_lang)
        self._by = spec.interpreter or "officer"
        own = spec.person_lang or spec.officer_lang
        self._own = TextInput(tr("Name in the person's own letters"), lang=own)
        self._latin = TextInput(tr("Latin letters, as in the passport"), lang="en")
        self._kana = TextInput(tr("Katakana"), lang="ja")
        self._mark = WordsMark(spec.marks, self._own, self._latin, self._kana, tr=tr)
        self._mark.chosen_changed.connect(self.announce)
        for field in (self._own, self._latin, self._kana):
            named = FormField(field.accessibleName(), field)
            if field is self._kana:
                self.body.addLayout(with_mark(named, self._mark))
            else:
                self.body.addWidget(named)
            field.textEdited.connect(self.announce)
        self._zawgyi = ZawgyiCheck(self._own, spec, tr=tr, joint=JOINT)
        self._zawgyi.taken.connect(self.announce)
        self.body.addWidget(self._zawgyi)
        self.check_name(self._own, self._latin, self._kana, tr=tr)

    def value(self) -> Value | None:
        own, latin, kana = (f.plain() for f in (self._own, self._latin, self._kana))
        rendering = JOINT.join(name for name in (latin, kana) if name)
        if not own:
            latin_only: dict[str, Value] = {"text": rendering, "lang": self._officer_lang}
            return self._mark.beside(latin_only) if rendering else None
        value = self._mark.beside({"text": own, "lang": self._said_lang})
        rendered = self._zawgyi.rendered(rendering, self._officer_lang, self._by)
        return {**value, "rendered": rendered} if rendered else value

    def first_field(self) -> Field | None:
        return self._own

    def set_value(self, value: Value | None) -> None:
        given = {"text": value} if isinstance(value, str) else value
        given = given if isinstance(given, dict) else {}
        own = str(given.get("text", ""))
        rendering = self._zawgyi.show_rendered(own, given.get("rendered"))
        if given.get("lang") == self._officer_lang != self._said_lang:
            own, rendering = "", own
        latin, kana = _apart(rendering)
        for field, text in ((self._own, own), (self._latin, latin), (self._kana, kana)):
            if field.plain() != text:
                field.setText(text)
        self._mark.show_of(value)


def _apart(rendering: str) -> tuple[str, str]:
    """Latin letters and katakana of a rendering; a single one is told by its letters."""
    latin, joint, kana = rendering.partition(JOINT)
    if joint:
        return latin, kana
    return ("", latin) if any("\u30a0" <= sign <= "\u30ff" for sign in latin) else (latin, "")
