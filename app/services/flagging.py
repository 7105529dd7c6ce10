# SPDX-License-Identifier: MIT
"""Taking back a danger flag that was raised by mistake; the raising stays in the chain and the record."""

from __future__ import annotations

from app.domain.event import EventType, NewEvent
from app.domain.state import BY_ANSWER
from app.errors import UserError
from app.ids import FlagId, InterviewId
from app.services.interviews import Interviews
from app.services.session import Session


def take_back_flag(
    service: Interviews, interview: InterviewId, flag: FlagId, reason: str
) -> Session:
    """Say that what was raised by hand was a mistake; what an answer raised goes on standing.

    Raises UserError("reason_missing"), ("flag_not_open"), ("flag_by_answer").
    """
    if not reason.strip():
        raise UserError("reason_missing", flag=flag)
    record = service.open(interview).interview.flags.get(flag)
    if record is None or not record.open:
        raise UserError("flag_not_open", flag=flag)
    if all(raising.by == BY_ANSWER for raising in record.standing):
        raise UserError("flag_by_answer", flag=flag)
    return service.add(
        interview, NewEvent(EventType.DANGER_TAKEN_BACK, {"flag": flag, "reason": reason.strip()})
    )
