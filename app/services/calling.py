# SPDX-License-Identifier: MIT
"""A silent call for help from the person's window: kept at once, opened by the officer alone."""

from __future__ import annotations

from app.domain.event import EventType, NewEvent
from app.domain.silent import BY_PERSON, silent_flag, silent_signs
from app.errors import UserError
from app.ids import InterviewId
from app.services.interviews import Interviews
from app.services.session import Session


def call_silently(service: Interviews, interview: InterviewId) -> Session:
    """The hand was touched. It raises nothing by itself: somebody may be looking at the screen."""
    return service.store(interview, NewEvent(EventType.SILENT_CALL, {}))


def open_call(service: Interviews, interview: InterviewId) -> Session:
    """Set the sign and raise the flag, in one transaction. Raises UserError("flag_unknown")."""
    pack = service.open(interview).pack
    flag, signs = silent_flag(pack), silent_signs(pack)
    if flag is None or not signs:
        raise UserError("flag_unknown", flag="")
    return service.store(
        interview,
        *(NewEvent(EventType.SIGN_SET, {"sign": sign}) for sign in signs),
        NewEvent(EventType.DANGER_RAISED, {"flag": flag.id, "by": BY_PERSON, "cites": []}),
    )
