# SPDX-License-Identifier: MIT
"""A person decides about the status: one of four words, why, and who recognised when. Under the findings."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.agency import short_name
from app.domain.state import Decided
from app.domain.typing_place import DECISION
from app.services.deciding import OTHER_BODY
from ui.screens.kept import Kept
from ui.screens.labels import moment
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.decision import DecisionViewModel
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.fields import FormField, RadioGroup, Select, TextArea, TextInput
from ui.widgets.panel import Panel, row
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


def status_words(tr: Translate) -> dict[str, str]:
    """The four words; none of them says that someone is not a victim."""
    return {
        "possible": tr("Possible victim"),
        "presumed": tr("Presumed victim"),
        "recognised": tr("Recognised as a victim"),
        "not_recognised": tr("Not recognised so far; re-screening is welcome"),
    }


class DecisionForm(Panel):
    """Redrawn with `draw`; what is typed lives in the view model."""

    def __init__(
        self, view_model: DecisionViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(role="card", margin=2, parent=parent)
        self._vm, self._tr = view_model, tr
        self._agencies = view_model.agencies
        self.body.setSpacing(current_theme().space(1))
        self.add(SectionTitle(tr("Decision of a person"), level=2))
        self.add(
            TextLabel(
                tr(
                    "A person decides, with a reason. It changes no finding, and no finding decides."
                ),
                tone="secondary",
            )
        )
        self._history = QVBoxLayout()
        self.body.addLayout(self._history)
        self.status = RadioGroup(tr("Decision"), list(status_words(tr).items()))
        agencies = [("", tr("Choose"))]
        agencies += [(agency, self._body(agency)) for agency in (*self._agencies, OTHER_BODY)]
        self.agency = Select(tr("Recognised by"), agencies)
        self.on = TextInput(tr("Day (YYYY-MM-DD)"), lang="en")
        self.reason = TextArea(tr("Why"), lines=2)
        self.record = Button(tr("Record the decision"), rank="outlined", icon="check")
        self._recognition = QWidget()
        inner = QVBoxLayout(self._recognition)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(FormField(tr("Recognised by"), self.agency, tr=tr))
        inner.addWidget(FormField(tr("Day (YYYY-MM-DD)"), self.on, tr=tr))
        self._message = InlineMessage()
        self.add(self.status)
        self.add(self._recognition)
        self.add(FormField(tr("Why"), self.reason, tr=tr))
        self.add(self._message)
        self.body.addLayout(row(self.record))
        self._empty()
        self._connect()
        self._kept = Kept(view_model.unsaved, DECISION, self)

    def draw(self) -> None:
        """Show what was decided so far and what is typed."""
        told = enumerate(self._vm.history)
        refill(
            self._history, (TextLabel(self._line(decision), bold=not at) for at, decision in told)
        )
        self._kept.redraw(self._empty)
        self._recognition.setVisible(self._vm.needs_recognition)

    def _empty(self) -> None:
        self.status.choose("")
        self.agency.choose("")
        self.on.clear()
        self.reason.clear()

    def _connect(self) -> None:
        vm = self._vm
        self.status.chosen_changed.connect(self._on_status)
        self.agency.chosen_changed.connect(lambda agency: vm.type("agency", agency))
        self.on.textChanged.connect(lambda _text: vm.type("on", self.on.plain()))
        self.reason.textChanged.connect(lambda: vm.type("reason", self.reason.plain()))
        self.record.clicked.connect(vm.record)
        vm.changed.connect(self._on_stored)
        vm.failed.connect(self._on_failed)

    def _body(self, agency: str) -> str:
        if agency == OTHER_BODY:
            return self._tr("another body")
        return short_name(self._agencies, agency, current_theme().language)

    def _line(self, decision: Decided) -> str:
        by = self._tr("{word} (decided by {who}, {when}): {reason}")
        word = status_words(self._tr)[decision.status]
        if decision.agency:
            word = f"{word} – {self._body(decision.agency)}, {decision.on}"
        return by.format(
            word=word, who=decision.by, when=moment(decision.at), reason=decision.reason
        )

    def _on_status(self, status: str) -> None:
        self._vm.type("status", status)
        self._recognition.setVisible(self._vm.needs_recognition)

    def _on_stored(self) -> None:
        self.draw()
        self._message.show_text(self._tr("The decision is recorded."), "success")

    def _on_failed(self, error: Exception) -> None:
        self._message.show_text(error_sentence(error, self._tr), "error")
