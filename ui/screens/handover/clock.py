# SPDX-License-Identifier: MIT
"""The clock in doubt: both times, the statement, and the unsigned paper while nothing can be signed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clock import local_text
from app.domain.clock_faults import ClockFault
from app.i18n import sentence
from app.ids import RecipientId
from app.services.timekeeping import ClockReport
from ui.screens.clicks import on_click
from ui.screens.held_against import LookedAt
from ui.screens.refill import refill
from ui.screens.stated_time import StatedTimeForm, both_times
from ui.theme import current_theme
from ui.viewmodels.handover import HandoverViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.fields import FormField, Select
from ui.widgets.panel import Panel
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


def fault_sentence(fault: ClockFault, report: ClockReport, tr: Translate) -> str:
    """What is wrong with the clock, in words and local times."""
    times = report.times
    head = local_text(times.head or times.valid_from)
    words = {
        ClockFault.SET_BACK: tr("The clock was set back since an earlier entry of this interview."),
        ClockFault.SET_FORWARD: tr(
            "The clock was set forward since an earlier entry of this interview."
        ),
        ClockFault.BEFORE_CERTIFICATE: tr(
            "This is before your certificate begins ({since})."
        ).format(since=local_text(times.valid_from)),
        ClockFault.AFTER_CERTIFICATE: tr("This is after your certificate ended ({until}).").format(
            until=local_text(times.valid_until)
        ),
        ClockFault.BEFORE_HEAD: tr("This is before the station was last used ({at}).").format(
            at=head
        ),
        ClockFault.BEFORE_PACK: tr("This is before the interview's content was made."),
        ClockFault.BEFORE_RELEASE: tr("This is before this program was made."),
        ClockFault.FAR_FORWARD: tr(
            "This is more than half a year after the station was last used ({at})."
        ).format(at=head),
    }
    return words[fault]


class ClockPanel(Panel):
    """Hidden while the clock and the certificate are in order."""

    paper_wanted = Signal(str, bool)  # recipient of an unsigned paper; a lawyer was offered
    lawyer_wanted = Signal()

    def __init__(
        self, view_model: HandoverViewModel, tr: Translate, lang: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(role="card", margin=2, parent=parent)
        self._model, self._tr, self._lang = view_model, tr, lang
        self._made: object = None
        self.form = StatedTimeForm(tr)
        self.recipient: Select | None = None
        self.paper_button: Button | None = None
        self.held: LookedAt | None = None
        self._held_at = QVBoxLayout()  # where it stands
        self._held_made: object = None
        self.refresh()

    def refresh(self) -> None:
        """Draw what stands now; what is being typed is not touched without need."""
        clock = self._model.clock
        self.setVisible(clock.is_told)
        report = clock.report
        if report is None:
            return
        state = (report.faults, report.stated, report.signing, report.signs and report.signs.code)
        if state != self._made:
            self._made = state
            self.recipient = self.paper_button = None
            refill(self.body, self._parts(report))
        self._draw_held()
        self.form.show_error(clock.error)

    def _parts(self, report: ClockReport) -> list[QWidget]:
        tr = self._tr
        parts = both_times(report.machine, report.signing if report.stated else None, tr)
        parts += [TextLabel(f"・{fault_sentence(fault, report, tr)}") for fault in report.faults]
        if report.signs is not None and not report.asks:
            parts += self._unsigned(report)
        if report.faults or report.stated:
            words = tr("Both times are sealed and printed.")
            self.form = StatedTimeForm(tr)
            self.form.stated.connect(self._model.clock.state)
            self.form.confirmed.connect(self._model.clock.confirm)
            parts += [TextLabel(words, tone="secondary"), self.form]
        return parts

    def _unsigned(self, report: ClockReport) -> list[QWidget]:
        """Why nothing can be signed, and the paper that can be made all the same."""
        tr, model = self._tr, self._model
        fault = report.signs
        why = sentence(fault.code, fault.params, tr) if fault is not None else ""
        choices = [
            (str(recipient), model.recipient_name(recipient, self._lang))
            for recipient in model.signable
        ]
        parts: list[QWidget] = [Banner("warning", why)]
        if choices:
            self.recipient = select = Select(tr("Unsigned paper for"), choices)
            self.paper_button = Button(tr("Save an unsigned paper"), icon="print")
            on_click(self.paper_button, self._on_paper)
            place = QWidget()
            self._held_at = QVBoxLayout(place)
            self._held_at.setContentsMargins(0, 0, 0, 0)
            select.chosen_changed.connect(self._draw_held)
            self._held_made = None
            field = FormField(tr("Unsigned paper for"), select, tr=tr)
            parts += [field, place, self.paper_button]
        return parts

    def _draw_held(self) -> None:
        """What the reader of the paper could hold against the person is looked at first, as before a file."""
        model, select = self._model, self.recipient
        if select is None or self.paper_button is None:
            return
        reader, lawyer = RecipientId(select.chosen()), model.lawyer
        held = model.held_against(reader, self._lang)
        if (reader, held) == self._held_made:
            return
        self._held_made, self.held = (reader, held), None
        if held:
            name = model.recipient_name(lawyer, self._lang) if lawyer is not None else ""
            self.held = LookedAt(held, name, self._tr)
            self.held.lawyer_wanted.connect(self.lawyer_wanted)
            self.held.looked.connect(self.paper_button.setEnabled)
        refill(self._held_at, [self.held] if self.held is not None else [])
        self.paper_button.setEnabled(self.held is None)

    def _on_paper(self) -> None:
        if self.recipient is not None:
            self.paper_wanted.emit(self.recipient.chosen(), self.held is not None)


def stacked(clock: ClockPanel, below: QWidget) -> QWidget:
    """The panel above what it is about."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(current_theme().space(2))
    layout.addWidget(clock)
    layout.addWidget(below, 1)
    return column
