# SPDX-License-Identifier: MIT
"""What to do now, who takes over, what was done. A flag closes only by what is written here."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from app.domain.typing_place import danger_place
from ui.screens.clicks import on_click
from ui.screens.danger.red_panel import RedPanel, numbers_line
from ui.screens.fold import Fold
from ui.screens.kept import Kept
from ui.screens.labels import moment
from ui.screens.raising import ask_to_raise
from ui.screens.refill import refill
from ui.screens.wordings import before_sentence, error_sentence
from ui.theme import current_theme
from ui.viewmodels.danger import DangerViewModel
from ui.viewmodels.flags import FlagRow
from ui.widgets.buttons import Button
from ui.widgets.confirmation import ask
from ui.widgets.fields import FormField, TextArea, TextInput
from ui.widgets.marked_field import MarkedField
from ui.widgets.panel import CardFrame, Panel, column, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class DangerScreen(ScreenFrame):
    """Opened by a raised red flag, or by the officer at any time.

    ``came_from``: the title of the page that *back* leads to, where that is not the interview.
    """

    left = Signal()

    def __init__(
        self,
        view_model: DangerViewModel,
        tr: Translate,
        came_from: str = "",
        title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title or tr("Danger"), max_width=1240, tr=tr, parent=parent)
        self._vm, self._tr = view_model, tr
        self._fields: dict[str, FormField] = {}
        words = tr("Back to “{page}”").format(page=came_from) if came_from else ""
        self.back = Button(words or tr("Back to the interview"), rank="outlined", icon="back")
        self.back.clicked.connect(self.left)
        self.actions.add_action(self.back, "left")
        self.set_entry(self.back)
        view_model.changed.connect(self.retranslate)
        view_model.action_missing.connect(self._on_missing)
        view_model.flag_closed.connect(self._on_closed)
        view_model.failed.connect(self._on_failed)
        self.retranslate()

    def retranslate(self) -> None:
        """Draw everything from the view model; what was typed is there too."""
        self._fields = {}
        refill(self.body, self._parts())
        self.body.addStretch(1)

    def _parts(self) -> Iterator[QWidget | QLayout]:
        tr, vm = self._tr, self._vm
        if vm.red:
            yield RedPanel(vm.red, vm.numbers, tr)
            for flag in vm.red:
                yield self._record(flag)
        else:
            calm = CardFrame(tr("No urgent flag is open"))
            calm.add(numbers_line(vm.numbers, tr, "text"))
            yield calm
        if vm.amber:
            yield SectionTitle(tr("To look after"), level=2)
            for flag in vm.amber:
                yield self._amber(flag)
        yield Fold(tr("Raise a flag: I see a danger"), self._raise(), opened=not vm.red, tr=tr)
        yield from self._taken_back()

    def _taken_back(self) -> Iterator[QWidget | QLayout]:
        tr, vm = self._tr, self._vm
        if vm.mistaken:
            yield SectionTitle(tr("Taken back, and kept in the record"), level=2)
        for mistaken in vm.mistaken:
            words = tr("{flag} – {reason} ({who}, {when})").format(
                flag=mistaken.title,
                reason=mistaken.back.reason,
                who=mistaken.back.by,
                when=moment(mistaken.back.at),
            )
            yield TextLabel(words, tone="secondary")

    def _record(self, flag: FlagRow) -> QWidget:
        """The two fields and the button of one flag."""
        tr, card = self._tr, CardFrame(flag.title)
        what = TextArea(tr("What was done"), lines=2)
        over = TextInput(tr("Who takes over"))
        words, marks = tr("What was done, or why it is not needed"), self._vm.glance.session.marks
        field = MarkedField(words, what, marks, required=True, tr=tr)

        def keep() -> None:
            self._vm.type(flag.id, field.words(), over.plain())

        field.written.connect(keep)
        over.textChanged.connect(keep)
        self._fields[flag.id] = field
        record = Button(tr("Record and close this flag"), icon="check", rank="outlined")
        record.clicked.connect(lambda: self._ask_record(record, flag))
        beside = column(FormField(tr("Who takes over"), over, tr=tr))
        beside.addLayout(row(record))
        fields = QHBoxLayout()
        fields.setSpacing(current_theme().space(3))
        fields.addWidget(field, 2)
        fields.addLayout(beside, 1)
        card.body.addLayout(fields)
        Kept(self._vm.unsaved, danger_place(flag.id), card)
        if flag.cites:
            words = tr("Raised by the answer to {items}").format(items=", ".join(flag.cites))
            card.add(TextLabel(words, size=14, tone="secondary"))
        if flag.before:
            card.add(TextLabel(before_sentence(flag.before, tr), bold=True))
        if self._vm.may_take_back(flag.id):
            card.add(self._mistake(flag))
        return card

    def _mistake(self, flag: FlagRow) -> QWidget:
        """A flag that was raised by hand may have been a mistake."""
        tr, vm, box = self._tr, self._vm, Panel(margin=0)
        why = TextInput(tr("Why it was a mistake"))
        why.setText(vm.reason(flag.id))
        why.textChanged.connect(lambda: vm.type_reason(flag.id, why.plain()))
        field = FormField(tr("Why it was a mistake"), why, required=True, tr=tr)
        button = Button(tr("Take this flag back"), rank="outlined", size="small")
        on_click(button, self._ask_back, button, field, flag)
        box.add(field)
        box.body.addLayout(row(button))
        return Fold(tr("Raised by mistake"), box, opened=bool(vm.reason(flag.id)), tr=tr)

    def _ask_back(self, button: Button, field: FormField, flag: FlagRow) -> None:
        tr, vm = self._tr, self._vm
        if not vm.reason(flag.id).strip():
            field.set_error(tr("Write the reason."))
            return
        words = tr("“{flag}” is shown as taken back. That it was raised stays in the record.")
        ask(
            button,
            tr("Take this flag back?"),
            text=words.format(flag=flag.title),
            yes=tr("Yes, take it back"),
            deed=lambda: vm.take_back(flag.id),
            tr=tr,
        )

    def _amber(self, flag: FlagRow) -> QWidget:
        box = Panel(margin=0)
        for action in flag.actions:
            box.add(TextLabel(f"・{action}", size=17))
        box.add(self._record(flag))
        return Fold(flag.title, box, opened=bool(self._vm.typed(flag.id)[0].text), tr=self._tr)

    def _raise(self) -> QWidget:
        box = Panel(role="sunken", margin=1)
        for flag, title, severity in self._vm.to_raise:
            icon = "danger" if severity == "red" else "flag"
            button = Button(title, rank="text", size="small", icon=icon, tone="neutral")
            on_click(button, self._ask_raise, button, flag, title)
            box.add(button)
        return box

    def _ask_record(self, button: Button, flag: FlagRow) -> None:
        tr, vm = self._tr, self._vm
        label = tr("Taken over by")
        if not vm.typed(flag.id)[0].text:
            vm.record(flag.id, label)  # says what is missing
            return
        words = tr("“{flag}” is closed by what you wrote. This stays in the record.")
        ask(
            button,
            tr("Close this flag?"),
            text=words.format(flag=flag.title),
            yes=tr("Close the flag"),
            deed=lambda: vm.record(flag.id, label),
            tr=tr,
        )

    def _ask_raise(self, button: Button, flag: str, title: str) -> None:
        ask_to_raise(button, title, lambda: self._vm.raise_flag(flag), self._tr)

    def _on_missing(self, flag: str) -> None:
        self._fields[flag].point_out(self._tr("Write what was done, or why nothing was needed."))

    def _on_closed(self) -> None:
        self.show_message(
            "success", self._tr("Recorded. The flag is closed and stays in the record.")
        )

    def _on_failed(self, error: Exception) -> None:
        self.show_message("error", error_sentence(error, self._tr))
