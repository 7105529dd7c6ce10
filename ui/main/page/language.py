# SPDX-License-Identifier: MIT
"""The choice of the person's language."""

from __future__ import annotations

from ui.main.context import Built, CaseContext
from ui.screens.language import LanguageScreen
from ui.viewmodels.language import LanguageViewModel


def make(context: CaseContext, _at: str) -> Built:
    model = LanguageViewModel(context.talk, context.talk)
    return Built(lambda: LanguageScreen(model, context.tr), model)
