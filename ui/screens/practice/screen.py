# SPDX-License-Identifier: MIT
"""The invented cases to practise with; or practice without one."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.agency import agency_label
from app.domain.practice import PracticeCase
from app.i18n.code_text import script_label
from ui.a11y import name
from ui.screens.clicks import on_click
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.practice import PracticeViewModel
from ui.widgets.buttons import Button
from ui.widgets.panel import CardFrame, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.status import StatusBadge
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class PracticeScreen(ScreenFrame):
    """``case_chosen`` with a `PracticeCase`; ``freely_chosen`` for the station's own full course."""

    case_chosen = Signal(object)
    freely_chosen = Signal()
    home_opened = Signal()

    def __init__(
        self, view_model: PracticeViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("Practice"),
            subtitle=tr(
                "Invented cases. Practice is marked everywhere, and never counted or sent."
            ),
            tr=tr,
            parent=parent,
        )
        self._model, self._words, self._lang = view_model, tr, current_theme().language
        self.case_buttons: dict[str, Button] = {}
        self._cases = QVBoxLayout()
        self._cases.setSpacing(current_theme().space(2))
        self.body.addLayout(self._cases)
        self.body.addStretch(1)
        self.freely_button = Button(tr("Practise freely"), icon="play", size="large")
        self.home_button = Button(tr("To the list"), rank="text", icon="home")
        self.actions.add_action(on_click(self.home_button, self.home_opened.emit), "left")
        self.actions.add_action(on_click(self.freely_button, self.freely_chosen.emit))
        self.set_entry(self.freely_button)
        view_model.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        model, tr = self._model, self._words
        if model.error is not None:
            self.show_failed(error_sentence(model.error, tr), model.load)
        elif not model.is_loaded:
            self.show_busy(tr("Reading the cases…"))
        else:
            self.show_ready()
            refill(self._cases, self._cards())

    def _cards(self) -> Iterator[QWidget]:
        self.case_buttons.clear()
        for number, case in enumerate(self._model.cases, start=1):
            yield self._card(number, case)

    def _card(self, number: int, case: PracticeCase) -> QWidget:
        tr, model = self._words, self._model
        title = model.text(case.title, self._lang)
        card = CardFrame(f"{number}. {title}")
        tag, endonym = model.language(case)
        line = row(
            StatusBadge(agency_label(model.agencies, case.agency, self._lang), icon="shield"),
            StatusBadge(script_label(case.script, tr), icon="list"),
            StatusBadge(endonym, icon="language", lang=tag),
            spacing=1,
        )
        card.body.addLayout(line)
        card.add(TextLabel(model.text(case.briefing, self._lang)))
        button = Button(tr("Practise this case"), rank="outlined", icon="play")
        name(button, tr("Practise this case: {title}").format(title=title))
        on_click(button, self.case_chosen.emit, case)
        card.body.addLayout(row(button))
        self.case_buttons[case.id] = button
        return card
