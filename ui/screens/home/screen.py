# SPDX-License-Identifier: MIT
"""The first screen after unlocking."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import sentence
from ui.a11y import check_one, one_stop
from ui.screens.backup_line import BackupLine
from ui.screens.clicks import on_click
from ui.screens.home.ending import EndingBanner
from ui.screens.home.group_form import GroupForm
from ui.screens.home.model import HomeModel
from ui.screens.home.notice import NoticeBanner
from ui.screens.wordings import error_sentence
from ui.theme import current_theme
from ui.viewmodels.backup import BackupViewModel
from ui.viewmodels.home import FILTERS, HomeViewModel
from ui.widgets.banners import InlineMessage
from ui.widgets.buttons import Button
from ui.widgets.drawer import Drawer
from ui.widgets.feedback import EmptyState
from ui.widgets.form import SearchField
from ui.widgets.panel import Panel, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.scroller import Scroller
from ui.widgets.sides import Sides
from ui.widgets.tables import ListTable
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate

_SIDE = 300
_LIST, _HIGH = 500, 420  # px at 100 %: the list beside what can be begun, and under it
_WIDE = 1800


class HomeScreen(ScreenFrame):
    """Begin, or go on."""

    interview_requested = Signal(str, bool)  # script, practice
    practice_opened = Signal()
    group_requested = Signal(str, bool)  # label, practice
    interview_opened = Signal(str, str)  # interview id, its state
    lookback_opened = Signal(str)  # interview id, of a practice interview
    registry_opened = Signal()
    papers_opened = Signal()

    def __init__(
        self,
        view_model: HomeViewModel,
        tr: Translate,
        backup: BackupViewModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Interviews"),
            max_width=_WIDE,
            tr=tr,
            parent=parent,
        )
        self._model = view_model
        self._words = tr
        self._backup = backup
        self.begin_buttons: dict[str, Button] = {}
        self.filter_buttons: dict[str, Button] = {}
        self._table_model = HomeModel(view_model, tr, current_theme().language)
        self.table = ListTable(
            self._table_model, name=tr("My interviews"), empty=self._nothing(), tr=tr
        )
        self.search = SearchField(tr("Search in my interviews"), tr=tr)
        self.notice = NoticeBanner(view_model, tr)
        self.ending = EndingBanner(view_model, tr)
        self.lookback_button = Button(tr("Look back"), rank="outlined", icon="history")
        self.lookback_button.hide()
        self._list = self._right()
        self._lesson = Scroller(self._first_use())  # at 200 % it is higher than a laptop's screen
        sides = Sides(gap=3)
        sides.add_fixed(self._left(), _SIDE)
        sides.add_free(self._list, _LIST, _HIGH)
        sides.add_free(self._lesson, _LIST, _HIGH)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.ending)
        self.body.addWidget(sides, 1)
        self.group = GroupForm(tr)
        self.group.begun.connect(self.group_requested)
        self._group_drawer = Drawer(
            self, tr("Found during enforcement"), self.group, width=480, tr=tr
        )
        self.set_entry(self.begin_buttons["full"])
        view_model.changed.connect(self._draw)
        self.table.row_activated.connect(self._on_row)
        self.table.row_selected.connect(self._on_selected)
        on_click(self.lookback_button, self._on_lookback)
        self.search.searched.connect(view_model.search)
        self.search.entered.connect(self.table.take_first)
        self._draw()

    def _left(self) -> QWidget:
        tr = self._words
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space(1.5))
        big = self._begin("full", tr("New interview"), "add", rank="filled")
        layout.addWidget(big)
        layout.addWidget(
            TextLabel(tr("Preparation, safety and consent come first."), tone="secondary")
        )
        layout.addSpacing(current_theme().space(1))
        layout.addWidget(self._begin("short", tr("Short screening"), "list"))
        if self._model.has_embarkation:
            layout.addWidget(self._begin("embarkation", tr("Check at departure"), "export"))
        self.group_button = Button(
            tr("Found during enforcement"), rank="outlined", size="large", icon="users"
        )
        self.group_button.clicked.connect(self._open_group)
        layout.addWidget(self.group_button)
        layout.addWidget(self._begin("practice", tr("Practice"), "edit"))
        self.papers_button = Button(tr("Papers"), rank="outlined", size="large", icon="print")
        self.papers_button.clicked.connect(self.papers_opened)
        layout.addWidget(self.papers_button)
        if self._model.workspace.role == "supervisor":
            self.registry_button = Button(
                tr("Registry"), rank="outlined", size="large", icon="folder"
            )
            self.registry_button.clicked.connect(self.registry_opened)
            layout.addWidget(self.registry_button)
        layout.addStretch(1)
        if self._backup is not None:
            layout.addWidget(BackupLine(self._backup, tr))
        return side

    def _open_group(self) -> None:
        self.group.draw(self._model.group_suggestion)
        self._group_drawer.open(self.group.label)

    def _begin(self, what: str, text: str, icon: str, rank: str = "outlined") -> Button:
        button = Button(text, rank=rank, size="large", icon=icon)  # type: ignore[arg-type]  # two ranks
        if what == "practice":
            on_click(button, self.practice_opened.emit)
        else:
            on_click(button, self.interview_requested.emit, what, False)  # noqa: FBT003 no practice
        self.begin_buttons[what] = button
        return button

    def _right(self) -> QWidget:
        tr = self._words
        names = {
            "all": tr("All"),
            "draft": tr("In progress"),
            "sealed": tr("Sealed"),
            "handed_over": tr("Handed over"),
            "due": tr("Something is due"),
        }
        panel = Panel(role="card", margin=2)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(tr("My interviews")))
        head.addWidget(self.search, 1)
        panel.body.addLayout(head)
        self.number_wrong = InlineMessage("warning", sentence("case_number_wrong", {}, tr))
        panel.body.addWidget(self.number_wrong)
        panel.body.addLayout(self._filter_line(names))
        panel.body.addWidget(self.table, 1)
        panel.body.addLayout(row(self.lookback_button))
        return panel

    def _filter_line(self, names: Mapping[str, str]) -> QHBoxLayout:
        for key in FILTERS:
            button = Button(names[key], rank="outlined", size="small")
            check_one(button, on=False)
            on_click(button, self._model.set_filter, key)
            self.filter_buttons[key] = button
        one_stop(*self.filter_buttons.values())
        return row(*self.filter_buttons.values(), spacing=1)

    def _nothing(self) -> EmptyState:
        return EmptyState(self._words("Nothing fits these words and this filter."), icon="search")

    def _first_use(self) -> QWidget:
        tr = self._words
        practice = Button(tr("Start with practice"), icon="edit")
        on_click(practice, self.practice_opened.emit)
        return EmptyState(
            tr("Your first interview"),
            tr("Practice shows everything and is never counted or sent."),
            icon="users",
            steps=(
                tr(
                    "Prepare the room, an interpreter and water. The program asks for eight things."
                ),
                tr("Let the person choose the language. Ask about safety, then for consent."),
                tr("Go question by question. Pause, skip and stop are always there."),
            ),
            actions=(practice,),
        )

    def _draw(self) -> None:
        model = self._model
        self.number_wrong.setVisible(model.number_wrong)
        if model.error is not None and not model.loaded:
            self.show_failed(error_sentence(model.error, self._words), model.load)
            return
        if not model.loaded:
            self.show_busy(self._words("Reading your interviews…"))
            return
        self.show_ready()
        self.notice.refresh()
        self.ending.refresh()
        if model.error is not None:
            self.show_message("error", error_sentence(model.error, self._words))
        self._lesson.setVisible(model.is_first_use)
        self._list.setVisible(not model.is_first_use)
        for key, button in self.filter_buttons.items():
            check_one(button, on=key == model.filter)
        self._table_model.refresh()
        self._on_selected(self.table.selected_row())

    def _on_row(self, number: int) -> None:
        row_ = self._table_model.rows[number]
        self.interview_opened.emit(str(row_.interview), row_.state)

    def _on_selected(self, number: int) -> None:
        self.lookback_button.setVisible(number >= 0 and self._table_model.rows[number].practice)

    def _on_lookback(self) -> None:
        row_ = self._table_model.rows[self.table.selected_row()]
        self.lookback_opened.emit(str(row_.interview))
