# SPDX-License-Identifier: MIT
"""Danger: what is open and what to do."""

from __future__ import annotations

from ui.main.context import Built, CaseContext
from ui.screens.danger import DangerScreen
from ui.viewmodels.danger import DangerViewModel


def make(context: CaseContext, _at: str) -> Built:
    model = DangerViewModel(context.talk, context.talk)
    return Built(lambda: DangerScreen(model, context.tr, context.came_from), model)
