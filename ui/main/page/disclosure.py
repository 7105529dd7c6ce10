# SPDX-License-Identifier: MIT
"""Who may receive what; ``at``: the recipient that is open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ids import RecipientId
from ui.main.context import Built, CaseContext
from ui.screens.disclosure import DisclosureScreen
from ui.viewmodels.disclosure import DisclosureViewModel


def make(context: CaseContext, at: str) -> Built:
    unsaved, supervision = context.talk.unsaved, context.supervision
    model = DisclosureViewModel(
        context.workspace,
        context.tasks,
        context.interview,
        supervision.verify,
        supervision.names,
        context.parent,
    )
    model.settled.connect(unsaved.settle)
    if at:
        model.choose(RecipientId(at))

    def shown(_screen: QWidget) -> None:
        model.load()

    return Built(lambda: DisclosureScreen(model, context.tr, unsaved), model, shown)
