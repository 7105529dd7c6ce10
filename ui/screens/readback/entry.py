# SPDX-License-Identifier: MIT
"""One answer as it is read back, and the same answer while it is corrected."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.typing_place import correct_place
from app.domain.value import Json
from ui.a11y import name, tab_order
from ui.screens.item_spec import SpecMaker
from ui.screens.kept import Kept
from ui.screens.wordings import before_sentence
from ui.theme import current_theme
from ui.viewmodels.readback import ReadbackAnswer, ReadbackViewModel
from ui.widgets.answer_spec import Value
from ui.widgets.answers import answer_widget
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import TextInput
from ui.widgets.halves import Halves
from ui.widgets.marked_field import MarkedField
from ui.widgets.panel import Panel, row
from ui.widgets.status import StatusBadge
from ui.widgets.text import SectionTitle, TextLabel, text_widget
from ui.widgets.words import Translate


class SaidEntry(Panel):
    """Question small, answer large, both languages; confirm and correct beneath."""

    def __init__(
        self,
        view_model: ReadbackViewModel,
        answer: ReadbackAnswer,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="card", margin=0, parent=parent)
        self.body.setSpacing(0)
        glance = view_model.glance
        left = _side(glance.officer_lang, answer.question, answer.answer)
        if answer.rendered and (inner := left.layout()) is not None:
            words = tr("Rendered: {text}").format(text=answer.rendered)
            inner.addWidget(text_widget(glance.officer_lang, words, 16))
        right = (
            _side(glance.person_lang, answer.question_person or "", answer.answer_person)
            if answer.answer_person
            else TextLabel(tr("The interpreter reads this."), tone="secondary")
        )
        self.add(Halves(left, right, margin=(1.5, 1.5)))
        self.confirm: Button | None = None
        self.correct = correct = IconButton("edit", tr("Correct"))
        name(correct, f"{correct.text()}: {answer.question}")
        correct.clicked.connect(lambda: view_model.edit(answer.item))
        line = row(
            TextLabel(str(answer.item), lang="en", size=14, tone="secondary", wrap=False), spacing=1
        )
        if answer.told_freely:
            line.addWidget(StatusBadge(tr("free account, word for word"), kind="info"))
        if answer.before:
            words = before_sentence(answer.before, tr)
            line.addWidget(TextLabel(words, size=14, bold=True))
        if answer.corrected:
            words = tr("corrected: {reason}").format(reason=answer.corrected)
            line.addWidget(TextLabel(words, size=14, tone="secondary"))
        if answer.attested:
            line.addWidget(StatusBadge(tr("confirmed"), kind="success", icon="check"))
        elif answer.critical:
            self.confirm = confirm = IconButton("check", tr("The person confirms"), tone="primary")
            name(confirm, f"{confirm.text()}: {answer.question}")
            confirm.clicked.connect(lambda: view_model.attest(answer.item))
            line.addWidget(confirm)
        line.addWidget(correct)
        edge = current_theme().space(1)
        line.setContentsMargins(2 * edge, 0, edge, edge)
        self.body.addLayout(line)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """What can be pressed, in order."""
        return (self.confirm, self.correct) if self.confirm is not None else (self.correct,)

    def begin(self) -> None:
        """Take the focus back after a correction."""
        self.correct.setFocus()


class CorrectEntry(Panel):
    """The answer widget with the present answer, and the reason of the correction."""

    def __init__(
        self,
        view_model: ReadbackViewModel,
        stored: ReadbackAnswer,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="selected", margin=2, parent=parent)
        self._vm, self._stored = view_model, stored
        glance = view_model.glance
        spec = SpecMaker(glance, tr).item(stored.item)
        self.answer = answer_widget(spec, tr=tr, tr_person=glance.tr_person)
        self.answer.set_value(cast("Value | None", view_model.value(stored.item)))
        self.reason = TextInput(tr("Reason of the correction"))
        words = tr("Reason of the correction")
        self.why = MarkedField(words, self.reason, glance.session.marks, required=True, tr=tr)
        self._message = InlineMessage()
        save = Button(tr("Save the correction"), icon="save")
        leave = Button(tr("Leave it as it is"), rank="text")
        self.add(SectionTitle(stored.question, level=3, size=18))
        self.add(self.answer)
        self.add(self.why)
        self.add(
            TextLabel(tr("The earlier answer stays in the record."), size=14, tone="secondary")
        )
        self.add(self._message)
        self.body.addLayout(row(save, leave))
        Kept(view_model.unsaved, correct_place(stored.item), self)
        save.clicked.connect(self._on_save)
        leave.clicked.connect(self._on_leave)
        view_model.reason_missing.connect(
            lambda: self._message.show_text(tr("Give the new answer and the reason."))
        )

    def begin(self) -> None:
        """Take the focus: the answer is typed anew."""
        next(iter(tab_order(self.answer)), self.reason).setFocus()

    def _on_leave(self) -> None:
        self._vm.unsaved.settle({correct_place(self._stored.item)})
        self._vm.edit(None)

    def _on_save(self) -> None:
        self._vm.correct(self._stored.item, cast("Json", self.answer.value()), self.why.words())


def _side(lang: str, question: str, answer: str) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(text_widget(lang, question, 14, tone="secondary"))
    layout.addWidget(text_widget(lang, answer, 18, bold=True))
    layout.addStretch(1)
    return holder
