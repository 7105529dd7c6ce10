# SPDX-License-Identifier: MIT
"""Papers for places without power: chosen at the left, the real pages at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n.code_text import script_label
from ui.screens.clicks import on_click
from ui.screens.labels import paper_label
from ui.screens.numbers_to_confirm import NumbersToConfirm
from ui.screens.papers.carrier import CarrierForm
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.papers import PapersViewModel
from ui.widgets.buttons import Button
from ui.widgets.fields import FormField, Select
from ui.widgets.page_image import PageImage
from ui.widgets.panel import Panel
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.sides import Sides
from ui.widgets.words import Translate

_WIDE = 2400
_SIDE = 380
_HIGH = 480  # at least so much of a page where all stands in one column
_PAGES = 400  # px at 100 %: the pages beside the choices
_SHORT = 8  # letters: a list is as wide as its column, not as its longest line


class PapersScreen(ScreenFrame):
    """Which paper, in which language; save or print it."""

    home_opened = Signal()

    def __init__(
        self, view_model: PapersViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("Papers"),
            subtitle=tr("The same questions and cards as on the screen, for places without power."),
            max_width=_WIDE,
            tr=tr,
            parent=parent,
        )
        self._model, self._words = view_model, tr
        self.kind, self.script, self.language = self._choices()
        self._script_field = FormField(tr("Which questions"), self.script, tr=tr)
        self._language_field = FormField(tr("Language of the person"), self.language, tr=tr)
        self.carrier = CarrierForm(tr)
        self.carrier.chosen.connect(view_model.carry)
        self.numbers = NumbersToConfirm(view_model.text, tr)
        self.numbers.ticked.connect(lambda number, on: view_model.confirm(number, on=on))
        self.pages = PageImage(name=tr("Pages of the paper"), tr=tr)
        sides = Sides()
        sides.add_fixed(self._panel(), _SIDE)
        sides.add_free(self.pages, _PAGES, _HIGH)
        self.body.addWidget(sides, 1)
        self.home_button = Button(tr("To the list"), rank="text", icon="home")
        self.print_button = Button(tr("Print"), rank="outlined", size="large", icon="print")
        self.save_button = Button(tr("Save as PDF"), size="large", icon="save")
        self.actions.add_action(on_click(self.home_button, self.home_opened.emit), "left")
        self.actions.add_action(on_click(self.print_button, view_model.prepare_print))
        self.actions.add_action(on_click(self.save_button, self._on_save))
        self.set_entry(self.kind)
        view_model.changed.connect(self._draw)
        view_model.saved.connect(self._on_saved)
        self._draw()

    def _choices(self) -> tuple[Select, Select, Select]:
        model, tr = self._model, self._words
        japanese = current_theme().language == "ja"
        kind = Select(tr("Paper"), [(kind, paper_label(kind, tr)) for kind in model.kinds])
        script = Select(
            tr("Which questions"), [(script, script_label(script, tr)) for script in model.scripts]
        )
        names = [
            (str(offered.tag), offered.name_ja if japanese else offered.name_en)
            for offered in model.languages
        ]
        language = Select(tr("Language of the person"), names)
        for select in (kind, script, language):
            select.setSizeAdjustPolicy(
                Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            select.setMinimumContentsLength(_SHORT)
        kind.chosen_changed.connect(lambda paper: model.want(kind=paper))
        script.chosen_changed.connect(lambda wanted: model.want(script=wanted))
        language.chosen_changed.connect(lambda tag: model.want(language=tag))
        return kind, script, language

    def _panel(self) -> Panel:
        tr = self._words
        panel = Panel(role="card", margin=2)
        panel.body.setSpacing(current_theme().space(2))
        panel.add(self._language_field)
        panel.add(FormField(tr("Paper"), self.kind, tr=tr))
        panel.add(self._script_field)
        panel.add(self.numbers)
        panel.add(self.carrier)
        panel.body.addStretch(1)
        return panel

    def _draw(self) -> None:
        model, tr = self._model, self._words
        self.kind.choose(model.wanted.kind)
        self.script.choose(model.wanted.script)
        self.language.choose(str(model.wanted.language))
        self._script_field.setVisible(model.asks_for_script)
        self._language_field.setVisible(model.asks_for_language)
        self.carrier.setVisible(model.asks_for_carrier)
        self._confirm()
        for button in (self.save_button, self.print_button):
            button.setEnabled(bool(model.pages) and not model.busy)
        if model.pages != getattr(self, "_shown", None):
            self._shown = model.pages
            self.pages.set_pages(model.pages, model.lines)
        if model.busy:
            self.clear_message()
            self.show_busy(tr("Drawing the real pages…"))
            return
        self.show_ready()
        if model.error is not None:
            self.show_message("error", error_sentence(model.error, tr))

    def _confirm(self) -> None:
        """Between two drawings the boxes stay."""
        model = self._model
        if not model.asks_for_carrier:
            self.numbers.hide()
        elif not model.busy:
            self.numbers.show_numbers(model.to_confirm, model.wanted.confirmed)

    def _on_save(self) -> None:
        """Ask where; nothing of folder names is kept."""
        path, _kind = QFileDialog.getSaveFileName(
            self,
            self._words("Save the file"),
            self._model.file_name(),
            "PDF (*.pdf)",
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if path:
            self._model.save(Path(path))

    def _on_saved(self, name: str) -> None:
        self.show_message("success", self._words("Saved: {name}").format(name=name))
