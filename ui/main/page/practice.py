# SPDX-License-Identifier: MIT
"""The choice of an invented case."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.main.context import Built, VaultContext
from ui.screens.practice import PracticeScreen
from ui.viewmodels.practice import PracticeViewModel


def make(context: VaultContext, _at: str) -> Built:
    cases = context.practice_cases
    model = PracticeViewModel(context.workspace, context.tasks, cases, context.parent)

    def shown(_screen: QWidget) -> None:
        model.load()

    return Built(lambda: PracticeScreen(model, context.tr), model, shown)
