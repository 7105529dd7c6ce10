# SPDX-License-Identifier: MIT
"""Clock times as people type them: 8, 8:30, 8.30, 8h30, 8時半.

Hours after midnight count on: 26 is two at night.
"""

from __future__ import annotations

import re
from typing import Final

from app.domain.digits import ascii_digits

LAST_HOUR: Final = 47  # any hour of this day or of the next
_HALF: Final = "半"
_CLOCK: Final = re.compile(
    r"(\d{1,2})(?:\s*[:：﹕.．]\s*([0-5]\d)"
    r"|\s*(?:[hHｈ時时시點点]|giờ)\s*(?:([0-5]\d)\s*[分분]?|(半))?)?"
)
_STUCK: Final = re.compile(r"(\d{2})([0-5]\d)")


def read_clock(text: str) -> str | None:
    """Return the time as ``8``, ``8:30`` or ``08:30``, the hour as typed; None when it is no time."""
    typed = ascii_digits(text).strip()
    found = _CLOCK.fullmatch(typed) or _STUCK.fullmatch(typed)
    if found is None or int(found[1]) > LAST_HOUR:
        return None
    hour, *rest = found.groups()
    minute = next((minutes for minutes in rest if minutes), "").replace(_HALF, "30")
    return f"{hour}:{minute}" if minute else hour


def clock_minutes(text: str) -> int | None:
    """Return the minutes after midnight of a clock answer; None when it is none."""
    time = read_clock(text)
    if time is None:
        return None
    hour, _colon, minute = time.partition(":")
    return int(hour) * 60 + int(minute or 0)
