# SPDX-License-Identifier: MIT
"""For the officer alone, beside the card: what to know of this question, and room for a note."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.typing_place import note_place
from app.ids import ItemId
from ui.screens.fold import Fold
from ui.screens.kept import Kept
from ui.screens.refill import refill
from ui.theme import current_theme
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.entries import raws
from ui.widgets.fields import TextArea
from ui.widgets.marked_field import MarkedField
from ui.widgets.panel import Panel
from ui.widgets.text import SectionTitle, TextLabel, text_widget
from ui.widgets.words import Translate

_LINES = 3


class Guidance(QWidget):
    """Notes on the question of now, and why it is asked. Drawn anew with each question."""

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._tr = view_model, tr
        self.why: Fold | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(current_theme().space(0.5))

    def draw(self) -> None:
        """Show what belongs to the question of now, or nothing."""
        vm = self._vm
        asked = vm.walking.stage == "item" and not vm.glance.lock and vm.item is not None
        self.why = None
        refill(self._layout, self._parts(vm.item) if asked and vm.item is not None else ())
        self.setVisible(asked)

    def _parts(self, item: ItemId) -> Iterator[QWidget]:
        tr, glance = self._tr, self._vm.glance
        yield SectionTitle(tr("This question"), level=3)
        note = glance.item_texts(item).note
        if note is not None:
            yield TextLabel(note.text, lang=str(note.lang), size=14, tone="secondary")
        for text in glance.notes:
            yield TextLabel(tr("Note: {note}").format(note=text), size=14, tone="secondary")
        self.why = Fold(tr("Why we ask"), self._why(item))
        yield self.why

    def _why(self, item: ItemId) -> QWidget:
        tr, box, glance = self._tr, Panel(role="sunken", margin=1.5), self._vm.glance
        texts = glance.item_texts(item)
        box.add(text_widget(str(texts.why_officer.lang), texts.why_officer.text))
        if texts.why_person is not None:
            box.add(text_widget(str(texts.why_person.lang), texts.why_person.text))
        titles = glance.evidence_titles(item)
        if titles:
            box.add(
                TextLabel(tr("For the officer only: an answer may show"), size=14, tone="secondary")
            )
        for title in titles:
            box.add(TextLabel(f"・{title}", size=14, tone="secondary"))
        sources = glance.asked_for(item)
        if sources:
            box.add(TextLabel(tr("What the sources ask"), size=14, tone="secondary"))
        for source in sources:
            box.add(TextLabel(f"・{source}", size=14, tone="secondary"))
        if glance.awaits_lawyer(item):
            box.add(TextLabel(tr("No lawyer has reviewed this wording yet."), size=14, bold=True))
        return box


class NotePad(QWidget):
    """The field for a note on the question of now; what stands in it lives in the view model."""

    entered = Signal()

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._tr = view_model, tr
        self.note: TextArea | None = None
        self._own: MarkedField | None = None
        self._layout = QVBoxLayout(self)
        edge = current_theme().space(1)
        self._layout.setContentsMargins(edge, 0, edge, edge)

    def draw(self) -> None:
        """Make the field of the question of now; there is none where no question stands."""
        vm = self._vm
        asked = vm.walking.stage == "item" and not vm.glance.lock and vm.item is not None
        self.note = self._own = None
        refill(self._layout, self._field(vm.item) if asked and vm.item is not None else ())
        self.setVisible(asked)

    def _field(self, item: ItemId) -> Iterator[QWidget]:
        words = self._tr("Note, or the exact words")
        self.note = TextArea(words, lines=_LINES)
        self.note.setToolTip("F2")
        self._own = field = MarkedField(
            words, self.note, self._vm.glance.session.marks, tr=self._tr
        )
        stored = raws(
            field
        )  # a stored note stands with the guidance: the field is for the next one
        field.write(self._vm.entering.note)
        field.written.connect(self._on_note)
        Kept(self._vm.unsaved, note_place(item), field, stored)
        yield field

    def _on_note(self) -> None:
        if self._own is not None:
            self._vm.entering.enter_note(self._own.words())
            self.entered.emit()
