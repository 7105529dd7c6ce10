# SPDX-License-Identifier: MIT
"""The bar that is always there: pause, skip, stop, interpreter, danger; back and next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import current_theme
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.buttons import Button, IconButton
from ui.widgets.panel import Panel
from ui.widgets.words import Translate

CROWDED = 150  # from this scale on (per cent) the bar saves room


class BottomBar(Panel):
    """One action away, always: a break, leaving out, stopping, another interpreter, danger."""

    next_wanted = Signal()
    interpreter_wanted = Signal()
    danger_wanted = Signal()

    def __init__(
        self, view_model: InterviewViewModel, tr: Translate, parent: QWidget | None = None
    ) -> None:
        super().__init__(role="bar", margin=1, parent=parent)
        self._vm = view_model
        self.pause = IconButton("pause", tr("Break"), stacked=True)
        self.skip = IconButton("skip", tr("Leave out"), stacked=True)
        self.stop = IconButton("stop", tr("Stop"), stacked=True)
        self.interpreter = IconButton("interpreter", tr("Interpreter"), stacked=True)
        self.danger = IconButton("danger", tr("Danger"), stacked=True, tone="danger")
        roomy = current_theme().scale < CROWDED
        self.back = Button(tr("Back"), rank="outlined", icon="back" if roomy else "")
        self.next = Button(tr("Next"), icon="next", size="large" if roomy else "medium")
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
        line = QHBoxLayout()  # one line always: nothing of it may wrap away
        line.setSpacing(current_theme().space(1 if roomy else 0))
        for button in (self.pause, self.skip, self.stop, self.interpreter, self.danger):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.back)
        line.addWidget(self.next)
        self.body.addLayout(line)
        self.pause.clicked.connect(view_model.pause)
        self.skip.clicked.connect(view_model.skip)
        self.stop.clicked.connect(view_model.stop)
        self.interpreter.clicked.connect(self.interpreter_wanted)
        self.danger.clicked.connect(self.danger_wanted)
        self.back.clicked.connect(view_model.back)
        self.next.clicked.connect(self.next_wanted)

    def draw(self) -> None:
        """Back where there is something behind; next and leave out only at an item."""
        at_item = self._vm.stage == "item"
        self.back.setEnabled(self._vm.can_go_back)
        self.next.setEnabled(at_item)
        self.skip.setEnabled(at_item)
