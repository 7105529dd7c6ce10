# SPDX-License-Identifier: MIT
"""About the program."""

from __future__ import annotations

from ui.main.behind import program_version
from ui.main.context import Built, VaultContext
from ui.screens.about import AboutScreen
from ui.viewmodels.about import AboutViewModel


def make(context: VaultContext, _at: str) -> Built:
    model = AboutViewModel(context.workspace, program_version(), context.parent)
    return Built(lambda: AboutScreen(model, context.tr), model)
