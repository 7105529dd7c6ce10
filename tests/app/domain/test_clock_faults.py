# SPDX-License-Identifier: MIT
"""What a clock can be told by, and which stated time is possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import pytest

from app.clock import RELEASED, ClockReading, SystemClock, read_all, read_local
from app.domain.clock_faults import KnownTimes, check_stated, jumps, standing
from app.errors import UserError

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
KNOWN = KnownTimes(
    valid_from=NOW - 30 * DAY,
    valid_until=NOW + 700 * DAY,
    ca_until=NOW + 3600 * DAY,
    release=NOW - 40 * DAY,
    pack=NOW - 50 * DAY,
    head=NOW - 10 * MINUTE,
)


@pytest.mark.parametrize(
    ("now", "faults"),
    [
        (NOW, []),
        (NOW - 11 * MINUTE, []),  # a time server moves a clock that much
        (NOW - 9 * HOUR, ["before_head"]),
        (NOW - 31 * DAY, ["before_certificate", "before_head"]),
        (NOW - 60 * DAY, ["before_certificate", "before_head", "before_pack", "before_release"]),
        (NOW + 179 * DAY, []),
        (NOW + 181 * DAY, ["far_forward"]),
        (NOW + 701 * DAY, ["after_certificate", "far_forward"]),
    ],
)
def test_a_clock_is_judged_by_what_stands_fast(now: datetime, faults: list[str]) -> None:
    assert list(standing(now, KNOWN)) == faults


@pytest.mark.parametrize(
    ("later", "found"),
    [
        (ClockReading(NOW + HOUR, 3_600_000, "a"), ()),
        (ClockReading(NOW + 9 * HOUR, 32_400_000, "a"), ()),  # asleep: the clock of sleep counts it
        (ClockReading(NOW + 9 * HOUR, 60_000, "a"), ("set_forward",)),
        (
            ClockReading(NOW + MINUTE, 3_600_000, "a"),
            ("set_back",),
        ),  # still after, yet an hour is missing
        (
            ClockReading(NOW + 9 * HOUR, 60_000, "b"),
            (),
        ),  # after a start of the machine nothing is known
        (ClockReading(NOW - 9 * HOUR, 60_000, "b"), ("set_back",)),
        (ClockReading(NOW - MINUTE, 0, "a"), ()),
    ],
)
def test_a_clock_that_was_set_is_seen(later: ClockReading, found: tuple[str, ...]) -> None:
    assert jumps(later, ClockReading(NOW, 0, "a")) == found


def code(moment: datetime, machine: datetime, latest: datetime | None) -> str:
    try:
        check_stated(moment, machine, KNOWN, latest)
    except UserError as error:
        return error.code
    return ""


def test_a_stated_time_must_be_possible() -> None:
    behind = NOW - 9 * HOUR
    assert code(NOW, behind, NOW - HOUR) == ""
    assert code(NOW - 2 * HOUR, behind, NOW - HOUR) == "stated_time_early"
    assert code(behind, behind, NOW - HOUR) == ""  # the machine was ahead before, and is right now
    assert code(NOW - 41 * DAY, behind, None) == "stated_time_early"
    assert code(KNOWN.ca_until + DAY, behind, None) == "stated_time_late"
    assert code(NOW - 45 * DAY, NOW - 45 * DAY, None) == "stated_time_early"


def test_without_content_or_heads_the_release_and_the_certificate_still_bound() -> None:
    bare = replace(KNOWN, pack=None, head=None)
    assert standing(NOW, bare) == ()
    assert list(standing(NOW - 45 * DAY, bare)) == ["before_certificate", "before_release"]


def test_the_day_of_the_release_is_renewed_with_the_version() -> None:
    assert RELEASED[0] == version("kakehashi")


def test_the_machines_clocks_run_together() -> None:
    first, two = read_all(SystemClock()), read_all(SystemClock())
    assert first.boot == two.boot
    assert two.mono >= first.mono
    assert two.at >= first.at


def test_a_time_is_read_as_japans() -> None:
    assert read_local("2026-11-24 10:00") == NOW
    assert read_local("2026-11-24T01:00Z") == NOW
    for wrong in ("2026-11-24", "10:00", "tomorrow"):
        with pytest.raises(ValueError):
            read_local(wrong)
