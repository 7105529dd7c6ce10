# SPDX-License-Identifier: MIT
"""Records of others, for supervisors."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.main.context import Built, VaultContext
from ui.screens.registry import RegistryScreen
from ui.viewmodels.registry import RegistryViewModel


def make(context: VaultContext, _at: str) -> Built:
    model = RegistryViewModel(context.workspace, context.tasks, context.parent)

    def shown(_screen: QWidget) -> None:
        model.load()

    return Built(lambda: RegistryScreen(model, context.tr), model, shown)
