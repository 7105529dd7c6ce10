# SPDX-License-Identifier: MIT
"""The documents that bind: plans, measures, the treaty, laws, each with its day and its source.

The texts themselves are not here; the list belongs to the content, and headquarters replaces it with that.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.obligation import BindingDocument, BindingKind
from ui.screens.clicks import on_click
from ui.screens.fold import Fold
from ui.theme import current_theme
from ui.viewmodels.binding import BindingViewModel
from ui.widgets.buttons import Button
from ui.widgets.panel import Panel, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.status import StatusBadge
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class BindingScreen(ScreenFrame):
    """One line for each document; what is known of it opens under it."""

    home_opened = Signal()

    def __init__(
        self, view_model: BindingViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("Documents that bind"),
            subtitle=tr(
                "Names, days and what they mean for an interview. The texts are not here; headquarters"
                " keeps the list with the content."
            ),
            tr=tr,
            parent=parent,
        )
        self._model, self._tr, self._lang = view_model, tr, current_theme().language
        self.folds: dict[str, Fold] = {}
        for kind, title in _titles(tr).items():
            listed = [document for document in view_model.documents if document.kind is kind]
            if listed:
                self.body.addWidget(SectionTitle(title))
            for document in listed:
                fold = Fold(self._line(document), self._inside(document), tr=tr)
                self.folds[document.id] = fold
                self.body.addWidget(fold)
        if not self.folds:
            self.body.addWidget(TextLabel(tr("This content names no documents.")))
        self.body.addStretch(1)
        self.home_button = Button(tr("To the list of interviews"), rank="text", icon="home")
        self.actions.add_action(on_click(self.home_button, self.home_opened.emit), "left")
        self.set_entry(next((fold.button for fold in self.folds.values()), self.home_button))

    def _line(self, document: BindingDocument) -> str:
        """Its day, its name, and where its name alone would mislead: replaced, or not in force yet."""
        parts = [document.dated, self._model.text(document.name, self._lang)]
        if document.replaced_by:
            parts.append(self._tr("replaced"))
        elif document.comes(self._model.today):
            parts.append(self._tr("from {day}").format(day=document.in_force))
        return " · ".join(parts)

    def _inside(self, document: BindingDocument) -> Panel:
        tr, box = self._tr, Panel(role="sunken", margin=2)
        if document.verified_by is None:
            badge = StatusBadge(tr("Not verified"), kind="warning", icon="question")
            box.body.addLayout(row(badge, spacing=1))
        box.add(TextLabel(self._model.text(document.about, self._lang)))
        for label, text in self._facts(document):
            box.add(TextLabel(label, size=14, tone="secondary"))
            box.add(TextLabel(text, lang="en" if text.isascii() else ""))
        return box

    def _facts(self, document: BindingDocument) -> Iterator[tuple[str, str]]:
        tr = self._tr
        if document.in_force:
            yield tr("In force since or from"), document.in_force
        if document.until:
            yield tr("Until"), document.until
        if document.replaced_by:
            yield tr("Replaced by"), self._model.name(document.replaced_by, self._lang)
        yield (
            tr("Version that headquarters keeps"),
            document.version or tr("not filled in yet"),
        )
        yield tr("Source"), document.source
        if document.verified_by and document.verified_on:
            yield tr("Verified by"), f"{document.verified_by}, {document.verified_on}"


def _titles(tr: Translate) -> dict[BindingKind, str]:
    return {
        BindingKind.PLAN: tr("Action plans"),
        BindingKind.MEASURES: tr("Measures agreed between the ministries"),
        BindingKind.TREATY: tr("Treaty"),
        BindingKind.LAW: tr("Laws"),
    }
