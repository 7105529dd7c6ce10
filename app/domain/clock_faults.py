# SPDX-License-Identifier: MIT
"""Whether a machine's clock can be right, judged by what is known beside it.

Pure. `standing` compares the clock with what stands fast (certificate, newest head, content, release);
`jumps` compares it with the last event, by the wall clock and, within one start of the machine, by the
monotonic one. No fault blocks an interview; `check_stated` bounds the time that a person states instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.clock import ClockReading, local_text
from app.errors import UserError

TOLERANCE: Final = timedelta(minutes=2)  # what setting a clock by a time server moves it
FAR: Final = timedelta(days=180)  # a station that nobody used for longer is asked for the time once


class ClockFault(StrEnum):
    """What is wrong with a clock."""

    SET_BACK = "set_back"
    SET_FORWARD = "set_forward"
    BEFORE_CERTIFICATE = "before_certificate"
    AFTER_CERTIFICATE = "after_certificate"
    BEFORE_HEAD = "before_head"
    BEFORE_PACK = "before_pack"
    BEFORE_RELEASE = "before_release"
    FAR_FORWARD = "far_forward"


#: Seen once, when it happens; the others stand until the clock or what is known changes.
JUMPS: Final = frozenset({ClockFault.SET_BACK, ClockFault.SET_FORWARD})
#: With one of these the clock may be ahead: what it says is no lower bound for the right time.
AHEAD: Final = frozenset(
    {ClockFault.SET_FORWARD, ClockFault.AFTER_CERTIFICATE, ClockFault.FAR_FORWARD}
)


@dataclass(frozen=True, slots=True)
class KnownTimes:
    """What is known beside the clock. ``valid_*``: the certificate's time, within that of its CA.

    ``head``: the newest moment at which a clock that nobody doubted closed or opened a vault.
    """

    valid_from: datetime
    valid_until: datetime
    ca_until: datetime
    release: datetime
    pack: datetime | None = None
    head: datetime | None = None
    revoked: bool = False


def standing(now: datetime, times: KnownTimes) -> tuple[ClockFault, ...]:
    """The faults of a clock that shows ``now``, in the order of `ClockFault`."""
    newest = times.head or times.valid_from
    found = {
        ClockFault.BEFORE_CERTIFICATE: now < times.valid_from,
        ClockFault.AFTER_CERTIFICATE: now > times.valid_until,
        ClockFault.BEFORE_HEAD: times.head is not None and now < times.head - TOLERANCE,
        ClockFault.BEFORE_PACK: times.pack is not None and now < times.pack,
        ClockFault.BEFORE_RELEASE: now < times.release,
        ClockFault.FAR_FORWARD: now > max(newest, times.release) + FAR,
    }
    return tuple(fault for fault, there in found.items() if there)


def jumps(now: ClockReading, last: ClockReading | None) -> tuple[ClockFault, ...]:
    """Whether the clock was set since ``last``, by more than `TOLERANCE`.

    Between two starts of the machine only a clock that runs before the last event is seen.
    """
    if last is None:
        return ()
    passed = now.at - last.at
    if now.boot == last.boot:
        passed -= timedelta(milliseconds=now.mono - last.mono)
        if passed > TOLERANCE:
            return (ClockFault.SET_FORWARD,)
    return (ClockFault.SET_BACK,) if passed < -TOLERANCE else ()


def may_be_ahead(faults: Iterable[str]) -> bool:
    """Whether the clock may be ahead of the right time."""
    return not AHEAD.isdisjoint(faults)


def check_stated(
    moment: datetime, machine: datetime, times: KnownTimes, latest: datetime | None
) -> None:
    """A stated time is possible: not before release, content or the latest event, not after the CA.

    ``latest``: the latest event of a clock that was not ahead. Only to say that the machine is right by
    now may come before it. Raises UserError("stated_time_early"), UserError("stated_time_late").
    """
    confirms = abs(moment - machine) <= TOLERANCE
    bounds = (times.release, times.pack, None if confirms else latest)
    earliest = max(bound for bound in bounds if bound is not None)
    if moment < earliest - TOLERANCE:
        raise UserError("stated_time_early", earliest=local_text(earliest))
    if moment > times.ca_until:
        raise UserError("stated_time_late", latest=local_text(times.ca_until))
