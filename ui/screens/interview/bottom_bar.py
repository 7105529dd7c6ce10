# SPDX-License-Identifier: MIT
"""The bar that is always there: pause, skip, stop, interpreter, danger; back and next."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.a11y import Role, one_stop, set_role
from ui.screens.interview.walk import Walk
from ui.theme import current_theme
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.buttons import Button, IconButton
from ui.widgets.panel import Panel
from ui.widgets.words import Translate

_LEAST = 640  # px at 100 %
_AROUND = {False: 0.75, True: 0.25}  # steps of the grid around the buttons; in a low window
_NEXT = 188  # px at 100 %: the widest of all, where the hand expects it


class BottomBar(Panel):
    """One action away, always: a break, leaving out, stopping, another interpreter, danger."""

    next_wanted = Signal()
    back_wanted = Signal()
    interpreter_wanted = Signal()
    danger_wanted = Signal()

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(role="bar", margin=_AROUND[False], parent=parent)
        set_role(self, Role.ToolBar)
        self._vm, self._tr = view_model, tr
        self.pause = IconButton("pause", tr("Break"))
        self.skip = IconButton("skip", tr("Leave out"))
        self.stop = IconButton("stop", tr("Stop"))
        self.interpreter = IconButton("interpreter", tr("Interpreter"))
        self.danger = Button(
            tr("Danger"), rank="outlined", size="small", icon="danger", tone="danger"
        )
        self.back = Button(tr("Back"), rank="outlined", icon="back")
        self.next = Button(tr("Next"), icon="next")
        self.next.setMinimumWidth(current_theme().px(_NEXT))
        self._pictures, self._wide = True, 0
        hints = (
            (self.pause, "Ctrl+F9"),
            (self.interpreter, "Ctrl+F6"),
            (self.danger, "Ctrl+F8"),
            (self.back, "Alt+←"),
            (self.next, "Ctrl+Enter"),
        )
        for button, keys in hints:
            button.setToolTip(keys)
            button.setAccessibleDescription(keys)
        self._line = self._in_line()
        self.body.addLayout(self._line)
        self.pause.clicked.connect(view_model.pausing.pause)
        self.skip.clicked.connect(view_model.walking.skip)
        self.stop.clicked.connect(view_model.pausing.stop)
        self.interpreter.clicked.connect(self.interpreter_wanted)
        self.danger.clicked.connect(self.danger_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.next.clicked.connect(self.next_wanted)

    def _in_line(self) -> QHBoxLayout:
        """One line always: nothing of it may wrap away. The deeds are one stop of Tab."""
        line = QHBoxLayout()
        line.setSpacing(current_theme().space(0.5))
        for button in self._deeds:
            line.addWidget(button)
        one_stop(*self._deeds)
        line.addStretch(1)
        line.addWidget(self.back)
        line.addWidget(self.next)
        return line

    @property
    def _deeds(self) -> tuple[Button, ...]:
        return (self.pause, self.skip, self.stop, self.interpreter, self.danger)

    def draw(self, walk: Walk) -> None:
        """Back where there is something behind; next, with the page it leads from, until all is asked."""
        stage, (page, pages) = self._vm.walking.stage, walk.place
        self.back.setEnabled(walk.can_go_back)
        left = pages > 1 and page < pages
        words = self._tr("Next ({page}/{pages})").format(page=page, pages=pages)
        self.next.set_text(words if left else self._tr("Next"))
        self.next.setEnabled(stage != "end")
        self.skip.setEnabled(stage == "item")

    def set_low(self, *, low: bool) -> None:
        """In a low window there is less around the buttons."""
        self.set_margin(_AROUND[low])

    def minimumSizeHint(self) -> QSize:
        """Pictures give way, words do not."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), current_theme().px(_LEAST)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the words stand alone."""
        pictured = self._line.sizeHint().width() if self._pictures else self._wide
        self._wide = pictured  # of the line with its pictures
        fits = pictured + 2 * current_theme().space(self._margin) <= self.width()
        if fits is not self._pictures:
            self._pictures = fits
            self.next.setMinimumWidth(current_theme().px(_NEXT) if fits else 0)
            for button in (*self._deeds, self.back, self.next):
                button.set_pictured(on=fits)
