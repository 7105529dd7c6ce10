# SPDX-License-Identifier: MIT
"""The cards; ``at``: the one that is open."""

from __future__ import annotations

from app.ids import CardId
from ui.main.context import Built, CaseContext
from ui.screens.cards import CardsScreen
from ui.viewmodels.cards import CardsViewModel


def make(context: CaseContext, at: str) -> Built:
    model = CardsViewModel(context.talk, context.talk)
    if at:
        model.choose(CardId(at))
    return Built(lambda: CardsScreen(model, context.tr), model)
