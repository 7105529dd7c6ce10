# SPDX-License-Identifier: MIT
"""The list of interviews."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.main.context import Built, VaultContext
from ui.screens.home import HomeScreen
from ui.viewmodels.home import HomeViewModel


def make(context: VaultContext, _at: str) -> Built:
    model = HomeViewModel(context.workspace, context.tasks, context.parent)

    def shown(_screen: QWidget) -> None:
        model.load()

    return Built(lambda: HomeScreen(model, context.tr, context.backup), model, shown)
