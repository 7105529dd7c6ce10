# SPDX-License-Identifier: MIT
"""Looks for everyone; users and the station's setting for supervisors; a check of the vaults."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.services.fault_words import fault_sentences
from ui.screens.refill import refill
from ui.screens.settings.backups import BackupCard
from ui.screens.settings.packs import PacksCard
from ui.screens.settings.users import UserForm, user_rows
from ui.screens.stated_time import IssuingClock
from ui.screens.wordings import error_sentence
from ui.viewmodels.backup import BackupViewModel
from ui.viewmodels.content import ContentViewModel
from ui.viewmodels.settings import SettingsViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.check_box import CheckBox
from ui.widgets.inputs import RadioGroup
from ui.widgets.panel import CardFrame, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

SCALES = (100, 125, 150, 175, 200)


class LooksShown(Protocol):
    """How the windows look now."""

    @property
    def language(self) -> str: ...
    @property
    def mode(self) -> str: ...
    @property
    def scale(self) -> int: ...


class SettingsScreen(ScreenFrame):
    """One card per matter; a change holds at once."""

    looks_chosen = Signal(dict)
    language_chosen = Signal(str)
    home_opened = Signal()
    passphrase_opened = Signal()

    def __init__(  # noqa: PLR0913 what the cards show
        self,
        view_model: SettingsViewModel,
        tr: Translate,
        looks: LooksShown,
        backup: BackupViewModel,
        content: ContentViewModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Settings"), tr=tr, parent=parent)
        self._model, self._tr = view_model, tr
        self.body.addWidget(self._looks(looks))
        self.body.addWidget(self._passphrase())
        self.users = QVBoxLayout()
        self.form = UserForm(view_model, tr)
        self.show_box = CheckBox(tr("Show unreviewed texts to persons in real interviews"))
        self.clock = IssuingClock(view_model.time, tr)
        self.body.addWidget(self.clock)
        if view_model.supervisor:
            self.body.addWidget(self._people())
            self.body.addWidget(self._station())
        self.packs = PacksCard(content, tr)
        self.body.addWidget(self.packs)
        self.backups = BackupCard(backup, tr)
        self.body.addWidget(self.backups)
        self.body.addWidget(self._health())
        self.body.addStretch(1)
        home = Button(tr("To the list"), rank="outlined", icon="back")
        home.clicked.connect(self.home_opened)
        self.actions.add_action(home)
        self.set_entry(home)
        view_model.changed.connect(self._draw)
        self._draw()

    def _looks(self, looks: LooksShown) -> QWidget:
        tr, card = self._tr, CardFrame(self._tr("Looks"))
        language = RadioGroup(tr("Language"), (("ja", "日本語"), ("en", "English")), columns=2)
        mode = RadioGroup(tr("Theme"), (("light", tr("Light")), ("dark", tr("Dark"))), columns=2)
        scale = RadioGroup(
            tr("Text size"), tuple((str(size), f"{size} %") for size in SCALES), columns=5
        )
        language.choose(looks.language)
        mode.choose(looks.mode)
        scale.choose(str(looks.scale))
        language.chosen_changed.connect(self.language_chosen)
        mode.chosen_changed.connect(lambda value: self.looks_chosen.emit({"mode": value}))
        scale.chosen_changed.connect(lambda value: self.looks_chosen.emit({"scale": int(value)}))
        for group in (language, mode, scale):
            card.body.addWidget(group)
        return card

    def _passphrase(self) -> QWidget:
        tr, card = self._tr, CardFrame(self._tr("Passphrase"))
        self.passphrase_button = Button(tr("Change the passphrase"), rank="outlined", icon="key")
        self.passphrase_button.clicked.connect(self.passphrase_opened)
        card.body.addLayout(row(self.passphrase_button))
        return card

    def _people(self) -> QWidget:
        card = CardFrame(self._tr("Users"))
        card.body.addLayout(self.users)
        card.body.addWidget(self.form)
        return card

    def _station(self) -> QWidget:
        tr, card = self._tr, CardFrame(self._tr("Unreviewed texts"))
        card.body.addWidget(
            Banner(
                "warning",
                tr(
                    "Consent, rights and card texts are drafts that no native speaker has reviewed."
                    " Shown, they stand under a sentence in the person's language: an unofficial"
                    " translation, please ask; and every handover says so. Not shown, someone has to"
                    " read them out. This setting is signed with your name and holds from the next"
                    " login."
                ),
            )
        )
        self.show_box.setChecked(self._model.show_unreviewed)
        self.show_box.clicked.connect(self._model.set_show_unreviewed)
        card.body.addWidget(self.show_box)
        return card

    def _health(self) -> QWidget:
        tr, card = self._tr, CardFrame(self._tr("Health of the vault"))
        self.check_button = Button(tr("Check now"), rank="outlined", icon="shield")
        self.check_button.clicked.connect(self._model.check)
        self.health = TextLabel(tr("Files, chains and anchors are compared."))
        card.body.addLayout(row(self.check_button, self.health, stretch_last=True))
        return card

    def _draw(self) -> None:
        model, tr = self._model, self._tr
        if model.supervisor:
            refill(self.users, user_rows(model, tr))
            self.show_box.setChecked(model.show_unreviewed)
        self.form.setEnabled(not model.busy)
        self.check_button.setEnabled(not model.busy)
        if model.faults is not None:
            sound = tr("Everything is sound.")
            self.health.set_text("\n".join(fault_sentences(model.faults, tr)) or sound)
        if model.error is not None:
            self.show_message("error", error_sentence(model.error, tr))
            if isinstance(model.error, UserError) and model.error.code == "clock_wrong":
                self.clock.ask()
        elif model.done:
            self.show_message("success", tr("Done"))
