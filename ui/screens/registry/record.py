# SPDX-License-Identifier: MIT
"""One imported record, read-only: versions, what was disclosed, countersigning."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.document import Section
from app.domain.versions import VersionStanding
from app.i18n import sentence
from app.services.registry import RecordRow, RecordView
from app.services.version_words import standing_words
from ui.screens.clicks import on_click
from ui.screens.labels import moment
from ui.viewmodels.registry import RegistryViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.confirmation import ask
from ui.widgets.form import FormField
from ui.widgets.inputs import TextInput
from ui.widgets.panel import Panel, row
from ui.widgets.status import StatusBadge
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class RecordPanel(Panel):
    """Questions and answers by group, as they were disclosed to this agency."""

    def __init__(
        self,
        view_model: RegistryViewModel,
        view: RecordView,
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role="card", margin=2, parent=parent)
        self._tr = tr
        head = view.row
        self.title = SectionTitle(tr("Record {case}").format(case=head.case_number or "—"))
        self.add(self.title)
        badges = [StatusBadge(tr("Signature valid"), kind="success")]
        if head.practice:
            badges.append(StatusBadge(tr("Practice"), kind="draft"))
        if view.countersigned_by:
            badges.append(StatusBadge(tr("Countersigned"), kind="success"))
        self.body.addLayout(row(*badges, spacing=1))
        for name in view.countersigned_by:
            self.add(TextLabel(tr("Countersigned by {name}").format(name=name)))
        for name in view.approved_by:
            self.add(TextLabel(tr("Allowed by the supervisor {name}").format(name=name)))
        for version in view.versions:
            self.add(TextLabel(self._version(version), size=14))
        self._decision(view_model, view)
        self.countersign_button = Button(tr("Countersign"), rank="outlined", icon="shield")
        self.countersign_button.setEnabled(not view.countersigned_by)
        self.close_button = Button(tr("Close"), rank="text", icon="close")
        on_click(self.countersign_button, self._ask_countersign, view_model)
        on_click(self.close_button, view_model.close_record)
        self.body.addLayout(row(self.countersign_button, self.close_button))
        if view.note is not None:
            self.add(Banner("warning", sentence(view.note, {}, tr)))
        for section in view.sections:
            self._section(section)
        if view.others:
            self.add(SectionTitle(tr("Answers to questions that are not known here"), level=3))
            for name, words in view.others:
                self.add(TextLabel(name, size=14, tone="secondary"))
                self.add(TextLabel(words))

    def _version(self, version: RecordRow) -> str:
        tr, odd = self._tr, standing_words(version, self._tr)
        words = tr("Version {version}, sealed {at}, signed by {name}")
        told = words.format(
            version=version.version, at=moment(version.sealed_at), name=version.signer
        )
        return tr("{version}: {standing}").format(version=told, standing=odd) if odd else told

    def _decision(self, model: RegistryViewModel, view: RecordView) -> None:
        """What a person can decide about versions that claim the same place; a decision can be undone."""
        tr = self._tr
        if view.row.standing is VersionStanding.CONFLICT:
            self.add(
                Banner(
                    "warning", tr("Two versions claim the same place. Look at both, then decide.")
                )
            )
            reason = TextInput(tr("Why this version counts"))
            self.choose_button = Button(tr("This version counts"), rank="outlined", icon="check")
            on_click(self.choose_button, lambda: model.choose(reason.text()))
            self.reason = reason
            self.add(FormField(tr("Why this version counts"), reason, tr=tr))
            self.body.addLayout(row(self.choose_button))
        elif view.decided:
            self.unchoose_button = Button(tr("Take the decision back"), rank="text", icon="back")
            on_click(self.unchoose_button, model.take_choice_back)
            self.add(TextLabel(tr("A supervisor decided that this version counts."), size=14))
            self.body.addLayout(row(self.unchoose_button))

    def _ask_countersign(self, model: RegistryViewModel) -> None:
        tr = self._tr
        ask(
            self.countersign_button,
            tr("Countersign this record?"),
            text=tr("Your countersignature stays with the record and cannot be taken back."),
            yes=tr("Countersign it"),
            deed=model.countersign,
            tr=tr,
        )

    def _section(self, section: Section) -> None:
        self.add(SectionTitle(section.title.ja.text, lang="ja", level=3))
        for entry in section.entries:
            self.add(TextLabel(entry.question.ja.text, lang="ja", size=14, tone="secondary"))
            self.add(TextLabel(entry.answer.ja.text, lang="ja"))
            if entry.own_words is not None:
                self.add(
                    TextLabel(
                        entry.own_words.text, lang=str(entry.own_words.lang), tone="secondary"
                    )
                )
