# SPDX-License-Identifier: MIT
"""The page of unlocking."""

from __future__ import annotations

from ui.main.context import Built, DoorContext
from ui.screens.unlock import UnlockScreen


def make(context: DoorContext, _at: str) -> Built:
    model = context.unlock
    if model is None:
        raise RuntimeError("unlocked already")
    return Built(lambda: UnlockScreen(model, context.tr))
