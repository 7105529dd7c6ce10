# SPDX-License-Identifier: MIT
"""Keyring and station file that are damaged, or put back one without the other: interviews go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main
from app.errors import UserError
from app.paths import DataFolder
from app.services.kept_file import copy_of
from app.services.notices import PREVIOUS_STATION
from app.services.restoring import restore
from tests.command import Desk, command
from tests.stations import (
    OFFICER,
    OFFICER_WORDS,
    SECOND,
    SUPERVISOR,
    SUPERVISOR_WORDS,
    House,
    begin,
    build_house,
    told_to,
)


def files(folder: DataFolder) -> tuple[Path, ...]:
    """Keyring and station file with their copies."""
    return tuple(
        file for path in (folder.keyring, folder.station) for file in (path, copy_of(path))
    )


def decided_by_second(house: House) -> dict[Path, bytes]:
    """A second supervisor signs the station's file; return the files of before he was there."""
    stations = house.stations
    before = {path: path.read_bytes() for path in files(stations.folder) if path.exists()}
    stations.set_show_unreviewed(house.with_second(), False)
    for name in (SUPERVISOR, OFFICER):
        house.anew().login(name).close()
    return before


def test_a_station_file_signed_by_who_was_closed_since_went_back(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    decided_by_second(house)
    station = house.stations.folder.station
    kept = station.read_bytes()
    workspace = house.open(house.supervisor)
    workspace.disable_user(SECOND)
    workspace.close()
    for path in (station, copy_of(station)):
        path.write_bytes(kept)
    for name in (OFFICER, SUPERVISOR):
        again = house.anew()
        workspace = again.login(name)
        assert told_to(workspace) == {"station_rolled_back"}
        assert begin(workspace)
        with pytest.raises(UserError, match="state_rolled_back"):
            again.stations.set_show_unreviewed(house.supervisor, True)
        workspace.close()
    workspace = house.anew().login(SUPERVISOR)
    workspace.restate()
    workspace.close()
    house.anew().stations.set_show_unreviewed(house.supervisor, True)


def test_a_keyring_that_does_not_know_yet_who_signed_the_station_file_went_back(
    tmp_path: Path,
) -> None:
    house = build_house(tmp_path)
    before = decided_by_second(house)
    folder = house.stations.folder
    for path in (folder.keyring, copy_of(folder.keyring)):
        path.write_bytes(before[path])
    for name in (OFFICER, SUPERVISOR):
        again = house.anew()
        workspace = again.login(name)
        assert told_to(workspace) == {"keyring_rolled_back"}
        assert begin(workspace)
        with pytest.raises(UserError, match="state_rolled_back"):
            again.stations.set_show_unreviewed(house.supervisor, True)
        workspace.close()


def test_a_state_that_only_an_officer_noted_shows_no_unknown_signer_to_be_one(
    tmp_path: Path,
) -> None:
    """Whoever writes files and has an officer's key cannot make a station's file of his own."""
    house = build_house(tmp_path)
    before = decided_by_second(house)
    folder = house.stations.folder
    lines = folder.heads_log.read_bytes().split(b"\n")
    kept = [line for line in lines if b'"by": "supervisor' not in line]
    assert len(kept) < len(lines)
    folder.heads_log.write_bytes(b"\n".join(kept))
    for path in (folder.keyring, copy_of(folder.keyring)):
        path.write_bytes(before[path])
    with pytest.raises(UserError, match="station_damaged"):
        house.anew().stations.unlock(OFFICER, OFFICER_WORDS)


@pytest.mark.parametrize("damage", ["a byte", "cut", "gone"])
def test_a_damaged_station_file_has_a_copy_which_is_told_to(tmp_path: Path, damage: str) -> None:
    house = build_house(tmp_path)
    house.stations.set_show_unreviewed(house.supervisor, False)
    station = house.stations.folder.station
    whole = station.read_bytes()
    middle = whole.index(b'"show_unreviewed": false') + 20
    broken = {"a byte": whole[:middle] + b"g" + whole[middle + 1 :], "cut": whole[:90], "gone": b""}
    station.write_bytes(broken[damage])
    if damage == "gone":
        station.unlink()
    again = house.anew()
    assert again.stations.exists()
    workspace = again.login(OFFICER)
    assert told_to(workspace) == {PREVIOUS_STATION}
    assert not workspace.station.show_unreviewed
    assert begin(workspace)
    workspace.close()
    again.stations.set_show_unreviewed(house.supervisor, True)  # writes it anew
    assert house.anew().stations.falls_back == ()
    assert station.read_bytes() == copy_of(station).read_bytes()


def test_a_station_of_before_gets_its_copy_at_the_next_login(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    copy = copy_of(house.stations.folder.station)
    copy.unlink(missing_ok=True)
    house.anew().login(OFFICER).close()
    assert copy.read_bytes() == house.stations.folder.station.read_bytes()


def test_the_command_tells_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk.make(tmp_path)
    assert main(["interview", "list", *desk.officer]) == 0
    station = DataFolder(desk.root / "data").station
    station.write_bytes(station.read_bytes()[:-40])
    capsys.readouterr()
    done = command(capsys, "interview", "list", *desk.officer)
    assert done.code == 0
    assert done.err.count("The station file is damaged") == 1


def backed_up(house: House, tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    workspace = house.open(house.supervisor)
    (backup, *_registry) = workspace.backups.make(tmp_path / "stick")
    workspace.close()
    return backup


def test_a_supervisor_restores_where_the_station_file_is_lost(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    folder, backup = house.stations.folder, backed_up(house, tmp_path)
    whole = folder.station.read_bytes()
    for path in (folder.station, copy_of(folder.station)):
        path.write_bytes(b"{}")
    with pytest.raises(UserError, match="station_damaged"):
        house.anew().stations.unlock(SUPERVISOR, SUPERVISOR_WORDS)
    restore(backup, folder, house.adapters, house.clock, SUPERVISOR, SUPERVISOR_WORDS, anyway=True)
    assert folder.station.read_bytes() == copy_of(folder.station).read_bytes() == whole
    house.anew().login(OFFICER).close()


@pytest.mark.parametrize("which", ["keyring", "station"])
def test_a_backup_holds_no_damaged_file(tmp_path: Path, which: str) -> None:
    """Where the copy stands in, the backup holds what the copy says: a new machine opens with it."""
    house = build_house(tmp_path)
    house.stations.set_passphrase(house.supervisor, SUPERVISOR_WORDS + " 2")
    house.stations.set_show_unreviewed(house.supervisor, False)
    path = getattr(house.stations.folder, which)
    path.write_bytes(path.read_bytes()[:100])
    backup = backed_up(house, tmp_path)
    new = DataFolder(tmp_path / "new")
    restore(backup, new, house.adapters, house.clock, SUPERVISOR, SUPERVISOR_WORDS + " 2")
    assert house.anew(new).stations.falls_back == ()
    house.anew(new).login(SUPERVISOR, SUPERVISOR_WORDS + " 2").close()


@pytest.mark.parametrize("what", ["rotated", "station"])
def test_a_backup_that_no_new_machine_opens_is_never_called_good(tmp_path: Path, what: str) -> None:
    """And no good one is let go for it."""
    house = build_house(tmp_path)
    folder = house.stations.folder
    house.with_second()
    house.stations.set_show_unreviewed(house.supervisor, False)
    workspace = house.open(house.supervisor)
    assert workspace.backups.finish(workspace.backups.begin(every=True)).failed is None
    good = sorted(path.name for path in folder.backups.glob("*.kkv"))
    house.clock.advance(days=2)
    pending = workspace.backups.begin(every=True)
    if what == "rotated":
        workspace.disable_user(SECOND)
    else:
        for path in (folder.station, copy_of(folder.station)):
            path.write_bytes(path.read_bytes()[:100])
    failed = workspace.backups.finish(pending).failed
    assert failed is not None
    assert sorted(path.name for path in folder.backups.glob("*.kkv")) == good
