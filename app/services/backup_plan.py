# SPDX-License-Identifier: MIT
"""Which backups stay, when the next one is due, and how old the last good one is. Pure.

A backup gets its name only after it was restored into a temporary vault and compared; a file with that
name is a good one. Names: ``<vault id>.<UTC, 20261129T202500Z>.kkv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from app.clock import JAPAN
from app.services.backup_file import SUFFIX

DAILY: Final = 7
WEEKLY: Final = 4
#: A backup is due when the last good one is older.
DUE_AFTER: Final = timedelta(hours=24)
#: From then on the age is shown as a warning: two working days were missed.
LATE_AFTER: Final = timedelta(hours=72)
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(rf"([0-9a-f-]{{36}})\.(\d{{8}}T\d{{6}}Z){re.escape(SUFFIX)}", re.ASCII)


def name_of(vault: str, at: datetime) -> str:
    """The name of this vault's backup of this moment (aware)."""
    return f"{vault}.{at.astimezone(UTC).strftime(_STAMP)}{SUFFIX}"


def moment_of(name: str, vault: str) -> datetime | None:
    """When this vault's backup of this name was made; None for any other name."""
    found = _NAME.fullmatch(name)
    if found is None or found[1] != vault:
        return None
    try:
        return datetime.strptime(found[2], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def good_ones(folder: Path, vault: str) -> dict[datetime, Path]:
    """Return the vault's backups in a folder by their moment; empty where there is no such folder."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return {}
    found = ((moment_of(name, vault), name) for name in names)
    return {moment: folder / name for moment, name in found if moment is not None}


def superfluous(moments: Iterable[datetime]) -> set[datetime]:
    """What may go: neither the newest of one of the last seven days nor of the last four weeks.

    Days and weeks (ISO) with a backup count, in Japan's time; the newest of all always stays.
    """
    days: dict[str, datetime] = {}
    weeks: dict[tuple[int, int], datetime] = {}
    every = sorted(moments)
    for moment in every:  # the newest of each comes last and stays
        local = moment.astimezone(JAPAN)
        days[local.date().isoformat()] = moment
        weeks[local.isocalendar()[:2]] = moment
    kept = [days[day] for day in sorted(days)[-DAILY:]]
    kept += [weeks[week] for week in sorted(weeks)[-WEEKLY:]]
    return set(every) - set(kept)


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Also when the newest lies in the future: a clock that was wrong must not stop backups."""
    return newest is None or not timedelta(0) <= now - newest < DUE_AFTER


def is_late(newest: datetime | None, now: datetime) -> bool:
    return newest is None or now - newest >= LATE_AFTER
