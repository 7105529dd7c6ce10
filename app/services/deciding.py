# SPDX-License-Identifier: MIT
"""A person's decision about the status of the interviewee: never a result of the indicators.

The four words are the only ones; none of them says "not a victim" (DECISIONS.md §3).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from app.domain.agency import Agencies
from app.domain.calendars import GREGORIAN, written_date
from app.domain.event import EventType, NewEvent
from app.errors import UserError
from app.ids import InterviewId
from app.services.interviews import Interviews, Session

RECOGNISED: Final = "recognised"
STATUSES: Final = ("possible", "presumed", RECOGNISED, "not_recognised")
OTHER_BODY: Final = "other"  # none of the agencies of the pack


def decide_status(  # noqa: PLR0913 the parts of one decision
    interviews: Interviews,
    interview: InterviewId,
    status: str,
    reason: str,
    *,
    today: date,
    agency: str = "",
    on: str = "",
) -> Session:
    """Store a decision with its reason; `Interviews` adds who and when.

    ``on``: the day of recognition as typed, kept in ISO form; agency and day are dropped for the other
    words. Raises UserError status_unknown, reason_missing, recognition_missing, recognition_later.
    """
    if status not in STATUSES:
        raise UserError("status_unknown")
    if not reason.strip():
        raise UserError("reason_missing")
    if status == RECOGNISED:
        on = _recognised_on(interviews.agencies(interview), agency, on, today)
    else:
        agency, on = "", ""
    payload = {"status": status, "agency": agency, "on": on, "reason": reason.strip()}
    return interviews.store(interview, NewEvent(EventType.STATUS_DECIDED, payload))


def _recognised_on(agencies: Agencies, agency: str, on: str, today: date) -> str:
    """Return the day in ISO form, however it was written. Raises recognition_missing, recognition_later."""
    value = written_date(GREGORIAN, on).value or ""
    recognisable = agency == OTHER_BODY or agency in agencies
    if not recognisable or len(value) != len(today.isoformat()):
        raise UserError("recognition_missing")
    if value > today.isoformat():
        raise UserError("recognition_later")
    return value
