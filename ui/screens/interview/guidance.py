# SPDX-License-Identifier: MIT
"""For the officer alone, beside the card: what to know of this question, and room for a note."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.typing_place import note_place
from app.domain.value import NO_WORDS
from app.ids import ItemId
from ui.screens.fold import Fold
from ui.screens.kept import Kept, give_up_keyboard
from ui.screens.refill import refill
from ui.theme import current_theme
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.unsaved import Fields
from ui.widgets.answer_spec import SideText
from ui.widgets.entries import raws
from ui.widgets.fields import TextArea
from ui.widgets.lines import SmallLines
from ui.widgets.marked_field import MarkedField
from ui.widgets.panel import Panel
from ui.widgets.text import SectionTitle, TextLabel, text_widget
from ui.widgets.words import Translate

_LINES = 3


class Guidance(QWidget):
    """Notes on the question of now, and why it is asked. It takes each question into the same widgets."""

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._tr = view_model, tr
        self._notes, self._box = SmallLines(), QWidget()
        self._reasons = self._column(self._box)
        self.why = Fold(tr("Why we ask"), self._box, tr=tr)
        self.why.opening.connect(self._tell_why)
        layout = self._column(self)
        layout.setSpacing(current_theme().space(0.5))
        for part in (SectionTitle(tr("This question"), size=17), self._notes, self.why):
            layout.addWidget(part)

    @staticmethod
    def _column(holder: QWidget) -> QVBoxLayout:
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        return layout

    def draw(self) -> None:
        """Show what belongs to the question of now, or nothing."""
        vm = self._vm
        asked = vm.walking.stage == "item" and not vm.glance.lock and vm.item is not None
        self.why.shut()
        if asked and vm.item is not None:
            self._notes.show_lines([*self._lines(vm.item)])
        self.setVisible(asked)

    def _lines(self, item: ItemId) -> Iterator[SideText]:
        note = self._vm.glance.item_texts(item).note
        if note is not None:
            yield SideText(str(note.lang), note.text)
        for text in self._vm.glance.notes:
            yield SideText("", self._tr("Note: {note}").format(note=text))

    def _tell_why(self) -> None:
        """The reasons are laid out when somebody opens them: most questions are asked without."""
        item = self._vm.item
        if item is not None:
            refill(self._reasons, [self._why(item)])

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
        self.note: TextArea | None = None  # while a question stands there
        self._area = TextArea(tr("Note, or the exact words"), lines=_LINES)
        self._area.setToolTip("F2")
        self._own: MarkedField | None = None
        self._kept: Kept | None = None
        self._about: ItemId | None = None
        self._filling = False
        self._layout = QVBoxLayout(self)
        edge = current_theme().space(1)
        self._layout.setContentsMargins(edge, 0, edge, edge)

    def draw(self) -> None:
        """Let the field be that of the question of now; there is none where no question stands."""
        vm = self._vm
        if self._own is not None and vm.item != self._about:
            give_up_keyboard(self._own, self._own)
        self._about = vm.item
        asked = vm.walking.stage == "item" and not vm.glance.lock and vm.item is not None
        self.note = self._area if asked else None
        if asked and vm.item is not None:
            self._begin(note_place(vm.item))
        self.setVisible(asked)

    def _begin(self, place: str) -> None:
        """Take what is typed at a place into the field, and keep it there from now on."""
        if self._own is None or self._kept is None:
            self._own = self._field()
            self._kept = Kept(self._vm.unsaved, place, self._own, self._fill(self._own))
        else:
            own = self._own
            self._kept.redraw(lambda: self._fill(own), place)

    def _field(self) -> MarkedField:
        marks = self._vm.glance.session.marks
        field = MarkedField(self._area.accessibleName(), self._area, marks, tr=self._tr)
        field.written.connect(self._on_note)
        self._layout.addWidget(field)
        return field

    def _fill(self, field: MarkedField) -> Fields:
        """Show the note of now; return the field without one: a stored note stands with the guidance."""
        self._filling = True
        field.write(NO_WORDS)
        stored = raws(field)
        field.write(self._vm.entering.note)
        self._filling = False
        return stored

    def _on_note(self) -> None:
        if self._own is not None and not self._filling:
            self._vm.entering.enter_note(self._own.words())
            self.entered.emit()
