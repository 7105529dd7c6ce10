# SPDX-License-Identifier: MIT
"""First start: station and supervisor, then the three recovery shares, then the first officer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.agency import Agencies, agency_label
from app.domain.writing import Writing
from app.errors import UserError
from ui.screens.clicks import on_click
from ui.screens.refill import refill
from ui.screens.stated_time import IssuingClock
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.setup import OFFICER, SHARES, SetupViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.form import FormField
from ui.widgets.inputs import RadioGroup, TextInput
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.panel import Panel, row
from ui.widgets.replaced import replaced
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate

_WIDTH = 720
LANGUAGES = (("ja", "日本語"), ("en", "English"))


class SetupScreen(ScreenFrame):
    """One step at a time; nothing is made before the button of its step."""

    language_chosen = Signal(str)

    def __init__(
        self,
        view_model: SetupViewModel,
        tr: Translate,
        agencies: Agencies,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Set up this machine"), max_width=_WIDTH, tr=tr, parent=parent)
        self._model, self._tr, self._agencies = view_model, tr, agencies
        self._shown: tuple[str, int, tuple[int, ...]] | None = None
        self._typed_back: list[TextInput] = []
        self._page = QVBoxLayout()
        self.clock = IssuingClock(view_model.time, tr)
        self.body.addWidget(self.clock)
        self.body.addLayout(self._page)
        self.next_button = Button(tr("Next"), size="large")
        self.skip_button = Button(tr("Later, in the settings"), rank="text")
        self.add_actions()
        view_model.changed.connect(self._draw)
        self._draw()

    def add_actions(self) -> None:
        languages = QHBoxLayout()
        for tag, name in LANGUAGES:
            button = Button(name, rank="text", size="small", lang=tag)
            on_click(button, self.language_chosen.emit, tag)
            languages.addWidget(button)
        self.header.addLayout(languages)
        self.actions.add_action(self.skip_button, "left")
        self.actions.add_action(self.next_button)
        self.next_button.clicked.connect(self._on_next)
        self.skip_button.clicked.connect(self._model.skip_officer)

    def _draw(self) -> None:
        model, tr = self._model, self._tr
        here = (model.step, model.share, model.asked)
        if here != self._shown:
            self._shown = here
            self._fill()
        self.next_button.setEnabled(not model.busy)
        self.skip_button.setVisible(model.step == OFFICER)
        self.next_button.set_text(tr("Making the keys…") if model.busy else self._next_word())
        if model.error is not None:
            self.show_message("error", error_sentence(model.error, tr))
            if isinstance(model.error, UserError) and model.error.code == "clock_wrong":
                self.clock.ask()
        else:
            self.clear_message()

    def _next_word(self) -> str:
        if self._model.step == SHARES and not self._model.asked:
            return self._tr("I have written it down")
        return self._tr("Add the officer") if self._model.step == OFFICER else self._tr("Next")

    def _fill(self) -> None:
        """Show the page of the present step in place of the one before."""
        sheet = self._check_page if self._model.asked else self._share_page
        pages = {SHARES: sheet, OFFICER: self._officer_page}
        refill(self._page, (pages.get(self._model.step, self._station_page)(),))
        replaced(self)

    def _station_page(self) -> QWidget:
        tr, card = self._tr, Panel(role="card", margin=4)
        lang = current_theme().language
        agencies = [
            (agency, agency_label(self._agencies, agency, lang)) for agency in self._agencies
        ]
        self.agency = RadioGroup(tr("Agency"), agencies)
        self.station_name = TextInput(tr("Name of the station"), kind=Writing.LABEL)
        self.person_name = TextInput(tr("Supervisor"), kind=Writing.LABEL)
        card.add(FormField(tr("Agency"), self.agency, tr=tr))
        card.add(FormField(tr("Name of the station"), self.station_name, tr=tr))
        card.add(FormField(tr("Name of the first supervisor"), self.person_name, tr=tr))
        self._add_passphrases(card)
        self.set_entry(self.agency)
        return card

    def _share_page(self) -> QWidget:
        tr, model = self._tr, self._model
        card = Panel(role="card", margin=4)
        number = tr("Recovery sheet {number} of {count}").format(
            number=model.share + 1, count=len(model.shares)
        )
        card.add(SectionTitle(number, level=2))
        card.add(
            Banner(
                "warning",
                tr(
                    "Write this down or copy it by hand, and keep the three sheets in three places."
                    " Any two of them open the station when no supervisor is left. It is not shown again."
                ),
            )
        )
        words = Panel(role="sunken", margin=2)
        numbered = [f"{number}.\u00a0{word}" for number, word in enumerate(model.words, start=1)]
        words.add(TextLabel("   ".join(numbered), lang="en", size=20))
        card.add(words)
        self.set_entry(self.next_button)
        return card

    def _check_page(self) -> QWidget:
        """Two words of the sheet, which is out of sight now."""
        tr, model = self._tr, self._model
        card = Panel(role="card", margin=4)
        title = tr("Recovery sheet {number} of {count}").format(
            number=model.share + 1, count=len(model.shares)
        )
        card.add(SectionTitle(title, level=2))
        card.add(TextLabel(tr("Type these two words from your copy, so that it is surely right.")))
        self._typed_back = []
        for number in model.asked:
            name = tr("Word {number}").format(number=number + 1)
            line = TextInput(name, lang="en")
            self._typed_back.append(line)
            card.add(FormField(name, line, tr=tr))
        again = Button(tr("Show the sheet again"), rank="text", size="small", icon="eye")
        again.clicked.connect(model.show_again)
        card.body.addLayout(row(again))
        self.set_entry(self._typed_back[0])
        return card

    def _officer_page(self) -> QWidget:
        tr, card = self._tr, Panel(role="card", margin=4)
        card.add(SectionTitle(tr("The first officer"), level=2))
        self.person_name = TextInput(tr("Officer"), kind=Writing.LABEL)
        card.add(FormField(tr("Name of the officer"), self.person_name, tr=tr))
        self._add_passphrases(card)
        self.set_entry(self.person_name)
        return card

    def _add_passphrases(self, card: Panel) -> None:
        self.new = NewPassphrase(self._model.suggest, self._tr)
        self.passphrase, self.again = self.new.passphrase, self.new.again
        card.add(self.new)
        card.body.setSpacing(current_theme().space(2))

    def _on_next(self) -> None:
        model = self._model
        if model.step == SHARES and model.asked:
            model.kept([line.plain() for line in self._typed_back])
            return
        if model.step == SHARES:
            model.ask_back()
            return
        words = self.new.typed()
        if words is None:
            return
        name = self.person_name.text()
        if model.step == OFFICER:
            model.add_officer(name, words)
        else:
            agency = self.agency.chosen() or next(iter(self._agencies))
            model.found(agency, self.station_name.text(), name, words)
