# SPDX-License-Identifier: MIT
"""Time as a port, so that tests never meet the real clock and every event records three clocks."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Final, Protocol

NS_PER_MS = 1_000_000
#: Without summer time since 1951; the tables of all zones would be read at each start.
JAPAN = timezone(timedelta(hours=9), "JST")
#: The version and the day it was made: no clock that is right shows an earlier time. A test holds the
#: version to that of the package, so that the day is renewed with each release.
RELEASED: Final = ("0.1.0", datetime(2026, 11, 20, tzinfo=UTC))


class Clock(Protocol):
    """What the program asks of time."""

    def now(self) -> datetime:
        """Return the wall clock, aware, UTC."""

    def mono_ms(self) -> int:
        """Return milliseconds of a clock that never goes back while the machine runs or sleeps."""

    def awake_ms(self) -> int:
        """Return milliseconds like `mono_ms`, sleep left out where the system tells it apart."""

    def boot_id(self) -> str:
        """Return an id that changes with every start of the machine."""


class SystemClock:
    """The machine's clocks."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def mono_ms(self) -> int:
        return _mono_ns() // NS_PER_MS

    def awake_ms(self) -> int:
        return time.monotonic_ns() // NS_PER_MS

    def boot_id(self) -> str:
        return _boot_id()


@dataclass(frozen=True, slots=True)
class ClockReading:
    """All three clocks at one moment."""

    at: datetime
    mono: int
    boot: str


def read_all(clock: Clock) -> ClockReading:
    """Read the three clocks."""
    return ClockReading(clock.now(), clock.mono_ms(), clock.boot_id())


def _mono_ns() -> int:
    """Time since the start, sleep included: elsewhere ``monotonic`` counts it, on Linux it does not."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    return time.monotonic_ns()


@cache
def _boot_id() -> str:
    """The kernel's id; without one an id of this process, which a clock that is set does not change."""
    source = Path("/proc/sys/kernel/random/boot_id")
    try:
        return source.read_text("ascii").strip()
    except OSError:
        return f"boot-{(time.time_ns() - _mono_ns()) // (60_000 * NS_PER_MS)}"


def stamp(moment: datetime) -> str:
    """Return an aware moment as the text of events and rows: UTC, milliseconds, ``Z``."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def read_stamp(text: str) -> datetime:
    """Return the moment of a `stamp`. Raises ValueError for anything else."""
    return datetime.fromisoformat(text)


def read_local(text: str) -> datetime:
    """Return the moment of a date and time in ISO form; without a zone it is Japan's.

    Raises ValueError for anything else, a date alone included.
    """
    moment = datetime.fromisoformat(text.strip())
    if not {"T", " "} & set(text.strip()):
        raise ValueError("no time of day")
    return moment if moment.tzinfo else moment.replace(tzinfo=JAPAN)


def local_text(moment: datetime) -> str:
    """Return the moment as it is read in Japan: date and minutes."""
    return moment.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
