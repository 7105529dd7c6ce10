# SPDX-License-Identifier: MIT
"""Papers to print."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.main.context import Built, VaultContext
from ui.screens.papers import PapersScreen
from ui.viewmodels.papers import PapersViewModel


def make(context: VaultContext, _at: str) -> Built:
    model = PapersViewModel(context.workspace, context.tasks, context.parent)

    def draw() -> QWidget:
        screen = PapersScreen(model, context.tr)
        model.want(reader=context.preferences.looks.language)
        return screen

    return Built(draw, model)
