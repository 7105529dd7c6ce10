# SPDX-License-Identifier: MIT
"""What a vault's owner is told at the next login: once, until it was read, and never silently left out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli import main
from app.errors import UserError
from app.services.kept_file import copy_of
from app.services.notices import PREVIOUS_KEYRING, READ, unread
from app.services.ports import AuditEntry
from app.services.workspace import Workspace
from app.storage.interviews import SqlInterviewStore
from tests.command import Desk, command
from tests.stations import OFFICER, OFFICER_WORDS, House, build_house

WORDS = "The key file is damaged; an older copy of it was used"


def damage(house: House) -> bytes:
    """Cut the key file, after a change; return what was cut."""
    house.stations.add_user(house.supervisor, "officer two", "officer", "another passphrase 3")
    path = house.stations.folder.keyring
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    return whole


def audit(workspace: Workspace) -> list[str]:
    store = workspace.interviews._store
    assert isinstance(store, SqlInterviewStore)
    return [audit_entry.type for audit_entry in store.audit_entries()]


def test_a_sound_keyring_says_nothing(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    workspace = house.open(house.officer)
    assert not house.stations.falls_back
    assert workspace.notices == ()
    assert PREVIOUS_KEYRING not in audit(workspace)
    workspace.close()


@pytest.mark.parametrize("gone", [False, True])
def test_the_copy_is_told_and_noted(tmp_path: Path, gone: bool) -> None:
    house = build_house(tmp_path)
    damage(house)
    if gone:
        house.stations.folder.keyring.unlink()
    assert house.stations.falls_back
    officer = house.stations.unlock(OFFICER, OFFICER_WORDS)
    workspace = house.open(officer)
    assert audit(workspace).count(PREVIOUS_KEYRING) == 1
    assert [(notice.code, notice.by) for notice in workspace.notices] == [
        (PREVIOUS_KEYRING, OFFICER)
    ]
    workspace.close()


def test_it_is_told_until_it_was_read(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    whole = damage(house)
    house.open(house.officer).close()
    house.stations.folder.keyring.write_bytes(whole)
    for _ in range(2):  # sound again, and still not read
        workspace = house.open(house.officer)
        assert [notice.code for notice in workspace.notices] == [PREVIOUS_KEYRING]
        workspace.close()
    workspace = house.open(house.officer)
    workspace.acknowledge()
    assert workspace.notices == ()
    assert audit(workspace)[-1] == READ
    assert workspace.check() == ()
    workspace.close()
    workspace = house.open(house.officer)
    assert workspace.notices == ()
    workspace.acknowledge()
    assert audit(workspace).count(READ) == 1  # nothing to read, nothing noted
    workspace.close()


def test_a_change_does_not_put_the_damage_in_the_copys_place(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    damage(house)
    path = house.stations.folder.keyring
    copy = copy_of(path)
    house.stations.add_user(house.supervisor, "officer three", "officer", "another passphrase 4")
    assert copy.read_bytes() == path.read_bytes()
    assert not house.stations.falls_back


def test_without_any_copy_the_damage_is_the_error(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    damage(house)
    path = house.stations.folder.keyring
    copy_of(path).unlink()
    with pytest.raises(UserError, match="keyring_damaged"):
        house.stations.unlock(OFFICER, OFFICER_WORDS)
    path.unlink()
    with pytest.raises(UserError, match="station_missing"):
        house.stations.unlock(OFFICER, OFFICER_WORDS)


def test_the_command_says_it_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk.make(tmp_path)
    arguments = ["interview", "list", *desk.officer, "--json"]
    assert WORDS not in command(capsys, *arguments).err
    extra = tmp_path / "extra.txt"
    extra.write_text("another passphrase 5\n")
    by = ["--by" if argument == "--user" else argument for argument in desk.supervisor]
    assert (
        main(["user", "add", "two", "--role", "officer", *by, "--new-passphrase-file", str(extra)])
        == 0
    )
    keyring = tmp_path / "data" / "keyring.json"
    keyring.write_bytes(keyring.read_bytes()[:200])
    outcome = command(capsys, *arguments)
    assert outcome.code == 0
    assert outcome.err.count(WORDS) == 1
    assert outcome.data  # stdout stays one object


def entry(seq: int, type_: str, actor: str = "one", read: int = 0) -> AuditEntry:
    payload: dict[str, str | int | bool] = {"seq": read} if read else {}
    return AuditEntry(seq, type_, datetime(2026, 11, 24, tzinfo=UTC), actor, payload, "")


def test_only_what_came_after_the_reading_is_unread() -> None:
    log = [
        entry(1, PREVIOUS_KEYRING),
        entry(2, PREVIOUS_KEYRING, "two"),
        entry(3, "unlocked"),
        entry(4, PREVIOUS_KEYRING),
        entry(5, READ, read=2),
    ]
    assert [notice.seq for notice in unread(log)] == [4]
    assert [notice.seq for notice in unread(log[:4])] == [4, 2]  # one line for each user
    assert unread([*log, entry(6, READ, read=4)]) == ()
