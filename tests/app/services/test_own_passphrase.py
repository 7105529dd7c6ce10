# SPDX-License-Identifier: MIT
"""Users choose their own passphrase; one that somebody else set is known as such, and only its owner ends it."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from app.crypto.kdf import MINIMUM_COST
from app.crypto.keyring import Keyring
from app.errors import UserError
from app.paths import DataFolder
from app.services import keyring_file
from app.services.stations import Stations
from tests.command import Desk, command
from tests.contracts.source import ROOT
from tests.stations import (
    FIRST_WORDS,
    OFFICER,
    OFFICER_WORDS,
    SUPERVISOR,
    SUPERVISOR_WORDS,
    House,
    build_house,
)

RELEASED = ROOT / "tests" / "vectors" / "0.1"
NEW = "gravel lantern meadow 7"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return build_house(tmp_path)


def test_only_what_somebody_else_set_is_temporary(house: House) -> None:
    stations = house.stations
    stations.add_user(house.supervisor, "officer two", "officer", FIRST_WORDS)
    temporary = {user.name: user.temporary for user in stations.keyring().users}
    assert temporary == {SUPERVISOR: False, OFFICER: False, "officer two": True}
    assert stations.unlock("officer two", FIRST_WORDS).temporary
    assert not stations.change_passphrase("officer two", FIRST_WORDS, NEW).temporary
    assert not stations.unlock("officer two", NEW).temporary
    stations.recover(house.shares[:2], "recovered", NEW, lambda _vault, _key: None)
    assert not stations.unlock("recovered", NEW).temporary


def test_the_old_one_opens_nothing_here_any_more(house: House) -> None:
    stations, folder = house.stations, house.stations.folder
    vault = stations.keyring().vault_of(OFFICER)
    key = stations.unlock(OFFICER, OFFICER_WORDS).vault_key(vault)
    changed = stations.change_passphrase(OFFICER, OFFICER_WORDS, NEW)
    assert changed.vault_key(vault) == key
    assert stations.unlock(OFFICER, NEW).vault_key(vault) == key
    folder.keyring.write_bytes(b"damaged")
    assert stations.falls_back  # the copy of before, too
    assert stations.unlock(OFFICER, NEW).vault_key(vault) == key
    with pytest.raises(UserError, match="wrong_passphrase"):
        stations.unlock(OFFICER, OFFICER_WORDS)


def test_what_is_refused_changes_nothing(house: House) -> None:
    stations = house.stations
    before = stations.folder.keyring.read_bytes()
    for present, new, code in (
        ("not the present one", NEW, "wrong_passphrase"),
        (OFFICER_WORDS, "short", "passphrase_short"),
        (OFFICER_WORDS, "passwordpassword1234", "passphrase_common"),
        (OFFICER_WORDS, "officer one 2026 sample", "passphrase_common"),
        (OFFICER_WORDS, OFFICER_WORDS, "passphrase_same"),
        (OFFICER_WORDS, "ｈａｒｂｏｕｒ passphrase ２", "passphrase_same"),
    ):
        with pytest.raises(UserError) as error:
            stations.change_passphrase(OFFICER, present, new)
        assert error.value.code == code
    assert stations.folder.keyring.read_bytes() == before


def test_the_mark_cannot_be_taken_away_by_writing_the_file(house: House) -> None:
    house.stations.add_user(house.supervisor, "officer two", "officer", FIRST_WORDS)
    path = house.stations.folder.keyring
    for marks in ({}, {"temporary": 0}):
        raw = json.loads(path.read_bytes())
        (entry,) = [user for user in raw["users"] if user["name"] == "officer two"]
        del entry["slot"]["temporary"]
        entry["slot"] |= marks
        ring = Keyring.parse(json.dumps(raw).encode())
        with pytest.raises(UserError, match="keyring_damaged"):
            ring.check_signatures(house.supervisor.ca)


def test_a_keyring_of_0_1_asks_for_nothing_and_can_be_changed(house: House, tmp_path: Path) -> None:
    root = tmp_path / "0.1"
    shutil.copytree(RELEASED / "isa" / "data", root)
    for path in root.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    words = (RELEASED / "passphrases" / "officer.txt").read_text().strip()
    stations = Stations(DataFolder(root), house.clock, cost=MINIMUM_COST)
    assert not any(user.temporary for user in stations.keyring().users)
    assert not stations.unlock("officer", words).temporary
    vault = stations.keyring().vault_of("officer")
    key = stations.unlock("officer", words).vault_key(vault)
    assert stations.change_passphrase("officer", words, NEW).vault_key(vault) == key
    stations.station()  # every signature still holds
    assert not keyring_file.is_behind(root / "keyring.json")


def test_the_command_changes_it_and_only_warns(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    desk = Desk.make(tmp_path)
    new = tmp_path / "new.txt"
    new.write_text(NEW + "\n")
    by = [argument if argument != "--user" else "--by" for argument in desk.supervisor]
    given = ("--new-passphrase-file", str(new))
    add = ("user", "add", "officer two", "--role", "officer", *by, *given)
    assert command(capsys, *add).code == 0
    login = [
        "--data",
        str(tmp_path / "data"),
        "--user",
        "officer two",
        "--passphrase-file",
        str(new),
    ]
    listed = command(capsys, "interview", "list", *login, "--json")
    assert (listed.code, listed.data) == (0, {"interviews": []})
    assert "Somebody else set this passphrase" in listed.err
    own = tmp_path / "own.txt"
    own.write_text("meadow gravel lantern 9\n")
    same = command(capsys, "user", "passphrase", *login, "--new-passphrase-file", str(new))
    assert (same.code, "of before" in same.err) == (2, True)
    change = command(capsys, "user", "passphrase", *login, "--new-passphrase-file", str(own))
    assert (change.code, change.err) == (0, "")
    listed = command(capsys, "interview", "list", *login[:-1], str(own))
    assert (listed.code, listed.err) == (0, "")
    assert command(capsys, "interview", "list", *login).code == 2


def test_the_pause_holds_for_the_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    desk = Desk.make(tmp_path)
    wrong = [*desk.officer[:-1], str(tmp_path / "wrong.txt")]
    (tmp_path / "wrong.txt").write_text(SUPERVISOR_WORDS)
    for times in (1, 2):
        assert command(capsys, "interview", "list", *wrong, "--json").data["error"] in {
            "wrong_passphrase",
            "try_later",
        }
        kept = json.loads((tmp_path / "data" / "tries.json").read_bytes())
        assert kept[OFFICER][0] == times
    now = time.monotonic_ns() // 1_000_000
    (tmp_path / "data" / "tries.json").write_text(json.dumps({OFFICER: [10, now]}))
    for login in (wrong, desk.officer):
        found = command(capsys, "interview", "list", *login, "--json")
        assert found.code == 2
        assert found.data["error"] == "try_later"
        assert 0 < found.data["seconds"] <= 60
    assert command(capsys, "interview", "list", *desk.supervisor).code == 0
