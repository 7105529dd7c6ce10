# SPDX-License-Identifier: MIT
"""What the person called for silently, for the officer alone."""

from __future__ import annotations

from ui.main.context import Built, CaseContext
from ui.screens.danger import AsideScreen
from ui.viewmodels.danger import DangerViewModel


def make(context: CaseContext, _at: str) -> Built:
    model = DangerViewModel(context.talk, context.talk, discreet=True)
    return Built(lambda: AsideScreen(model, context.tr, context.came_from), model)
