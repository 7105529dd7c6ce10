# SPDX-License-Identifier: MIT
"""The documents that bind the interview."""

from __future__ import annotations

from ui.main.context import Built, VaultContext
from ui.screens.binding import BindingScreen
from ui.viewmodels.binding import BindingViewModel


def make(context: VaultContext, _at: str) -> Built:
    model = BindingViewModel(context.workspace, context.parent)
    return Built(lambda: BindingScreen(model, context.tr), model)
