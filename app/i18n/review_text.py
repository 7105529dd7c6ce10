# SPDX-License-Identifier: MIT
"""What the feedback of a practice interview says, by the kind of a finding (`app.flow.review`).

The words are for a colleague who is learning: what happened and what to do next time, no marks.
"""

from __future__ import annotations

from typing import Final

from app.i18n.mark import mark

FEEDBACK: Final = {
    "missed": mark("{id} was due and was not asked. What was not asked is no answer."),
    "card_not_shown": mark("{id} was due and was not shown or read aloud."),
    "flag_open": mark("The flag {id} is still open: record what was done, or why not."),
    "timer_running": mark("The deadline {id} is still running."),
    "locked": mark("{id} was tried while it was locked. First do what opens it."),
    "before_safety": mark("{id} came before the question about safety. Make safety first."),
    "unexplained": mark(
        "{id} came before everything was explained. A person can decide only after that."
    ),
    "before_needs": mark("{id} came before basic needs. Care comes before personal data."),
    "before_account": mark(
        "{id} is a hard question and came before the person's own account. Let trust come first."
    ),
    "no_lead_in": mark("{id} is a hard question and came without its introduction."),
    "after_distress": mark(
        "{id} is a hard question and came right after distress. Offer a break first."
    ),
}
