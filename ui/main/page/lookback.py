# SPDX-License-Identifier: MIT
"""After practice: ``at`` is the interview, or empty for the one that is open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ids import InterviewId
from ui.main.context import Built, VaultContext
from ui.screens.practice import LookbackScreen
from ui.viewmodels.practice import LookbackViewModel


def make(context: VaultContext, at: str) -> Built:
    interview = InterviewId(at) if at else context.interview
    model = LookbackViewModel(context.workspace, context.tasks, interview, context.parent)

    def draw() -> QWidget:
        return LookbackScreen(model, context.tr, from_case=context.came_from_case)

    def shown(_screen: QWidget) -> None:
        model.load()

    return Built(draw, model, shown)
