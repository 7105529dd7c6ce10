# SPDX-License-Identifier: MIT
"""A break."""

from __future__ import annotations

from ui.main.context import Built, CaseContext
from ui.screens.pause import PauseScreen
from ui.viewmodels.pause import PauseViewModel


def make(context: CaseContext, _at: str) -> Built:
    model = PauseViewModel(context.talk, context.talk)
    return Built(lambda: PauseScreen(model, context.tr), model)
