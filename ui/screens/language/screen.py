# SPDX-License-Identifier: MIT
"""The person points at a language; the officer may search, or type a tag that is not on the screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.typing_place import LANGUAGE
from ui.screens.kept import Kept
from ui.screens.language_grid import LanguageGrid
from ui.screens.wordings import error_sentence
from ui.viewmodels.language import LanguageViewModel
from ui.widgets.buttons import Button
from ui.widgets.fields import CheckBox, FormField, SearchField, Select, TextInput
from ui.widgets.form import beside_label
from ui.widgets.marked_field import MarkedField
from ui.widgets.panel import row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class LanguageScreen(ScreenFrame):
    """``language_chosen`` after the language is stored."""

    language_chosen = Signal(str)
    left = Signal()

    def __init__(
        self, view_model: LanguageViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("Which language?"),
            subtitle=tr("Turn the screen: the person points at the language they know best."),
            max_width=1240,
            tr=tr,
            parent=parent,
        )
        self._vm, self._tr = view_model, tr
        self.grid = LanguageGrid(tr("Languages"))
        self.region = Select(tr("Region"), [("", tr("All regions")), *self._regions()])
        self.search = SearchField(tr("Search a language or a country"), tr=tr)
        self.samples = Button(tr("Hear the languages"), rank="outlined", icon="play")
        self.listening = CheckBox(tr("I only understand when it is spoken"))
        self.typed = TextInput(tr("Another language"), lang="en", placeholder="Chavacano, shn")
        self._field = FormField(
            tr("Another language"),
            self.typed,
            help=tr(
                "Type its name, or its code (BCP 47 or ISO 639-3). An interpreter reads the texts."
            ),
            tr=tr,
        )
        self.dialect = TextInput(tr("Dialect or place"), lang="en")
        self._fill_frame()
        self._connect()
        self.retranslate()
        Kept(view_model.unsaved, LANGUAGE, self._own)

    def retranslate(self) -> None:
        """Fill the grid from the view model."""
        vm = self._vm
        lang = vm.glance.officer_lang
        found = vm.languages
        self.grid.set_languages(found, current=vm.current, lang=lang)
        self._none.setVisible(not found)
        self.listening.setChecked(vm.listening)
        self.region.choose(vm.region)
        if found:
            self.set_entry(self.grid.buttons()[0])

    def _fill_frame(self) -> None:
        tr = self._tr
        self.header.addWidget(self.samples)
        self.header.addWidget(beside_label(self._tr("Region"), self.region))
        self.header.addWidget(self.search)
        self.search.setMinimumWidth(self.typed.minimumWidth() * 2)
        self._none = TextLabel(
            tr("No language was found. Type its name or code below."), tone="secondary"
        )
        use = Button(tr("Use this language"), rank="outlined")
        use.clicked.connect(lambda: self._vm.choose_typed(self.typed.plain()))
        self.body.addWidget(self.grid)
        self.body.addWidget(self._none)
        self._own = QWidget()
        marks = self._vm.glance.session.marks
        self._named = MarkedField(tr("Dialect or place"), self.dialect, marks, tr=tr)
        self._own.setLayout(row(self._field, self._named))
        self.body.addWidget(self._own)
        self.body.addLayout(row(use))
        self.body.addStretch(1)
        self.actions.add_action(self.listening, "left")
        back = Button(tr("Back"), rank="outlined", icon="back")
        back.clicked.connect(self._vm.hearing.stop)
        back.clicked.connect(self.left)
        self.actions.add_action(back)

    def _connect(self) -> None:
        vm = self._vm
        vm.changed.connect(self.retranslate)
        vm.chosen.connect(self.language_chosen)
        vm.nothing_typed.connect(self._on_nothing)
        vm.failed.connect(self._on_failed)
        vm.hearing.changed.connect(self._on_heard)
        self.samples.clicked.connect(self._on_listen)
        self.grid.chosen.connect(vm.choose)
        self.region.chosen_changed.connect(vm.choose_region)
        self.search.searched.connect(vm.search)
        self.search.entered.connect(self.grid.choose_first)
        self.listening.toggled.connect(lambda on: vm.set_listening(on=on))
        self._named.written.connect(lambda: vm.set_dialect(self._named.words()))
        self.typed.returnPressed.connect(lambda: vm.choose_typed(self.typed.plain()))

    def _on_listen(self) -> None:
        if not self._vm.listen():
            self.samples.set_text(self._tr("There is no sound on this machine"))
            self.samples.setEnabled(False)

    def _on_heard(self) -> None:
        playing, tr = self._vm.hearing.playing, self._tr
        self.samples.set_text(tr("Stop the sound") if playing else tr("Hear the languages"))
        self.samples.set_icon("stop" if playing else "play")
        self.grid.mark_heard(self._vm.hearing.mark)

    def _regions(self) -> list[tuple[str, str]]:
        tr = self._tr
        words = {
            "southeast": tr("South-East Asia"),
            "east": tr("East Asia"),
            "south": tr("South Asia"),
            "central": tr("Central Asia"),
            "west": tr("West Asia"),
            "europe": tr("Europe"),
            "america": tr("Latin America"),
            "world": tr("Worldwide"),
        }
        return [(region, words.get(region, region)) for region in self._vm.regions]

    def _on_nothing(self) -> None:
        self._field.point_out(self._tr("Type the name of the language, or its code."))

    def _on_failed(self, error: Exception) -> None:
        self.show_message("error", error_sentence(error, self._tr))
