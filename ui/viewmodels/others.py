# SPDX-License-Identifier: MIT
"""Others in danger: what the person volunteers comes forward at once, in one action of the officer."""

from __future__ import annotations

from app.flow.engine import OTHERS, OTHERS_FLAG
from ui.viewmodels import course
from ui.viewmodels.interview import InterviewViewModel


def may_ask_of_others(talk: InterviewViewModel) -> bool:
    """Whether others in danger were neither asked about nor noted yet."""
    interview = talk.session.interview
    return OTHERS_FLAG not in interview.flags_open and OTHERS[0] not in interview.answers


def others_in_danger(talk: InterviewViewModel) -> None:
    """Store what is entered, raise the flag on the person's word, and go to that question."""
    at = talk.item
    talk.perform(
        [lambda service, case: service.raise_flag(case, OTHERS_FLAG, "person")],
        arrive=lambda session: course.following(session.view, at, strayed=False),
        entered=talk.entered(at),
    )
