# SPDX-License-Identifier: MIT
"""Clock times as people type them."""

from __future__ import annotations

import pytest

from app.domain.clock_times import clock_minutes, read_clock


@pytest.mark.parametrize(
    ("typed", "time", "minutes"),
    [
        ("8", "8", 480),
        ("08:30", "08:30", 510),
        ("８：３０", "8:30", 510),
        ("๘.๓๐", "8:30", 510),
        ("၂၀:၁၅", "20:15", 1215),
        ("8h30", "8:30", 510),
        ("8 giờ 30", "8:30", 510),
        ("8時半", "8:30", 510),
        ("20時15分", "20:15", 1215),
        ("20時", "20", 1200),
        ("0830", "08:30", 510),
        ("26", "26", 1560),
        ("47:59", "47:59", 2879),
    ],
)
def test_every_usual_way_to_write_a_time_is_read(typed: str, time: str, minutes: int) -> None:
    assert (read_clock(typed), clock_minutes(typed)) == (time, minutes)


@pytest.mark.parametrize("typed", ["", "8am", "8:5", "8.5", "8:", "25:70", "48", "8半", "-1", "夜"])
def test_whatever_is_no_time_is_none(typed: str) -> None:
    assert (read_clock(typed), clock_minutes(typed)) == (None, None)
