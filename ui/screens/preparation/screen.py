# SPDX-License-Identifier: MIT
"""What must stand before the talk: done, or not possible because. Nothing is left out silently."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.typing_place import answer_place
from app.domain.value import Json
from app.ids import ItemId
from ui.screens.item_spec import SpecMaker
from ui.screens.kept import Kept
from ui.screens.wordings import error_sentence
from ui.viewmodels.preparation import PreparationViewModel
from ui.widgets.answer_spec import Value
from ui.widgets.answers import answer_widget
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.entries import raws
from ui.widgets.panel import Panel, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.status import StatusBadge
from ui.widgets.text import SectionTitle, TextLabel
from ui.widgets.words import Translate


class PreparationScreen(ScreenFrame):
    """``finished`` when all is stored and the interview may begin."""

    finished = Signal()
    left = Signal()

    def __init__(
        self, view_model: PreparationViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("Preparation"),
            subtitle=tr("For the officer, before the person comes in."),
            max_width=980,
            tr=tr,
            parent=parent,
        )
        self._vm, self._tr = view_model, tr
        self._badges: dict[ItemId, StatusBadge] = {}
        self._go_on = Button(tr("Begin"), icon="next", size="large")
        self._anyway = Button(tr("Go on without these"), rank="outlined")
        self._fill_frame()
        view_model.changed.connect(self._draw_badges)
        view_model.left_out.connect(self._on_left_out)
        view_model.finished.connect(self.finished)
        view_model.failed.connect(self._on_failed)

    def retranslate(self) -> None:
        """The badges; the rest is rebuilt by the window."""
        self._draw_badges()

    def _fill_frame(self) -> None:
        if self._vm.briefing is not None:
            title, text = self._vm.briefing
            head = self._tr("Practice: {title}").format(title=title)
            self.body.addWidget(Banner("info", text, title=head))
        maker = SpecMaker(self._vm.glance, self._tr, one_sided=True)
        for number, item in enumerate(self._vm.items, start=1):
            self.body.addWidget(self._item(maker, number, item))
        self.body.addStretch(1)
        later = Button(self._tr("Keep and go home"), rank="text", icon="home")
        later.clicked.connect(self._on_later)
        self.actions.add_action(later, "left")
        self.actions.add_action(self._anyway)
        self.actions.add_action(self._go_on)
        self._anyway.hide()
        self._go_on.clicked.connect(self._vm.go_on)
        self._anyway.clicked.connect(lambda: self._vm.go_on(anyway=True))
        self._draw_badges()

    def _item(self, maker: SpecMaker, number: int, item: ItemId) -> QWidget:
        spec = maker.item(item)
        panel = Panel(role="card", margin=2)
        badge = self._badges[item] = StatusBadge("")
        title = SectionTitle(f"{number}. {spec.question.officer.text}", size=18)
        head = row(title, stretch_last=True)
        head.addWidget(badge)
        panel.body.addLayout(head)
        if spec.note is not None:
            panel.add(TextLabel(spec.note.text, size=14, tone="secondary"))
        answer = answer_widget(spec, tr=self._tr)
        answer.set_value(cast("Value | None", self._vm.stored_value(item)))
        stored = raws(answer)
        answer.set_value(cast("Value | None", self._vm.value(item)))
        answer.changed.connect(lambda value, about=item: self._on_changed(about, value))
        answer.problem.connect(lambda code, about=item: self._vm.enter_problem(about, code))
        Kept(self._vm.unsaved, answer_place(item), answer, stored)
        panel.add(answer)
        return panel

    def _on_changed(self, item: ItemId, value: object) -> None:
        self._vm.enter(item, cast("Json", value))
        self._badges[item].set(self._tr("not saved yet"), "neutral", "edit")

    def _draw_badges(self) -> None:
        tr = self._tr
        for item, badge in self._badges.items():
            if self._vm.stored(item):
                badge.set(tr("saved"), "success", "check")
            else:
                badge.set(tr("open"), "neutral", "minus")

    def _on_left_out(self) -> None:
        tr = self._tr
        names = [self._vm.texts(item).officer.text for item in self._vm.missing]
        words = tr("Without an answer: {items}").format(items=" / ".join(names))
        self.show_message("warning", words)
        self._anyway.show()

    def _on_later(self) -> None:
        self._vm.keep()
        self.left.emit()

    def _on_failed(self, error: Exception) -> None:
        self.show_message("error", error_sentence(error, self._tr))
