# SPDX-License-Identifier: MIT
"""Two of three recovery sheets make a new supervisor, and every owner is told until it was read."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.notices import PREVIOUS_KEYRING, RECOVERED
from app.services.workspace import Workspace, recover
from app.storage.interviews import SqlInterviewStore
from tests.command import Desk, command
from tests.stations import OFFICER, SUPERVISOR, House, begin, build_house

NEW, NEW_WORDS = "supervisor new", "another passphrase 7"
TOLD = "Two recovery sheets were used"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A station in which officer and supervisor have worked."""
    house = build_house(tmp_path)
    for user in (house.officer, house.supervisor):
        workspace = house.open(user)
        begin(workspace)
        workspace.close()
    return house


def rescue(house: House, shares: tuple[str, ...], name: str = NEW) -> tuple[str, ...]:
    return recover(house.stations, house.adapters, shares, name, NEW_WORDS)


def audit(workspace: Workspace) -> list[tuple[str, str]]:
    store = workspace.interviews._store
    assert isinstance(store, SqlInterviewStore)
    return [(audit_entry.type, audit_entry.actor) for audit_entry in store.audit_entries()]


def test_each_pair_works_and_each_single_fails(house: House) -> None:
    for share in house.shares:
        for shares in ((share,), (share, share)):
            with pytest.raises(UserError, match="shares_wrong"):
                rescue(house, shares)
    workspace = house.open(house.officer)
    assert workspace.notices == ()  # what failed opened nothing and told nobody
    workspace.close()
    for number, pair in enumerate(combinations(house.shares, 2)):
        name = f"{NEW} {number}"
        assert rescue(house, pair, name) == ()
        made = house.stations.unlock(name, NEW_WORDS)
        for vault in house.stations.keyring().vaults:
            assert len(made.vault_key(vault)) == 32
        house.stations.add_user(made, f"officer {number}", "officer", "another passphrase 8")


def test_sheets_of_another_station_fail(house: House, tmp_path: Path) -> None:
    other = build_house(tmp_path / "other")
    with pytest.raises(UserError, match="shares_wrong"):
        rescue(house, other.shares[:2])
    with pytest.raises(UserError, match="shares_wrong"):
        rescue(house, (house.shares[0], other.shares[1]))
    with pytest.raises(UserError, match="user_exists"):
        rescue(house, house.shares[:2], OFFICER)


def test_every_owner_is_told_until_it_was_read(house: House) -> None:
    rescue(house, house.shares[:2])
    for user in (house.officer, house.supervisor):
        for _ in range(2):
            workspace = house.open(user)
            assert [(notice.code, notice.by) for notice in workspace.notices] == [(RECOVERED, NEW)]
            assert (RECOVERED, NEW) in audit(workspace)
            assert workspace.check() == ()
            workspace.close()
        workspace = house.open(user)
        workspace.acknowledge()
        workspace.close()
        workspace = house.open(user)
        assert workspace.notices == ()
        workspace.close()


def test_the_new_supervisor_works_and_the_old_can_be_closed(house: House) -> None:
    rescue(house, house.shares[1:])
    made = house.stations.unlock(NEW, NEW_WORDS)
    workspace = house.open(made)
    assert workspace.registry is not None
    assert workspace.notices == ()  # the own vault is new
    workspace.disable_user(SUPERVISOR)
    workspace.close()
    with pytest.raises(UserError, match="key_not_for_user"):
        house.supervisor.vault_key(house.stations.keyring().registry)
    officer = house.open(house.officer)
    assert [notice.code for notice in officer.notices] == [RECOVERED]  # also in the new file
    officer.close()


def test_the_copy_of_the_key_file_knows_the_new_supervisor(house: House) -> None:
    rescue(house, house.shares[:2])
    keyring = house.stations.folder.keyring
    keyring.write_bytes(keyring.read_bytes()[:90])
    workspace = house.open(house.stations.unlock(NEW, NEW_WORDS))
    assert [notice.code for notice in workspace.notices] == [PREVIOUS_KEYRING]
    workspace.close()


def test_nobody_gets_a_key_before_it_is_noted(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A vault in which it cannot be written down ends the recovery."""
    before = house.stations.folder.keyring.read_bytes()

    def full(*_arguments: object) -> None:
        raise UserError("disk_full")

    monkeypatch.setattr(SqlInterviewStore, "audit", full)
    with pytest.raises(UserError, match="disk_full"):
        rescue(house, house.shares[:2])
    assert house.stations.folder.keyring.read_bytes() == before


def test_a_damaged_vault_does_not_keep_the_others_closed(house: House) -> None:
    vault = house.stations.keyring().vault_of(OFFICER)
    path = house.stations.folder.vault(vault.id)
    path.write_bytes(bytes(len(path.read_bytes())))
    assert rescue(house, house.shares[:2]) == (vault.id,)
    assert path.exists()
    workspace = house.open(house.supervisor)
    assert [notice.code for notice in workspace.notices] == [RECOVERED]
    workspace.close()


def test_the_command_recovers_and_tells_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk.make(tmp_path)
    listing = ["interview", "list", *desk.officer, "--json"]
    assert TOLD not in command(capsys, *listing).err
    words = tmp_path / "new.txt"
    words.write_text(NEW_WORDS + "\n")
    data = str(tmp_path / "data")
    start = ["station", "recover", NEW, "--data", data, "--new-passphrase-file", str(words)]
    shares = [tmp_path / f"share-{number}.txt" for number in (1, 2)]
    for share, text in zip(shares, desk.shares, strict=False):
        share.write_text(text + "\n")
    first, second = (["--share-file", str(share)] for share in shares)
    assert command(capsys, *start, *first).code == 2
    assert command(capsys, *start, *first, *second).code == 0
    outcome = command(capsys, *listing)
    assert outcome.code == 0
    assert outcome.err.count(TOLD) == 1
    assert NEW in outcome.err
    assert outcome.data
    assert TOLD in command(capsys, *listing).err  # the command tells, it does not acknowledge
