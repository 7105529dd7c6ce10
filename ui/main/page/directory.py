# SPDX-License-Identifier: MIT
"""Whom to call."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.main.context import Built, VaultContext
from ui.screens.directory import DirectoryScreen
from ui.viewmodels.directory import DirectoryViewModel


def make(context: VaultContext, _at: str) -> Built:
    model = DirectoryViewModel(context.workspace, context.tasks, context.parent)

    def shown(_screen: QWidget) -> None:
        model.load()

    return Built(lambda: DirectoryScreen(model, context.tr), model, shown)
