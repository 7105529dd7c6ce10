# SPDX-License-Identifier: MIT
"""Why an item must not be asked now, in words for the officer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.domain.roles import Roles
from app.i18n.mark import mark

_LOCKS: Final = {
    "gate_open": mark("Choose the person's language first."),
    "gate_care": mark("First ask whether the person agrees to talk."),
    "gate_assent": mark("The child did not agree to talk about this."),
    "gate_content": mark("The person did not agree to talk about this."),
    "age_not_asked": mark("The age comes first: a child must not be asked this."),
    "child_path": mark(
        "Not asked of a child, or of someone who may be one. A supervisor can open it with a reason."
    ),
}
_DUTY: Final = mark("First explain what must be reported when there is no valid status ({item}).")
_FEAR: Final = mark("First ask about fear of the authorities of the home country ({item}).")


def lock_sentence(reason: str, roles: Roles, tr: Callable[[str], str]) -> str:
    """The sentence of a lock (`app.domain.lock`); an unknown one of a later version as it is."""
    items = {str(roles.status_duty.item): _DUTY, str(roles.fear_of_authorities.item): _FEAR}
    sentences = {**_LOCKS, **items}
    return tr(sentences[reason]).format(item=reason) if reason in sentences else reason
