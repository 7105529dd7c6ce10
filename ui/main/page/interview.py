# SPDX-License-Identifier: MIT
"""The questions; ``at``: the place of a form in which something was being typed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.main.context import Built, CaseContext
from ui.screens.interview import InterviewScreen


def make(context: CaseContext, at: str) -> Built:
    def shown(screen: QWidget) -> None:
        if at and isinstance(screen, InterviewScreen):
            screen.open_typed(at)

    return Built(lambda: InterviewScreen(context.talk, context.tr), shown=shown)
