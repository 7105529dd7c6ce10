# SPDX-License-Identifier: MIT
"""Parts answered by typing words: text with its rendering, and places."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.answer_spec import STATES, AnswerSpec, PartSpec, Value
from ui.widgets.buttons import Button
from ui.widgets.counter import Counter
from ui.widgets.fields import Select, TextInput
from ui.widgets.mark_select import WordsMark
from ui.widgets.panel import row
from ui.widgets.part_base import Field, PartWidget
from ui.widgets.part_choice import part_name
from ui.widgets.prefectures import PREFECTURES
from ui.widgets.text_entry import TextEntry, TextLook
from ui.widgets.words import Translate
from ui.widgets.zawgyi_check import ZawgyiCheck

_JAPAN = "JPN"


class TextPart(PartWidget):
    """A text; where texts can be marked up to five, so that a delicate sentence stands by itself.

    Below the last text with words an empty one waits, which the button shows: what was typed into it
    before comes back there.
    """

    def __init__(
        self,
        spec: AnswerSpec,
        part: PartSpec,
        *,
        look: TextLook = "under",
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(part_name(spec, part), parent)
        self._spec, self._tr, self._look = spec, tr, look
        self._marked = bool(spec.marks)
        self._most = part.entries if self._marked and not part.is_name else 1
        self._entries: list[TextEntry] = []
        self._shown = 1
        self._rows = QVBoxLayout()
        self._rows.setSpacing(self.body.spacing())
        self._another = Button(tr("Add a separate text"), rank="outlined", size="small", icon="add")
        self._another.clicked.connect(self._show_next)
        self.body.addLayout(self._rows)
        self.body.addLayout(row(self._another))
        self._add()
        if part.is_name:
            self.check_name(*self._entries[0].fields, tr=tr)
        self._show()

    def value(self) -> Value | None:
        found = [value for entry in self._entries if (value := entry.value()) is not None]
        return found if len(found) > 1 else next(iter(found), None)

    def set_value(self, value: Value | None) -> None:
        given: list[Value | None] = [*value] if isinstance(value, list) else [value]
        self._shown = len(given)
        while len(self._entries) < len(given):
            self._add()
        for number, entry in enumerate(self._entries):
            entry.set_value(given[number] if number < len(given) else None)
        self._show()

    def renew(self, name: str) -> None:
        for entry in self._entries:
            entry.rename(name)
        super().renew(name)

    def first_field(self) -> Field | None:
        return self._entries[0].fields[0]

    def _add(self) -> None:
        number, name = len(self._entries) + 1, self.name
        entry = TextEntry(
            self._spec, name, number, marked=self._marked, look=self._look, tr=self._tr
        )
        self._entries.append(entry)
        self._rows.addWidget(entry)
        entry.changed.connect(self._on_entry)

    def _on_entry(self) -> None:
        self._show()
        self.announce()

    def _show(self) -> None:
        """What has words, what was asked for, and whether one more may be."""
        written = [number for number, entry in enumerate(self._entries, 1) if not entry.is_empty]
        self._shown = max(self._shown, *written, 1)
        last = self._entries[self._shown - 1]
        more = self._shown < self._most and not last.is_empty
        if more and len(self._entries) == self._shown:
            self._add()
        for number, entry in enumerate(self._entries, 1):
            entry.setVisible(number <= self._shown)
        self._another.setVisible(more)

    def _show_next(self) -> None:
        self._shown += 1
        self._show()
        self._entries[self._shown - 1].fields[0].setFocus()


class PlacePart(PartWidget):
    """A place in words, its country, and for Japan its prefecture."""

    def __init__(
        self, spec: AnswerSpec, part: PartSpec, *, tr: Translate, parent: QWidget | None = None
    ) -> None:
        name = part_name(spec, part)
        super().__init__(name, parent)
        self._line = TextInput(name)
        self.call(self._line)
        countries = [(option.id, option.label.officer.text) for option in part.options]
        choices = [("", tr("country not said")), *(countries or [(_JAPAN, tr("Japan"))])]
        self._country = Select(tr("country"), choices)
        self._prefecture = Select(
            tr("prefecture"), [("", tr("prefecture not said")), *PREFECTURES], lang="ja"
        )
        self.call(self._country, tr("country"))
        self.call(self._prefecture, tr("prefecture"))
        self.body.addWidget(self._line)
        self.body.addWidget(Counter(self._line))
        self._zawgyi = ZawgyiCheck(self._line, spec, tr=tr)
        self._zawgyi.taken.connect(self.announce)
        self.body.addWidget(self._zawgyi)
        self._prefecture.hide()
        self._mark = WordsMark(spec.marks, self._line, tr=tr)
        self.body.addLayout(row(self._country, self._prefecture, self._mark))
        self._mark.chosen_changed.connect(self.announce)
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
        value = self._mark.beside(value)
        return value if len(value) > 1 or text in STATES else text

    def set_value(self, value: Value | None) -> None:
        given = (
            value if isinstance(value, dict) else {"text": value if isinstance(value, str) else ""}
        )
        self._zawgyi.show_rendered(str(given.get("text", "")), given.get("rendered"))
        self._line.setText(str(given.get("text", "")))
        self._mark.show_of(value)
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
