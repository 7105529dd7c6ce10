# SPDX-License-Identifier: MIT
"""The door of a station is read without proving anything, and never fails: the proof after it does."""

from __future__ import annotations

import pytest

from app.errors import UserError
from app.services.door import Caller, Doorplate
from app.services.kept_file import copy_of
from tests.stations import OFFICER, OFFICER_WORDS, SUPERVISOR, House, StillClock, build_house


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("door"))


def test_the_door_says_what_the_station_proves(house: House) -> None:
    door, info = house.stations.door, house.stations.info()
    users = tuple(Caller(o.name, o.role) for o in house.stations.users() if not o.disabled)
    assert door.stands()
    assert door.plate() == Doorplate(info.agency, info.name, users)
    assert {user.name for user in users} >= {OFFICER, SUPERVISOR}


@pytest.mark.parametrize("damage", [b"", b"[]", b"\xff", None])
def test_a_damaged_file_is_read_from_its_copy_and_two_say_nothing(
    house: House, damage: bytes | None
) -> None:
    door = house.stations.door
    plate = door.plate()
    for file in (door.folder.keyring, door.folder.station):
        kept, spare = file.read_bytes(), copy_of(file).read_bytes()
        for path, shown in ((file, plate), (copy_of(file), Doorplate())):
            if damage is None:
                path.unlink()
            else:
                path.write_bytes(damage)
            assert door.plate() == shown
        file.write_bytes(kept)
        copy_of(file).write_bytes(spare)
    assert door.plate() == plate


def test_a_pause_counts_at_the_door_and_behind_it(house: House) -> None:
    door, clock = house.stations.door, house.clock
    assert isinstance(clock, StillClock)
    for _ in range(3):
        door.tries.wrong(OFFICER)
    with pytest.raises(UserError, match="try_later"):
        house.stations.unlock(OFFICER, OFFICER_WORDS)
    assert door.pause(OFFICER) > 0
    door.tries.right(OFFICER)
    assert door.pause(OFFICER) == 0
