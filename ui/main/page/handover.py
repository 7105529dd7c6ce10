# SPDX-License-Identifier: MIT
"""Sealing and handing over, also of an interview that is not led here."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.main.context import Built, CaseContext
from ui.main.request import InterviewMissed
from ui.screens.handover import HandoverScreen
from ui.viewmodels.handover import HandoverViewModel


def make(context: CaseContext, _at: str) -> Built:
    unsaved, supervision, interview = context.talk.unsaved, context.supervision, context.interview
    model = HandoverViewModel(
        context.workspace,
        context.tasks,
        interview,
        supervision.verify,
        supervision.names,
        context.parent,
    )

    def learn() -> None:
        if model.is_loaded:
            context.mark_practice(model.interview.practice)

    model.sealed.connect(context.backup.sealed)
    model.changed.connect(learn)
    model.settled.connect(unsaved.settle)
    model.missed.connect(lambda error: context.go(InterviewMissed(str(interview), error)))

    def shown(_screen: QWidget) -> None:
        unsaved.load(interview, model.load)

    return Built(lambda: HandoverScreen(model, context.tr, unsaved), model, shown)
