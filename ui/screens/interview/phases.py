# SPDX-License-Identifier: MIT
"""The phases of an interview as steps of the rail: where one is, how far, and what is left."""

from __future__ import annotations

from ui.viewmodels.glance import Glance
from ui.widgets.steps import Step
from ui.widgets.words import Translate


def steps_of(glance: Glance, tr: Translate) -> list[Step]:
    """One step for each phase; the one where the officer is says how much of it is done."""
    found = []
    for phase in glance.phases:
        hint = tr("{done} of {total}").format(done=phase.done, total=phase.total)
        here = phase.state == "current"
        title = f"{phase.title} {phase.done}/{phase.total}" if here else phase.title
        found.append(Step(phase.id, title, phase.state, hint))  # type: ignore[arg-type]
    return found
