# SPDX-License-Identifier: MIT
"""Moving the open interview to newer content."""

from __future__ import annotations

from ui.main.context import Built, CaseContext
from ui.screens.content import NewerScreen
from ui.viewmodels.newer import NewerViewModel


def make(context: CaseContext, _at: str) -> Built:
    model = NewerViewModel(context.talk, context.talk)
    return Built(lambda: NewerScreen(model, context.tr), model)
