# SPDX-License-Identifier: MIT
"""The phases of an interview as steps of the rail: where one is, how far, and what is left."""

from __future__ import annotations

from ui.viewmodels.glance import Glance
from ui.widgets.steps import Step
from ui.widgets.words import Translate


def steps_of(glance: Glance, tr: Translate) -> list[Step]:
    """One step for each phase, with how much of it is done."""
    shorts = short_words(tr)
    return [
        Step(
            phase.id,
            phase.title,
            phase.state,  # type: ignore[arg-type]
            tr("{done} of {total}").format(done=phase.done, total=phase.total),
            short=shorts.get(phase.id, ""),
            count=f"{phase.done}/{phase.total}",
        )
        for phase in glance.phases
    ]


def short_words(tr: Translate) -> dict[str, str]:
    """A word for each phase where there is no room for its title; one of another pack keeps its title."""
    return {
        "PREP": tr("Prepare"),
        "LANG": tr("Language"),
        "SAFE": tr("Safety"),
        "AGE": tr("Age"),
        "CONS": tr("Consent"),
        "NEED": tr("Health"),
        "IDEN": tr("Person"),
        "RECR": tr("Hiring"),
        "TRAV": tr("Journey"),
        "CTRL": tr("Control"),
        "WORK": tr("Work"),
        "LAB": tr("Labour"),
        "MOVE": tr("Freedom"),
        "DEBT": tr("Debts"),
        "OTHR": tr("Others"),
        "CHLD": tr("Child"),
        "WISH": tr("Wishes"),
        "RGHT": tr("Rights"),
        "REFR": tr("Services"),
        "CLOS": tr("Closing"),
        "EMB": tr("Exit"),
    }
