# SPDX-License-Identifier: MIT
"""Once in a machine's life: its station and its first users."""

from __future__ import annotations

from ui.main.context import Built, DoorContext
from ui.screens.setup import SetupScreen
from ui.viewmodels.setup import SetupViewModel


def make(context: DoorContext, _at: str) -> Built:
    behind = context.behind()
    model = SetupViewModel(behind.stations, context.tasks, context.parent)
    return Built(lambda: SetupScreen(model, context.tr, behind.agencies), model)
