# SPDX-License-Identifier: MIT
"""Words for codes of records that both the windows and the command tell: courses, states, why nothing goes.

An unknown code of a later version is shown as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.i18n.mark import mark

Translate = Callable[[str], str]

_SCRIPTS: Final = {
    "full": mark("Full interview"),
    "short": mark("Short screening"),
    "embarkation": mark("Check at departure"),
    "group": mark("Found during enforcement"),
    "child": mark("Talk with a child"),
}
_STATES: Final = {
    "draft": mark("In progress"),
    "sealed": mark("Sealed"),
    "handed_over": mark("Handed over"),
}
_REFUSALS: Final = {
    "own_agency": mark("This is the own agency: use the supervisor's record."),
    "not_asked": mark("The person was not asked yet."),
    "consent_no": mark("The person does not want this. That is their right."),
    "consent_unsure": mark("The person is not sure. Nothing goes until they decide."),
    "consent_declined": mark("The person did not want to answer. Nothing goes."),
    "consent_withdrawn": mark("The person took the consent back."),
    "consent_locked": mark("This must not be asked now."),
    "condition_false": mark("This recipient is not due in this interview."),
    "basis_missing": mark("The person was told. Sending needs a legal basis."),
    "basis_unknown": mark("This legal basis is not in the list."),
    "basis_not_for_recipient": mark("This legal basis does not name this recipient."),
    "basis_not_for_agency": mark("Your agency may not use this legal basis."),
    "basis_condition_false": mark("The condition of the legal basis is not met."),
    "basis_opens_no_group": mark("The legal basis opens nothing for this recipient."),
    "reason_missing": mark("The written reason is missing."),
    "fear_not_checked": mark("First ask about fear of the authorities of the home country."),
    "age_not_asked": mark("First the age must be known."),
    "blocked_by_flag": mark("Blocked: the person fears these authorities. A supervisor decides."),
    "countersignature_missing": mark("A supervisor has to countersign."),
    "no_recipient_consent": mark("Goes only by law, not by consent."),
    "person_copy_not_wanted": mark("The person did not want a paper."),
    "recipient_unknown": mark("This recipient is not in the content."),
}


def script_label(script: str, tr: Translate) -> str:
    """Which course of questions."""
    return tr(_SCRIPTS[script]) if script in _SCRIPTS else script


def state_word(state: str, tr: Translate) -> str:
    """How far a record is."""
    return tr(_STATES[state]) if state in _STATES else state


def refusal(reason: str, tr: Translate) -> str:
    """Why nothing goes to a recipient (`app.domain.consent`)."""
    return tr(_REFUSALS[reason]) if reason in _REFUSALS else reason
