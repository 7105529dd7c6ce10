# SPDX-License-Identifier: MIT
"""The bar over the interview: which case, whose language, which interpreter, and what is saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.agency import short_name
from ui.screens.wordings import mode_word
from ui.theme import current_theme
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.buttons import IconButton
from ui.widgets.panel import Panel, row
from ui.widgets.status import StatusBadge
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class HeaderBar(Panel):
    """Facts at the start, actions at the end. ``draw`` follows the view model."""

    phases_wanted = Signal()
    panel_wanted = Signal()
    person_window_wanted = Signal()
    lock_wanted = Signal()
    language_wanted = Signal()

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(role="head", margin=0.5, parent=parent)
        self._vm, self._tr = view_model, tr
        self._narrow = False
        self.phases = IconButton("menu", tr("Phases"), stacked=True)
        self.panel = IconButton("bell", tr("Due now"), stacked=True)
        self.person = IconButton("person-window", tr("Person's window"), stacked=True)
        self.lock = IconButton("lock", tr("Lock"), stacked=True)
        self.saved = StatusBadge("", kind="success")
        self._facts = TextLabel(size=16, bold=True)
        self._facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._practice = StatusBadge(tr("Practice"), kind="info")
        self.language = IconButton("language", tr("No language yet"))
        self.body.addLayout(self._laid_out())
        self.phases.clicked.connect(self.phases_wanted)
        self.panel.clicked.connect(self.panel_wanted)
        self.person.clicked.connect(self.person_window_wanted)
        self.lock.clicked.connect(self.lock_wanted)
        self.language.clicked.connect(self.language_wanted)

    def _laid_out(self) -> QHBoxLayout:
        """Facts over badges at the start, buttons at the end."""
        space = current_theme().space(1)
        facts = QVBoxLayout()
        facts.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(2 * space)
        first.addWidget(self._facts)
        first.addWidget(self.language)
        first.addStretch(1)
        facts.addLayout(first)
        facts.addLayout(row(self.saved, self._practice, spacing=1))
        line = QHBoxLayout()
        line.setSpacing(space)
        line.addWidget(self.phases)
        line.addLayout(facts, 1)
        for button in (self.panel, self.person, self.lock):
            line.addWidget(button)
        return line

    def set_width(self, *, wide: bool, narrow: bool) -> None:
        """Show the buttons of what became a drawer."""
        self.panel.setVisible(not wide)
        self.phases.setVisible(narrow)
        if narrow != self._narrow:
            self._narrow = narrow
            if self._vm.is_open:
                self.draw()

    def draw(self) -> None:
        """Show the facts as they stand."""
        tr, header = self._tr, self._vm.glance.header
        agencies = self._vm.session.pack.agencies
        agency = short_name(agencies, header.agency, self._vm.glance.officer_lang)
        facts = [
            tr("Case {case}").format(case=header.case_number),
            f"{agency} {header.station}".strip(),
            self._interpreter(header.interpreter, header.interpreter_mode),
        ]
        if self._narrow:
            facts = [header.case_number, header.interpreter]
        self._facts.set_text(" · ".join(fact for fact in facts if fact))
        self._facts.set_size(14 if self._narrow else 16)
        self.language.set_text(header.language or tr("No language yet"), header.language_tag or "")
        self.language.setAccessibleDescription(tr("Another language for the person"))
        self.language.setVisible(not self._narrow)
        self._practice.setVisible(header.practice)
        self.draw_saved()
        due = len(self._vm.glance.cards_due) + len(self._vm.glance.flags)
        self.panel.set_text(tr("Due now ({count})").format(count=due) if due else tr("Due now"))

    def draw_saved(self) -> None:
        """Say *saved* with its time only after the commit; *not saved yet* while something is typed."""
        tr, vm = self._tr, self._vm
        if vm.busy:
            self.saved.set(tr("saving"), "neutral", "clock")
        elif vm.is_entered:
            self.saved.set(tr("not saved yet"), "neutral", "edit")
        elif vm.saved_at:
            self.saved.set(tr("saved {time}").format(time=vm.saved_at), "success", "check")
        else:
            self.saved.set(tr("not saved yet"), "neutral", "edit")
        self.saved.updateGeometry()

    def _interpreter(self, code: str, mode: str) -> str:
        tr = self._tr
        if not code:
            return tr("no interpreter")
        how = mode_word(mode, tr)
        if not how:
            return tr("interpreter {code}").format(code=code)
        return tr("interpreter {code} ({how})").format(code=code, how=how)
