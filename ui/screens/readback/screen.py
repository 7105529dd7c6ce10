# SPDX-License-Identifier: MIT
"""The account read back: asked for, never a condition."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from app.domain.typing_place import READBACK
from app.ids import ItemId
from app.services.lock_words import lock_sentence
from ui.a11y import one_stop
from ui.screens.fold import Fold
from ui.screens.kept import Kept
from ui.screens.readback.entry import CorrectEntry, SaidEntry
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.viewmodels.readback import ReadbackViewModel
from ui.widgets.banners import Banner, InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.feedback import EmptyState
from ui.widgets.fields import RadioGroup, TextInput
from ui.widgets.halves import Halves
from ui.widgets.marked_field import MarkedField
from ui.widgets.panel import CardFrame, Panel
from ui.widgets.reveal import reveal
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import SectionTitle, TextLabel, text_widget
from ui.widgets.words import Translate


class ReadbackScreen(ScreenFrame):
    """``finished`` when the result is stored."""

    finished = Signal()
    left = Signal()

    def __init__(
        self, view_model: ReadbackViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("Read back"),
            subtitle=tr("Asked for, never a condition. Every answer can be corrected."),
            tr=tr,
            parent=parent,
        )
        self._vm, self._tr = view_model, tr
        self._edited: ItemId | None = None
        self._entries: dict[ItemId | None, SaidEntry | CorrectEntry] = {}
        back = Button(tr("Back to the interview"), rank="outlined", icon="back")
        done = Button(tr("Keep the result and go on"), icon="next", size="large")
        back.clicked.connect(self.left)
        done.clicked.connect(view_model.finish)
        self.actions.add_action(back, "left")
        self.actions.add_action(done)
        self._back = back
        view_model.changed.connect(self.retranslate)
        view_model.finished.connect(self.finished)
        view_model.reason_missing.connect(self._on_missing)
        view_model.failed.connect(self._on_failed)
        self.retranslate()

    def retranslate(self) -> None:
        """Draw everything from the view model; the keyboard goes into and out of a correction with it."""
        before, self._edited = self._edited, self._vm.editing
        refill(self.body, self._parts())
        self.body.addStretch(1)
        kept = [entry for entry in self._entries.values() if isinstance(entry, SaidEntry)]
        one_stop(*(button for entry in kept for button in entry.buttons))
        open_ones = (entry.confirm for entry in kept if entry.confirm is not None)
        self.set_entry(next(open_ones, self._back))
        if self._edited != before and (entry := self._entries.get(self._edited or before)):
            entry.begin()

    def refuge(self) -> QWidget | None:
        """After the last confirmation comes the result."""
        return self._result_group

    def _parts(self) -> Iterator[QWidget | QLayout]:
        account = self._vm.account
        if not account:
            yield EmptyState(self._tr("Nothing was answered yet"), icon="list")
        else:
            yield self._opening()
        phase, self._entries = "", {}
        for answer in account:
            if answer.phase != phase:
                phase = answer.phase
                yield SectionTitle(self._vm.phases[phase], level=2)
            corrects = answer.item == self._vm.editing
            entry = (CorrectEntry if corrects else SaidEntry)(self._vm, answer, self._tr)
            self._entries[answer.item] = entry
            yield entry
        yield self._not_asked()
        yield self._result()

    def _opening(self) -> QWidget:
        """What the person is told first."""
        tr, glance = self._tr, self._vm.glance
        lang, tr_person = glance.words_lang, glance.tr_person
        box = Panel(margin=0)
        officer = (
            tr("You can correct anything. You do not have to sign or agree."),
            f"{tr_person('You can correct anything.')} {tr_person('You do not have to sign or agree.')}",
        )
        box.add(
            Halves(
                text_widget(glance.officer_lang, officer[0]),
                text_widget(lang, officer[1]),
                margin=(1, 1),
            )
        )
        if any(answer.told_freely for answer in self._vm.account):
            box.add(
                Banner(
                    "info",
                    tr(
                        "What is marked was told freely, word for word. The rest answers single questions."
                    ),
                )
            )
        left = len(self._vm.unattested)
        if left:
            box.add(
                Banner(
                    "info",
                    tr("Important answers still to be confirmed: {count}").format(count=left),
                )
            )
        return box

    def _not_asked(self) -> QWidget:
        tr, box = self._tr, Panel(role="sunken", margin=2)
        roles = self._vm.roles
        lines = self._vm.not_asked
        for line in lines:
            reason = f" ({lock_sentence(line.reason, roles, tr)})" if line.reason else ""
            box.add(TextLabel(f"・{line.text}{reason}"))
        return Fold(tr("Not asked ({count})").format(count=len(lines)), box, tr=tr)

    def _result(self) -> QWidget:
        tr = self._tr
        card = CardFrame(tr("Result of reading back"))
        choices = [
            ("done", tr("All was read back")),
            ("partial", tr("A part was read back")),
            ("not_done", tr("It was not read back")),
        ]
        group = RadioGroup(tr("Result of reading back"), choices)
        result, why = self._vm.stored
        group.choose(result)
        words = tr("Reason, when only a part or nothing was read")
        marks = self._vm.glance.session.marks
        self._reason = reason = MarkedField(words, TextInput(tr("Reason")), marks, tr=tr)
        reason.write(why)

        def keep() -> None:
            self._vm.choose(group.chosen(), reason.words())

        group.chosen_changed.connect(lambda _chosen: keep())
        reason.written.connect(keep)
        self._result_group, self._fault = group, InlineMessage()
        for part in (self._fault, group, self._reason):
            card.add(part)
        Kept(self._vm.unsaved, READBACK, card)
        return card

    def _on_missing(self) -> None:
        """Lead to what is missing and say it above the field."""
        if self._vm.editing is not None:
            return
        if self._vm.result:
            self._fault.clear()
            self._reason.point_out(self._tr("Write the reason."))
            return
        words = self._tr("Choose a result; a part or nothing wants its reason.")
        self._fault.show_text(words)
        self._result_group.setFocus()
        reveal(self._result_group, led_by=self._fault)

    def _on_failed(self, error: Exception) -> None:
        self.show_message("error", error_sentence(error, self._tr))
