# SPDX-License-Identifier: MIT
"""The page on which an interview is moved to newer content."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.moving import CHANGED, GONE
from ui.screens.clicks import on_click
from ui.screens.wordings import error_sentence
from ui.viewmodels.newer import NewerViewModel
from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.confirmation import ask
from ui.widgets.panel import CardFrame, row
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate


class NewerScreen(ScreenFrame):
    """``left`` goes back to the interview, moved or not."""

    left = Signal()

    def __init__(
        self, view_model: NewerViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Newer content"), tr=tr, parent=parent)
        self._vm, self._tr = view_model, tr
        self.move_button = Button(tr("Move to the newer content"), icon="next")
        self._fill()
        back = Button(tr("Back to the interview"), rank="outlined", icon="back", size="large")
        back.clicked.connect(self.left)
        self.actions.add_action(back)
        self.set_entry(back)
        on_click(self.move_button, self._ask)
        view_model.moved.connect(self.left)
        view_model.failed.connect(
            lambda error: self.show_message("error", error_sentence(error, tr))
        )

    def _fill(self) -> None:
        tr, plan = self._tr, self._vm.plan
        about = CardFrame(
            tr("This interview: content {own}. Newer: {newer}.").format(
                own=self._vm.own_version, newer=plan.to.version
            )
        )
        about.add(
            TextLabel(
                tr(
                    "The interview can be finished as it was begun. If you move it, answers stay where the"
                    " newer content asks the same; the others are asked again. The log keeps everything."
                )
            )
        )
        about.add(TextLabel(tr("{count} answers stay.").format(count=plan.kept)))
        self.body.addWidget(about)
        if plan.dropped:
            again = CardFrame(tr("Asked again"))
            for asked in self._vm.asked_again:
                again.add(TextLabel(asked.question))
                again.add(TextLabel(self._reason(asked.reason), size=14, tone="secondary"))
            self.body.addWidget(again)
        if plan.blocked:
            words = tr(
                "This interview cannot be moved: the newer content does not know {what}. Finish it as it is."
            )
            self.body.addWidget(Banner("warning", words.format(what=self._vm.blocked)))
        else:
            self.body.addLayout(row(self.move_button))
        self.body.addStretch(1)

    def _reason(self, reason: str) -> str:
        if reason == GONE:
            return self._tr("Not asked any more")
        if reason == CHANGED:
            return self._tr("Asked in other words, or with other choices")
        return self._tr("The answer belongs to another group of data now")

    def _ask(self) -> None:
        tr = self._tr
        ask(
            self.move_button,
            tr("Move this interview?"),
            text=tr("It is led with the newer content from now on. It cannot be moved back."),
            yes=tr("Move it"),
            deed=self._vm.move,
            tr=tr,
        )
