# SPDX-License-Identifier: MIT
"""When to offer a break: by the clock (CONTENT.md §5.7) and after hard questions in a row. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from app.domain.pack import Audience, Item, Pack
from app.domain.state import Interview

BREAK_AFTER: Final = timedelta(minutes=30)  # offered every 30 to 40 minutes
HARD_LEVEL: Final = 3
HARD_RUN: Final = 3  # so many hard questions in a row at most


def is_hard(item: Item) -> bool:
    """Tell whether an item is a hard question to the person."""
    return item.level == HARD_LEVEL and item.audience is Audience.PERSON


def hard_run(pack: Pack, interview: Interview) -> int:
    """Number of hard questions answered last, since an easier one or a rest.

    The officer's own boxes are no relief to the person and are passed over.
    """
    run = 0
    for given in sorted(interview.answers.values(), key=lambda given: given.seq, reverse=True):
        item = pack.items[given.answer.item]
        if item.audience is not Audience.PERSON:
            continue
        rested = interview.rested_at is not None and given.at < interview.rested_at
        if rested or not is_hard(item):
            break
        run += 1
    return run


def break_due(pack: Pack, interview: Interview, now: datetime) -> bool:
    """Tell whether to offer a break: half an hour without one, or enough hard questions in a row."""
    rested = interview.rested_at
    if rested is None or interview.paused:
        return False
    return now - rested >= BREAK_AFTER or hard_run(pack, interview) >= HARD_RUN
