# SPDX-License-Identifier: MIT
"""The plan of disclosure: all recipients at the left, one of them at the right; below where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n.code_text import refusal
from app.ids import RecipientId
from ui.screens.clicks import on_click
from ui.screens.disclosure.plan import Cell, Plan
from ui.screens.disclosure.recipient import RecipientPanel
from ui.screens.labels import consent_label, withheld_reason
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.disclosure import DisclosureViewModel
from ui.viewmodels.unsaved import Unsaved
from ui.widgets.buttons import Button
from ui.widgets.drawer import Drawer
from ui.widgets.panel import Panel
from ui.widgets.reveal import reveal
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.sides import Sides
from ui.widgets.status import BadgeKind
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_WIDE = 2400
_PANEL = 450
_PLAN = 380  # px at 100 %: the plan beside the panel


class DisclosureScreen(ScreenFrame):
    """What was agreed to, what the law says, and what stays."""

    handover_opened = Signal()
    home_opened = Signal()

    def __init__(
        self,
        view_model: DisclosureViewModel,
        tr: Translate,
        unsaved: Unsaved,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Who may receive what"),
            subtitle=tr("Nothing goes to anyone unless the person agreed or a law says so."),
            max_width=_WIDE,
            tr=tr,
            parent=parent,
        )
        self.model, self._words, self._lang = view_model, tr, current_theme().language
        self._unsaved = unsaved
        self._rows = QVBoxLayout()
        self.plan: Plan | None = None
        self.detail: RecipientPanel | None = None
        self._side = QVBoxLayout()
        rows, side = QWidget(), QWidget()
        for widget, layout in ((rows, self._rows), (side, self._side)):
            layout.setContentsMargins(0, 0, 0, 0)
            widget.setLayout(layout)
        self._sides = Sides()
        self._sides.add_read(rows, _PLAN)
        self._sides.add_fixed(side, _PANEL)
        self.body.addWidget(self._sides, 1)
        self.home_button = on_click(
            Button(tr("To the list"), rank="text", icon="home"), self.home_opened.emit
        )
        self.next_button = Button(tr("Seal and hand over"), size="large", icon="next")
        on_click(self.next_button, self.handover_opened.emit)
        self.actions.add_action(self.home_button, "left")
        self.actions.add_action(self.next_button)
        self.set_entry(self.next_button)
        self._drawer: Drawer | None = None
        view_model.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        model, tr = self.model, self._words
        if not model.is_loaded:
            if model.error is not None:
                self.show_failed(error_sentence(model.error, tr), model.load)
            else:
                self.show_busy(tr("Reading the record…"))
            return
        self.show_ready()
        if model.error is not None:
            self.show_message("error", error_sentence(model.error, tr))
        elif model.is_draft:
            self.clear_message()
        else:
            self.show_message(
                "info", tr("The record is sealed. A new consent needs a new version of it.")
            )
        self.set_title(tr("Who may receive what · {case}").format(case=model.interview.case_number))
        self._draw_plan()
        self._draw_side()

    def _draw_plan(self) -> None:
        model = self.model
        if self.plan is None:
            rows = [(str(key), model.recipient_name(key, self._lang)) for key in model.recipients]
            columns = [(str(key), model.group_name(key, self._lang)) for key in model.groups]
            name = self._words("Plan of disclosure")
            self.plan = Plan(rows, columns, name=name, tr=self._words)
            self.plan.row_chosen.connect(self._on_row)
            self._rows.addWidget(self.plan)
            if model.recipient in model.recipients:  # one came for this row
                button = self.plan.button(str(model.recipient))
                self.set_entry(button)
                button.setFocus()
        cells = {(str(r), str(g)): self._cell(r, g) for r in model.recipients for g in model.groups}
        self.plan.show_cells(cells, {str(r): self._row_state(r) for r in model.recipients})
        self.plan.choose(str(model.recipient or ""))

    def _cell(self, recipient: RecipientId, group: str) -> Cell:
        view = self.model.cell(recipient, group)  # type: ignore[arg-type]  # an id of the model
        reason = ""
        if view.state == "refused":
            reason = withheld_reason(view.reason, self._words)
        elif view.reason:
            reason = refusal(view.reason, self._words)
        return Cell(view.state, reason=reason)  # type: ignore[arg-type]  # the same closed set

    def _row_state(self, recipient: RecipientId) -> tuple[str, BadgeKind]:
        decision, tr = self.model.decisions[recipient], self._words
        if decision.allowed:
            by = {"own_agency": tr("Own agency"), "basis": tr("By law")}
            return by.get(
                str(decision.by), consent_label(self.model.consent_word(recipient), tr)
            ), "success"
        if decision.refused == "blocked_by_flag":
            return tr("Blocked"), "warning"
        if decision.refused == "countersignature_missing":
            return tr("Countersign"), "warning"
        return consent_label(self.model.consent_word(recipient), tr), "neutral"

    def _draw_side(self) -> None:
        model, tr = self.model, self._words
        if model.recipient is None:
            hint = Panel(role="card", margin=3)
            hint.add(
                TextLabel(
                    tr("Choose a row to record what the person said about that recipient."),
                    tone="secondary",
                )
            )
            refill(self._side, [hint])
            self._side.addStretch(1)
            return
        self.detail = RecipientPanel(model, model.recipient, tr, self._unsaved)
        self.detail.preview_wanted.connect(self._on_preview)
        self.detail.lawyer_wanted.connect(self._on_lawyer)
        refill(self._side, [self.detail])
        self._side.addStretch(1)

    def _on_row(self, recipient: str) -> None:
        self.model.choose(RecipientId(recipient))
        if not self._sides.beside and self.detail is not None:
            reveal(self.detail)

    def _on_lawyer(self, recipient: str) -> None:
        """To the row itself: the button that was pressed stands for another recipient, and is gone."""
        self._on_row(recipient)
        if self.plan is not None:
            self.plan.button(recipient).setFocus()

    def _on_preview(self) -> None:
        """Show what the chosen recipient would read, in a drawer."""
        recipient = self.model.recipient
        if recipient is None:
            return
        tr, content = self._words, QWidget()
        layout = QVBoxLayout(content)
        seen = self.model.seen_by(recipient, self._lang)
        if not seen:
            layout.addWidget(TextLabel(tr("Nothing: no answer goes to this recipient.")))
        for row in seen:
            layout.addWidget(TextLabel(f"{row.group} · {row.question}", size=14, tone="secondary"))
            layout.addWidget(TextLabel(row.answer))
        layout.addStretch(1)
        name = self.model.recipient_name(recipient, self._lang)
        title = tr("What {recipient} would read").format(recipient=name)
        self._drawer = Drawer(self, title, content, width=560, tr=tr)
        self._drawer.open()
