# SPDX-License-Identifier: MIT
"""For whoever interprets."""

from __future__ import annotations

from ui.main.context import Built, CaseContext
from ui.screens.interpreter import InterpreterScreen
from ui.viewmodels.interpreting import InterpretingViewModel


def make(context: CaseContext, _at: str) -> Built:
    model = InterpretingViewModel(context.talk, context.talk)
    return Built(lambda: InterpreterScreen(model, context.tr), model)
