# SPDX-License-Identifier: MIT
"""Time as a port, so that tests never meet the real clock and every event records three clocks."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

NS_PER_MS = 1_000_000
JAPAN = ZoneInfo("Asia/Tokyo")


class Clock(Protocol):
    """What the program asks of time."""

    def now(self) -> datetime:
        """Return the wall clock, aware, UTC."""

    def mono_ms(self) -> int:
        """Return milliseconds of a clock that never goes back while the machine runs."""

    def boot_id(self) -> str:
        """Return an id that changes with every start of the machine."""


class SystemClock:
    """The machine's clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def mono_ms(self) -> int:
        return time.monotonic_ns() // NS_PER_MS

    def boot_id(self) -> str:
        source = Path("/proc/sys/kernel/random/boot_id")
        try:
            return source.read_text("ascii").strip()
        except OSError:
            return f"boot-{(time.time_ns() - time.monotonic_ns()) // (60_000 * NS_PER_MS)}"


def stamp(moment: datetime) -> str:
    """Return an aware moment as the text of events and rows: UTC, milliseconds, ``Z``."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def read_stamp(text: str) -> datetime:
    """Return the moment of a `stamp`. Raises ValueError for anything else."""
    return datetime.fromisoformat(text)
