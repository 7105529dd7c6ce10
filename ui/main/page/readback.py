# SPDX-License-Identifier: MIT
"""Reading back; ``at``: the answer whose correction is open."""

from __future__ import annotations

from app.ids import ItemId
from ui.main.context import Built, CaseContext
from ui.screens.readback import ReadbackScreen
from ui.viewmodels.readback import ReadbackViewModel


def make(context: CaseContext, at: str) -> Built:
    model = ReadbackViewModel(context.talk, context.talk)
    if at:
        model.edit(ItemId(at))
    return Built(lambda: ReadbackScreen(model, context.tr), model)
