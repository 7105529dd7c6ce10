# SPDX-License-Identifier: MIT
"""The directory: search and filters above, contacts at the left, the open one at the right.

Where there is no room for both (200 % on a laptop), the open one takes the place of the list.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.directory import DirectoryEntry
from ui.screens.clicks import on_click
from ui.screens.directory.correction import CorrectionForm
from ui.screens.directory.entry import EntryPanel
from ui.screens.directory.model import EntryModel
from ui.screens.directory.words import kind_label
from ui.screens.refill import refill
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.directory import DirectoryViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.feedback import EmptyState
from ui.widgets.form import SearchField, beside_label
from ui.widgets.inputs import Select
from ui.widgets.panel import row
from ui.widgets.prefectures import prefecture_choices
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.scroller import Scroller
from ui.widgets.tables import ListTable
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

_WIDE = 2400
_SIDE = 440
_FILTER = 140
_LEAST = 240  # px: the height of the list; a lower page scrolls
_SEARCH = 380
_ROOM = 1080  # px at 100 %: list and entry fit beside each other
_MOST = 16_777_215  # QWIDGETSIZE_MAX: as wide as there is room


class DirectoryScreen(ScreenFrame):
    """For every role; supervisors find a form under the open entry."""

    home_opened = Signal()
    binding_opened = Signal()

    def __init__(
        self, view_model: DirectoryViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Directory"), max_width=_WIDE, tr=tr, parent=parent)
        self.model, self._words, self._lang = view_model, tr, current_theme().language
        self.contacts = EntryModel(view_model, tr, self._lang)
        self.search = SearchField(tr("Search name or number"), tr=tr)
        self.kind = Select(tr("Type"), ())
        self.prefecture = Select(tr("Prefecture"), ())
        self.language = Select(tr("Language"), ())
        empty = EmptyState(
            tr("No contact fits"), tr("Search for less, or take a filter away."), icon="search"
        )
        self.table = ListTable(self.contacts, name=tr("Contacts"), empty=empty, tr=tr)
        self.table.setMinimumHeight(current_theme().px(_LEAST))
        self.warning = Banner("error", "")
        self.open_button = Button(tr("Open the contact"), icon="next")
        self.back_button = Button(tr("Back to the list"), rank="outlined", icon="back")
        self.home_button = Button(tr("To the list of interviews"), rank="text", icon="home")
        self.binding_button = Button(tr("Documents that bind"), rank="outlined", icon="document")
        self.entry: EntryPanel | None = None
        self.form: CorrectionForm | None = None
        self._reading = False  # narrow: the entry stands in place of the list
        self._filters: tuple[object, ...] = ()
        self._build_body()
        self._connect()
        self.set_entry(self.search)
        self._draw()
        self._draw_entry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_columns()

    def _build_body(self) -> None:
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._area = Scroller(side)
        self.body.addWidget(self.warning)
        line = row(spacing=1)
        line.addWidget(self.search, 1)
        self.search.setMinimumWidth(current_theme().px(_SEARCH))
        for select in (self.kind, self.prefecture, self.language):
            select.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToContents)
            select.setMinimumWidth(current_theme().px(_FILTER))
            line.addWidget(beside_label(select.accessibleName(), select))
        self._narrowing = QWidget()
        self._narrowing.setLayout(line)
        self.body.addWidget(self._narrowing)
        both = QHBoxLayout()
        both.setSpacing(current_theme().space(2))
        both.addWidget(self.table, 1)
        both.addWidget(self._area)
        self.body.addLayout(both, 1)
        self.actions.add_action(self.home_button, "left")
        self.actions.add_action(self.binding_button, "left")
        self.actions.add_action(self.back_button)
        self.actions.add_action(self.open_button)

    def _connect(self) -> None:
        model = self.model
        self.search.searched.connect(model.search)
        self.search.entered.connect(self.table.take_first)
        self.kind.chosen_changed.connect(lambda value: model.narrow(kind=value))
        self.prefecture.chosen_changed.connect(lambda value: model.narrow(prefecture=value))
        self.language.chosen_changed.connect(lambda value: model.narrow(language=value))
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self._on_opened)
        on_click(self.open_button, lambda: self._on_opened(self.table.selected_row()))
        on_click(self.back_button, self._on_back)
        on_click(self.home_button, self.home_opened.emit)
        on_click(self.binding_button, self.binding_opened.emit)
        model.changed.connect(self._draw)
        model.chosen.connect(self._draw_entry)
        model.corrected.connect(self._on_corrected)

    def _draw(self) -> None:
        model, tr = self.model, self._words
        if model.error is not None:
            self.show_failed(error_sentence(model.error, tr), model.load)
            return
        if not model.loaded:
            self.show_busy(tr("Reading the directory…"))
            return
        self.show_ready()
        self.warning.set_text(self._doubt())
        self.warning.setVisible(not model.listing.sound)
        self._fill_filters()
        self.contacts.refresh()
        words = tr("{shown} of {all} contacts. Everything is to be verified before use.")
        self.set_title(
            tr("Directory"),
            words.format(shown=len(model.rows), all=len(model.listing.entries)),
        )
        self._place_columns()

    def _doubt(self) -> str:
        """What is wrong with the stored corrections."""
        listing, tr = self.model.listing, self._words
        if listing.damaged:
            return tr("The file of corrections is damaged: none is used. Tell a supervisor.")
        parts = []
        if listing.ignored:
            words = tr("{count} corrections carry no valid signature and are not used.")
            parts.append(words.format(count=listing.ignored))
        if listing.missing:
            words = tr("{count} corrections are missing from the file.")
            parts.append(words.format(count=listing.missing))
        return " ".join([*parts, tr("Tell a supervisor.")])

    def _fill_filters(self) -> None:
        """The choices come from the contacts, once they are read."""
        model, tr, lang = self.model, self._words, self._lang
        offered = (model.kinds, tuple(language.tag for language in model.spoken))
        if offered != self._filters:
            self._filters = offered
            kinds = [(kind, kind_label(kind, tr)) for kind in model.kinds]
            places = prefecture_choices(lang)
            spoken = [
                (str(language.tag), language.name_ja if lang == "ja" else language.name_en)
                for language in model.spoken
            ]
            _offer(self.kind, tr("Type"), kinds)
            _offer(self.prefecture, tr("Prefecture"), places)
            _offer(self.language, tr("Language"), spoken)
        self.kind.choose(model.kind)
        self.prefecture.choose(model.prefecture)
        self.language.choose(model.language)

    def _draw_entry(self) -> None:
        model, tr = self.model, self._words
        entry = model.entry
        self.entry = self.form = None
        refill(self._side, self._entry_parts(entry))
        if entry is None and model.loaded:
            self._side.addWidget(
                TextLabel(tr("Choose a contact to see its numbers large."), tone="secondary")
            )
        self._side.addStretch(1)
        self._place_columns()

    def _entry_parts(self, entry: DirectoryEntry | None) -> list[QWidget]:
        if entry is None:
            return []
        self.entry = EntryPanel(self.model, entry, self._words)
        parts: list[QWidget] = [self.entry]
        if self.model.may_correct:
            self.form = CorrectionForm(self.model, entry, self._words)
            parts.append(self.form)
        return parts

    def _place_columns(self) -> None:
        """List and entry side by side where they fit, else one of them."""
        theme = current_theme()
        wide = self.width() >= theme.px(_ROOM)
        reading = self._reading and self.model.entry is not None
        self._subtitle.setVisible(wide)
        self._area.setMinimumWidth(theme.px(_SIDE) if wide else 0)
        self._area.setMaximumWidth(theme.px(_SIDE) if wide else _MOST)
        self._narrowing.setVisible(wide or not reading)
        self.table.setVisible(wide or not reading)
        self._area.setVisible(wide or reading)
        self.open_button.setVisible(not wide and not reading)
        self.open_button.setEnabled(self.table.selected_row() >= 0)
        self.back_button.setVisible(not wide and reading)

    def _on_selected(self, number: int) -> None:
        if number >= 0:
            self.model.choose(self.contacts.rows[number].contact.id)
        self._place_columns()

    def _on_opened(self, number: int) -> None:
        if number < 0:
            return
        self._on_selected(number)
        self._reading = True
        self._place_columns()
        if not self.table.isVisible():
            self.back_button.setFocus()

    def _on_back(self) -> None:
        self._reading = False
        self._place_columns()
        self.table.setFocus()

    def _on_corrected(self) -> None:
        self.show_message("success", self._words("The correction is stored."))


def _offer(select: Select, first: str, choices: list[tuple[str, str]]) -> None:
    select.clear()
    for key, text in [("", first), *choices]:
        select.addItem(text, key)
