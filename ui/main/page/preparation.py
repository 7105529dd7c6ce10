# SPDX-License-Identifier: MIT
"""Before the person comes."""

from __future__ import annotations

from ui.main.context import Built, CaseContext
from ui.screens.preparation import PreparationScreen
from ui.viewmodels.preparation import PreparationViewModel


def make(context: CaseContext, _at: str) -> Built:
    talk = context.talk
    model = PreparationViewModel(talk, talk, lesson=context.lesson)
    return Built(lambda: PreparationScreen(model, context.tr), model)
