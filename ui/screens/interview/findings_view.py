# SPDX-License-Identifier: MIT
"""What this shows, in full: per finding the answers, the rule, its source, what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.indicator_table import NOT_LISTED
from app.ids import ItemId
from ui.screens.fold import Fold
from ui.screens.interview.decision_form import DecisionForm
from ui.screens.interview.side_panel import aid_sentence, elements_sentence
from ui.screens.refill import refill
from ui.screens.wordings import before_sentence
from ui.theme import current_theme
from ui.viewmodels.decision import DecisionViewModel
from ui.viewmodels.findings import Cited, FindingRow, Findings
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.panel import Panel
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class FindingsView(QWidget):
    """The content of the drawer; `draw` fills it from the session."""

    item_wanted = Signal(str)

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vm, self._tr = view_model, tr
        self.decision = DecisionForm(DecisionViewModel(view_model, self), tr)
        self._layout = QVBoxLayout()
        self._layout.setSpacing(current_theme().space(1.5))
        outer = QVBoxLayout(self)
        outer.addLayout(self._layout)
        outer.addWidget(self.decision)
        outer.addStretch(1)

    def draw(self) -> None:
        """Show the findings as they stand, and under them what a person decided."""
        refill(self._layout, self._parts(self._vm.glance.findings))
        self.decision.draw()

    def _parts(self, found: Findings) -> Iterator[QWidget]:
        tr = self._tr
        yield Banner("info", aid_sentence(tr), title=elements_sentence(found, tr))
        if found.ungraded:
            yield TextLabel(self._ungraded(found.ungraded))
        if found.child_path:
            yield TextLabel(tr("Under 18 or in doubt: means are not required."))
        yield from self._list(tr("Act"), found.act)
        yield from self._list(tr("Means"), found.means)
        yield from self._list(tr("Purpose"), found.purpose)
        yield from self._list(tr("Signs of forced labour"), found.forced_labour)
        yield SectionTitle(tr("Six dimensions"), level=2)
        for row in found.dimensions:
            title = f"{row.id} {row.title}: {self._grade(row.grade)}"
            yield Fold(title, self._findings(row.findings, row.not_asked), tr=tr)
        if found.pattern:
            yield TextLabel(found.pattern)
        yield TextLabel(found.note, size=14, tone="secondary")
        yield TextLabel(
            tr("Questions not asked that could also show something: {count}").format(
                count=len(found.not_asked)
            ),
            tone="secondary",
        )

    def _list(self, title: str, findings: Sequence[FindingRow]) -> Iterator[QWidget]:
        yield SectionTitle(f"{title} ({len(findings)})", level=2)
        if not findings:
            yield TextLabel(self._tr("Nothing so far."), tone="secondary")
        for finding in findings:
            yield Fold(finding.title, self._finding(finding), tr=self._tr)

    def _findings(self, findings: Sequence[FindingRow], not_asked: int) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        for finding in findings:
            layout.addWidget(self._finding(finding, titled=True))
        words = self._tr("Not asked: {count}").format(count=not_asked)
        layout.addWidget(TextLabel(words, tone="secondary"))
        return box

    def _finding(self, finding: FindingRow, *, titled: bool = False) -> QWidget:
        tr, box = self._tr, Panel(role="sunken", margin=1.5)
        if titled:
            grade = f" ({self._strength(finding.grade)})" if finding.grade else ""
            box.add(TextLabel(f"{finding.title}{grade}", bold=True))
        for cited in finding.answers:
            box.add(TextLabel(self._cited(cited)))
        for rule in finding.rules:
            box.add(TextLabel(tr("Rule: {rule}").format(rule=rule), size=14, tone="secondary"))
        box.add(
            TextLabel(
                tr("Source: {source} ({code})").format(source=finding.source, code=finding.code),
                size=14,
                tone="secondary",
            )
        )
        for cited in finding.against:
            box.add(
                TextLabel(
                    tr("Speaks against it: {answer}").format(answer=self._cited(cited)), size=14
                )
            )
        if not finding.against:
            box.add(TextLabel(tr("No answer speaks against it so far."), size=14, tone="secondary"))
        if finding.not_asked:
            items = ", ".join(finding.not_asked)
            box.add(
                TextLabel(tr("Not asked: {items}").format(items=items), size=14, tone="secondary")
            )
            box.add(self._ask_next(finding.not_asked[0]))
        return box

    def _ask_next(self, item: ItemId) -> QWidget:
        """The way to the first question that could also show something."""
        question = self._vm.glance.explainer.question(item)
        words = self._tr("Ask next: {item} {question}").format(item=item, question=question)
        button = Button(words, rank="text", size="small", icon="next", tone="neutral")
        policy = button.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        button.setSizePolicy(policy)
        button.clicked.connect(lambda: self.item_wanted.emit(str(item)))
        return button

    def _cited(self, cited: Cited) -> str:
        words = f"{cited.item} {cited.question} → {cited.answer}"
        return f"{words} ({before_sentence(cited.before, self._tr)})" if cited.before else words

    def _ungraded(self, count: int) -> str:
        words = self._tr(
            "Ungraded: {count} signs found. The published strengths for sexual exploitation were not"
            " available for this pack, so the program does not say how strong they are. The signs"
            " themselves and the three elements below do not depend on it."
        )
        return words.format(count=count)

    def _grade(self, grade: str) -> str:
        tr = self._tr
        words = {
            "positive": tr("indicated"),
            "ungraded": tr("ungraded"),
            "some": tr("some signs"),
            "none_so_far": tr("nothing so far"),
        }
        return words[grade]

    def _strength(self, grade: str) -> str:
        tr = self._tr
        words = {
            "strong": tr("strong"),
            "medium": tr("medium"),
            "weak": tr("weak"),
            "ungraded": tr("ungraded"),
            NOT_LISTED: tr("not in the list of this profile, not counted"),
        }
        return words[grade]
