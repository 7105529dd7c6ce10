# SPDX-License-Identifier: MIT
"""What a noted fault of the machine's clock does to the state of an interview."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.clock import JAPAN, read_stamp
from app.domain.clock_faults import JUMPS, ClockFault, may_be_ahead
from app.domain.event import Event
from app.domain.pack import Pack
from app.domain.state import Interview


def clock_anomaly(_pack: Pack, state: Interview, event: Event) -> Interview:
    """A clock set forward may be ahead until it is set back; the first event is told by its anomaly."""
    listed = event.payload.get("faults")
    faults = tuple(map(str, listed)) if isinstance(listed, list) else ()
    ahead = ClockFault.SET_FORWARD in (*state.clock_open, *faults)
    kept = (ClockFault.SET_FORWARD.value,) if ahead and ClockFault.SET_BACK not in faults else ()
    jumped = tuple(fault for fault in faults if fault in JUMPS)
    first = state.seq == 1
    return replace(
        state,
        known_day=_newest_day(event) if first else state.known_day,
        clock_open=(*(fault for fault in faults if fault not in JUMPS), *kept),
        clock_jumps=tuple(dict.fromkeys((*state.clock_jumps, *jumped))),
        latest_at=None if first and may_be_ahead(faults) else state.latest_at,
    )


def _newest_day(event: Event) -> date:
    """The day in Japan of the newest moment that the event names beside the machine's clock."""
    span = event.payload.get("certificate")
    since = span[0] if isinstance(span, list) and span else ""
    named = (since, event.payload.get("release"), event.payload.get("head"))
    moments = (read_stamp(moment) for moment in named if isinstance(moment, str) and moment)
    return max(moments).astimezone(JAPAN).date()
