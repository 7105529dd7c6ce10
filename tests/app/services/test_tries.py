# SPDX-License-Identifier: MIT
"""The pause after wrong passphrases: it grows, survives restarts and the wall clock, and always ends."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.tries import LONGEST, MAX_BYTES, Tries
from tests.stations import OFFICER, OFFICER_WORDS, SUPERVISOR, StillClock, build_house

WHO = "officer one"


@pytest.fixture
def clock() -> StillClock:
    clock = StillClock()
    clock.ticks = 3_600_000  # the machine runs for an hour
    return clock


def wrong(tries: Tries, times: int) -> None:
    for _ in range(times):
        tries.wrong(WHO)


def test_it_grows_to_a_minute_and_no_further(clock: StillClock, tmp_path: Path) -> None:
    found = []
    for times in (1, 2, 3, 4, 5, 6, 7, 8, 2000):
        tries = Tries(tmp_path / f"{times}.json", clock)
        wrong(tries, times)
        found.append(tries.pause(WHO))
    assert found == [0, 2, 4, 8, 16, 32, 60, 60, 60]
    last = Tries(tmp_path / "2000.json", clock)
    assert (last.pause(WHO), last.pause("another")) == (LONGEST, 0)
    last.right(WHO)
    assert last.pause(WHO) == 0


def test_a_restart_and_the_wall_clock_change_nothing(clock: StillClock, tmp_path: Path) -> None:
    path = tmp_path / "tries.json"
    wrong(Tries(path, clock), 9)
    for days in (-4000, 0, 4000):
        clock.put(clock.moment + timedelta(days=days))
        assert Tries(path, clock).pause(WHO) == LONGEST
    clock.ticks += 30_000
    assert Tries(path, clock).pause(WHO) == 30
    clock.ticks += 30_000
    assert Tries(path, clock).pause(WHO) == 0


def test_a_new_start_of_the_machine_does_not_end_it(clock: StillClock, tmp_path: Path) -> None:
    path = tmp_path / "tries.json"
    wrong(Tries(path, clock), 9)
    clock.ticks = -5  # no such clock is known; it would make nobody wait longer
    assert Tries(path, clock).pause(WHO) == LONGEST
    clock.ticks = 5_000  # five seconds after a start
    assert Tries(path, clock).pause(WHO) == LONGEST - 5
    clock.ticks = 60_000
    assert Tries(path, clock).pause(WHO) == 0


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{", b"[1]", b'{"officer one": 5}', b'{"officer one": [1e99, 1]}', b"[" * 50_000,
        b'{"officer one": [-1, 5]}', b'{"officer one": [5, -1]}', b" " * (MAX_BYTES + 1),
    ],
)  # fmt: skip
def test_a_damaged_or_deleted_file_locks_nobody_out(
    clock: StillClock, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "tries.json"
    tries = Tries(path, clock)
    wrong(tries, 9)
    path.write_bytes(content)
    assert tries.pause(WHO) == LONGEST  # this process still knows
    assert Tries(path, clock).pause(WHO) == 0
    path.unlink()
    assert Tries(path, clock).pause(WHO) == 0
    tries.wrong(WHO)
    assert json.loads(path.read_bytes())[WHO][0] == 10


@pytest.mark.parametrize("at", [0, 10**12, 2**80])
def test_no_number_in_the_file_makes_it_longer(clock: StillClock, tmp_path: Path, at: int) -> None:
    path = tmp_path / "tries.json"
    path.write_text(json.dumps({WHO: [1000, at]}))
    assert Tries(path, clock).pause(WHO) <= LONGEST
    clock.ticks += 3_600_000
    assert Tries(path, clock).pause(WHO) == 0


def test_where_nothing_can_be_written_the_process_remembers(
    clock: StillClock, tmp_path: Path
) -> None:
    tries = Tries(tmp_path / "none" / "tries.json", clock)
    wrong(tries, 5)
    assert tries.pause(WHO) == 16
    tries.right(WHO)
    assert tries.pause(WHO) == 0


def test_no_login_is_tried_in_the_pause(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    for _ in range(2):
        with pytest.raises(UserError, match="wrong_passphrase"):
            house.stations.unlock(OFFICER, "not the right words 1")
    again = house.anew().stations
    with pytest.raises(UserError) as error:
        again.unlock(OFFICER, OFFICER_WORDS)
    assert (error.value.code, error.value.params) == ("try_later", {"seconds": 2})
    assert again.door.pause(SUPERVISOR) == 0
    house.clock.ticks += 2_000
    assert again.unlock(OFFICER, OFFICER_WORDS).name == OFFICER
    assert json.loads(house.stations.folder.tries.read_bytes()) == {}
