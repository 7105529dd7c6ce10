# SPDX-License-Identifier: MIT
"""Seven daily and four weekly backups stay, the newest always; a wrong clock stops nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.clock import JAPAN
from app.services import backup_plan as plan

NOW = datetime(2026, 11, 29, 11, 0, tzinfo=UTC)
VAULT = str(UUID(int=1))
moments = st.lists(
    st.integers(0, 60 * 24 * 120).map(lambda minutes: NOW - timedelta(minutes=minutes)), unique=True
)


def test_a_year_of_daily_backups_leaves_ten() -> None:
    """Seven days, and the last days of three weeks more: the newest week is among the seven days."""
    every = [NOW - timedelta(days=n) for n in range(365)]
    kept = sorted(set(every) - plan.superfluous(every))
    assert len(kept) == 10
    assert kept[-7:] == sorted(every)[-7:]
    assert len({moment.astimezone(JAPAN).isocalendar()[:2] for moment in kept}) == 4


def test_of_one_day_the_newest_stays() -> None:
    every = [NOW - timedelta(minutes=n) for n in range(30)]
    assert set(every) - plan.superfluous(every) == {NOW}


@given(moments)
def test_the_newest_is_never_let_go_and_doing_it_twice_changes_nothing(
    every: list[datetime],
) -> None:
    kept = set(every) - plan.superfluous(every)
    assert len(kept) <= plan.DAILY + plan.WEEKLY
    assert not every or max(every) in kept
    assert plan.superfluous(kept) == set()


def test_only_own_names_count(tmp_path: Path) -> None:
    own = plan.name_of(VAULT, NOW)
    other = plan.name_of(str(UUID(int=2)), NOW)
    for name in (
        own,
        other,
        f".{own}",
        f"{own}.part",
        own.replace("20261129", "20261399"),
        "notes.txt",
    ):
        (tmp_path / name).touch()
    assert plan.good_ones(tmp_path, VAULT) == {NOW: tmp_path / own}
    assert plan.good_ones(tmp_path / "gone", VAULT) == {}


def test_due_and_late() -> None:
    day, hour = timedelta(days=1), timedelta(hours=1)
    assert plan.is_due(None, NOW)
    assert not plan.is_due(NOW - 23 * hour, NOW)
    assert plan.is_due(NOW - 24 * hour, NOW)
    assert plan.is_due(NOW + hour, NOW)  # made under a clock that was ahead
    assert not plan.is_late(NOW - 2 * day, NOW)
    assert plan.is_late(NOW - 3 * day, NOW)
    assert plan.is_late(None, NOW)
