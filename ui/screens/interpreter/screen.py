# SPDX-License-Identifier: MIT
"""The interpreter's page: both languages, words, names, what to read back. In both languages itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.typing_place import rendering_place, unclear_place
from app.i18n.mark import mark
from app.services.interpreting import ALOUD, SCREEN
from ui.a11y import name
from ui.screens.kept import Kept
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.viewmodels.interpreting import InterpretingViewModel
from ui.viewmodels.readback import ReadbackAnswer
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.feedback import EmptyState
from ui.widgets.fields import FormField, SearchField, TextInput
from ui.widgets.halves import Halves
from ui.widgets.marked_field import MarkedField
from ui.widgets.panel import CardFrame, Panel, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import TextLabel, text_widget
from ui.widgets.words import Translate


class InterpreterScreen(ScreenFrame):
    """``left`` goes back to the interview; ``correct_wanted`` opens the read-back."""

    left = Signal()
    correct_wanted = Signal()

    def __init__(
        self, view_model: InterpretingViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("Interpreter's page"),
            subtitle=tr("For whoever interprets. The officer sees the same."),
            tr=tr,
            parent=parent,
        )
        self._vm, self._tr = view_model, tr
        self._tr_person = view_model.glance.tr_person
        self.search = SearchField(tr("Search a word"), tr=tr)
        self.comment = TextInput(tr("What is unclear?"))
        self._kept: Kept | None = None  # of the comment
        self._outcome = InlineMessage("success")
        self._terms, self._confirm, self._free = (Panel(margin=0) for _ in range(3))
        back = Button(tr("Back to the interview"), rank="outlined", icon="back", size="large")
        back.clicked.connect(self.left)
        self.actions.add_action(back)
        self._fill_frame()
        self.set_entry(self.search)
        self.search.searched.connect(view_model.search)
        view_model.changed.connect(self.retranslate)
        view_model.marked.connect(self._on_marked)
        view_model.comment_missing.connect(self._on_missing)
        view_model.failed.connect(self._on_failed)
        self.retranslate()

    def retranslate(self) -> None:
        """Draw what changes; what is being typed stays."""
        refill(self._terms.body, self._term_rows())
        refill(self._confirm.body, self._confirm_rows())
        refill(self._free.body, self._free_rows())

    def _fill_frame(self) -> None:
        for title, content in (
            (self._tr("The question now"), self._question()),
            (self._both(mark("Words and their meaning")), self._words()),
            (self._both(mark("How to say the names")), self._names()),
            (self._both(mark("Read the important answers back")), self._confirm),
            (self._tr("What was told freely"), self._free),
        ):
            frame = CardFrame(title)
            frame.add(content)
            self.body.addWidget(frame)
        self.body.addStretch(1)

    def _question(self) -> QWidget:
        """The question and its choices side by side, and the mark for an unclear wording."""
        tr, vm, box = self._tr, self._vm, Panel(margin=0)
        texts = vm.texts
        if texts is None:
            box.add(TextLabel(tr("No question is on the screen."), tone="secondary"))
            return box
        pairs = [(texts.officer, texts.person)]
        pairs += [
            (option.officer, option.person) for part in texts.parts for option in part.options
        ]
        for officer, person in pairs:
            left = text_widget(str(officer.lang), officer.text)
            right = text_widget(str(person.lang), person.text) if person else TextLabel("")
            box.add(Halves(left, right, margin=(1, 0.5)))
        unclear = Button(tr("Mark as unclear"), rank="outlined", size="small", icon="edit")
        unclear.clicked.connect(lambda: vm.mark_unclear(self.comment.plain()))
        field = FormField(
            self._both(mark("What is unclear?")),
            self.comment,
            help=tr("For the translators. Write about the words, nothing about the person."),
            tr=tr,
        )
        self._kept = Kept(vm.unsaved, unclear_place(vm.item or ""), field)
        box.add(field)
        box.body.addLayout(row(unclear))
        box.add(self._outcome)
        return box

    def _words(self) -> QWidget:
        box = Panel(margin=0)
        box.add(self.search)
        box.add(self._terms)
        return box

    def _term_rows(self) -> Iterator[QWidget]:
        vm = self._vm
        for term in vm.terms:
            left = text_widget(str(vm.officer_lang), term.forms(vm.officer_lang), bold=True)
            right = text_widget(str(vm.person_lang), term.forms(vm.person_lang), bold=True)
            yield Halves(left, right, margin=(1, 0.5))
            if term.note:
                yield TextLabel(term.note, lang="en", size=14, tone="secondary")

    def _names(self) -> QWidget:
        box = Panel(margin=0)
        names = self._vm.names
        if not names:
            box.add(TextLabel(self._tr("No name was told yet."), tone="secondary"))
        for told_name in names:
            words = (
                f"{told_name.written}  （{told_name.spoken}）"
                if told_name.spoken
                else told_name.written
            )
            box.add(TextLabel(told_name.label, size=14, tone="secondary"))
            box.add(text_widget(str(self._vm.person_lang), words, 18))
        return box

    def _confirm_rows(self) -> Iterator[QWidget]:
        tr, entries = self._tr, self._vm.to_confirm
        if not entries:
            yield EmptyState(tr("Nothing is left to read back"), icon="check")
        for answer in entries:
            yield self._side_by_side(answer, self._confirm_buttons(answer))

    def _confirm_buttons(self, answer: ReadbackAnswer) -> list[Button]:
        tr = self._tr
        ways = ((ALOUD, tr("Read aloud: it is right")), (SCREEN, tr("Shown: it is right")))
        buttons = []
        for how, words in ways:
            button = Button(words, rank="outlined", size="small", icon="check")
            name(button, f"{words}: {answer.question}")
            button.clicked.connect(self._attest(answer, how))
            buttons.append(button)
        correct = Button(tr("The person corrected it"), rank="text", size="small", icon="edit")
        name(correct, f"{correct.text()}: {answer.question}")
        correct.clicked.connect(self.correct_wanted)
        return [*buttons, correct]

    def _attest(self, answer: ReadbackAnswer, how: str) -> Callable[[], None]:
        return lambda: self._vm.attest(answer.item, how)

    def _free_rows(self) -> Iterator[QWidget]:
        tr, entries = self._tr, self._vm.free_accounts
        if not entries:
            yield TextLabel(tr("Nothing was told freely yet."), tone="secondary")
        for answer in entries:
            yield self._side_by_side(answer, [])
            other = TextInput(tr("My rendering"))
            keep = Button(tr("I read it differently"), rank="outlined", size="small", icon="edit")
            field = MarkedField(
                self._both(mark("My rendering")),
                other,
                self._vm.glance.session.marks,
                help=tr("It stands beside the first one; nothing is overwritten."),
                tr=tr,
            )
            keep.clicked.connect(self._differ(answer, field))
            Kept(self._vm.unsaved, rendering_place(answer.item), field)
            yield field
            holder = QWidget()
            holder.setLayout(row(keep))
            yield holder

    def _differ(self, answer: ReadbackAnswer, field: MarkedField) -> Callable[[], None]:
        return lambda: self._vm.differ(answer.item, field.words())

    def _side_by_side(self, answer: ReadbackAnswer, buttons: list[Button]) -> QWidget:
        """One answer in both languages; the officer's side has the rendering that stands."""
        glance, box = self._vm.glance, Panel(role="sunken", margin=1)
        left = f"{answer.question}\n{answer.rendered or answer.answer}"
        right = f"{answer.question_person or ''}\n{answer.answer_person or answer.answer}"
        box.add(
            Halves(
                text_widget(glance.officer_lang, left),
                text_widget(glance.person_lang, right),
                margin=(1, 0.5),
            )
        )
        if buttons:
            box.body.addLayout(row(*buttons))
        return box

    def _both(self, msgid: str) -> str:
        """A label in both languages: the interpreter may not read the officer's."""
        officer, person = self._tr(msgid), self._tr_person(msgid)
        return officer if person == officer else f"{officer} / {person}"

    def _on_marked(self) -> None:
        if self._kept is not None:
            self._kept.redraw(self.comment.clear)
        self._outcome.show_text(self._tr("Kept for the translators."), "success")

    def _on_missing(self) -> None:
        self._outcome.show_text(self._tr("Write first what is meant."), "warning")

    def _on_failed(self, error: Exception) -> None:
        self.show_message("error", error_sentence(error, self._tr))
