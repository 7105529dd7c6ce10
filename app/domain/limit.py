# SPDX-License-Identifier: MIT
"""Values of the right form that cannot be: an age of 200, a day to come, a name that cannot be seen.

They are slips of the pen or of the calendar; stored, they would decide the age state or a timer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from app.domain.calendars import OTHER
from app.domain.forms import FormAnswer
from app.domain.pack import Part, ValueType
from app.domain.roles import PartRole
from app.domain.value import Json
from app.domain.writing import strange

OLDEST: Final = 120  # years
AGE_FORM: Final = f"0 to {OLDEST} years"
PAST_FORM: Final = "a day up to today"


class LimitError(Exception):
    """A value that cannot be. ``code``: age_impossible, date_future or name_strange; never the value."""

    def __init__(self, code: str, expected: str) -> None:
        super().__init__(code)
        self.code = code
        self.expected = expected


def refuse_impossible(part: Part, data: Json, today: date | None) -> None:
    """Raise LimitError for a value that cannot be; ``today`` None: the day is not known.

    ``data``: the value in canonical form (`app.domain.forms`).
    """
    if PartRole.AGE in part.roles and isinstance(data, int) and data > OLDEST:
        raise LimitError("age_impossible", AGE_FORM)
    if part.type is not ValueType.DATE or today is None or not isinstance(data, dict):
        return
    earliest = _earliest(data)
    if earliest is not None and earliest > today and PartRole.AHEAD not in part.roles:
        raise LimitError("date_future", PAST_FORM)
    if (
        earliest is not None
        and PartRole.BIRTHS in part.roles
        and today.year - earliest.year > OLDEST
    ):
        raise LimitError("age_impossible", AGE_FORM)


def latest_year(part: Part, today: date | None) -> int | None:
    """The last year in which a date can lie; None where it may lie ahead, or today is not known."""
    return today.year if today and PartRole.AHEAD not in part.roles else None


def refuse_strange(part: Part, answer: FormAnswer) -> None:
    """Raise LimitError("name_strange") for a name that holds what `app.domain.writing` refuses."""
    names = [answer.rendered.by] if answer.rendered else []
    if PartRole.NAMES in part.roles:
        names += [str(answer.data), *([answer.rendered.text] if answer.rendered else [])]
    if found := dict.fromkeys(sign for name in names for sign in strange(name)):
        raise LimitError("name_strange", " ".join(found))


def _earliest(data: Mapping[str, Json]) -> date | None:
    """The first day that the answer can mean; None where it cannot be reckoned here, or is in words."""
    if data.get("calendar") == OTHER or "value" not in data:
        return None
    year, *rest = (int(number) for number in str(data["value"]).split("-"))
    month, day = (*rest, 1, 1)[:2]
    return date(year, month, day)
