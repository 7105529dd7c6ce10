# SPDX-License-Identifier: MIT
"""Closing a user: new keys in new files, whatever happens on the way."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy.exc import DBAPIError

from app.crypto.keyring import Keyring, OpenUser
from app.errors import UserError
from app.paths import DataFolder, only_one
from app.services import rotation
from app.services.notices import PREVIOUS_KEYRING
from app.services.rescue import vault_keys
from app.services.stations import Stations
from app.services.workspace import Workspace
from app.storage.copy import copy_vault
from app.storage.interviews import SqlInterviewStore
from app.storage.vault import open_vault
from tests.counts import count, draw
from tests.stations import ADULT, OFFICER, OFFICER_WORDS, PERSON, House, begin, build_house, seal

SECOND, SECOND_WORDS = "supervisor two", "another passphrase 5"
CRASHED, DONE = 77, 78


@dataclass
class Lived:
    """A station with two supervisors, records in the officer's vault and in the registry's place."""

    house: House
    second: OpenUser
    heads: dict[str, tuple[int, str]]

    @property
    def folder(self) -> DataFolder:
        return self.house.stations.folder

    @property
    def ring(self) -> Keyring:
        return self.house.stations.keyring()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    house = build_house(tmp_path_factory.mktemp("lived"))
    house.stations.add_user(house.supervisor, SECOND, "supervisor", SECOND_WORDS)
    second = house.stations.unlock(SECOND, SECOND_WORDS)
    officer = house.open(house.officer)
    seal(officer, begin(officer), {"CTRL-04": ["hurt_family"]})
    begin(officer, ADULT[:5])
    officer.close()
    for user in (house.supervisor, second):
        house.open(user).close()
    return Lived(house, second, chains(house.open(house.officer)))


@pytest.fixture
def lived(template: Lived, tmp_path: Path) -> Lived:
    return copied(template, tmp_path)


def copied(template: Lived, root: Path) -> Lived:
    """The same station, in a folder of its own."""
    shutil.copytree(template.folder.root, root / "data")
    old = template.house
    stations = Stations(DataFolder(root / "data"), old.clock, cost=old.stations._cost)
    house = House(stations, old.clock, old.shares, old.supervisor, old.officer, old.pack)
    return Lived(house, template.second, template.heads)


def chains(workspace: Workspace) -> dict[str, tuple[int, str]]:
    """The heads of all interviews; the workspace is closed."""
    store = workspace.interviews._store
    assert isinstance(store, SqlInterviewStore)
    found = {name: head for name, head in store.heads().items() if name != "audit"}
    assert workspace.check() == ()
    workspace.close()
    return found


def keys_of(user: OpenUser, ring: Keyring) -> list[bytes]:
    """Every vault key that this user can reach with this keyring."""
    found = []
    for vault in ring.vaults:
        try:
            found.append(user.vault_key(vault))
        except UserError as error:
            assert error.code == "key_not_for_user"
    return found


def opened(files: Iterator[Path], keys: list[bytes]) -> int:
    """How many of these files any of these keys opens."""
    count = 0
    for file in files:
        for key in keys:
            try:
                open_vault(file, key).close()
            except UserError as error:
                assert error.code == "vault_damaged"
            else:
                count += 1
    return count


def files(lived: Lived) -> Iterator[Path]:
    return iter([p for p in sorted(lived.folder.vaults.iterdir()) if p.suffix in {".db", ".new"}])


def code(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        work()
    return caught.value.code


def test_an_officer_is_closed_out_of_the_own_vault(lived: Lived) -> None:
    house, before = lived.house, lived.ring
    old = keys_of(house.officer, before)
    assert opened(files(lived), old) == 1  # control: it is the officer's key
    workspace = house.open(house.supervisor)
    workspace.disable_user(OFFICER)
    workspace.close()
    vault = lived.ring.vault_of(OFFICER)
    assert vault.version == 2
    assert opened(files(lived), old) == 0
    assert keys_of(house.officer, lived.ring) == []
    assert lived.folder.vault(vault.id, 2).exists()
    assert not lived.folder.vault(vault.id, 1).exists()
    assert [other.version for other in lived.ring.vaults if other.id != vault.id] == [1, 1, 1]
    for user in (house.supervisor, lived.second):
        assert opened(files(lived), [user.vault_key(vault)]) == 1
    crl = house.stations.station().newest.crl
    assert crl.get_revoked_certificate_by_serial_number(
        house.officer.user.certificate.serial_number
    )
    assert code(lambda: house.stations.unlock(OFFICER, OFFICER_WORDS)) == "user_disabled"


def test_the_records_are_the_same_afterwards(lived: Lived) -> None:
    house = lived.house
    house.stations.disable_user(house.supervisor, OFFICER, copy_vault)
    vault = lived.ring.vault_of(OFFICER)
    path, key = lived.folder.vault(vault.id, vault.version), house.supervisor.vault_key(vault)
    store = house.adapters.interview_store(path, key, False)
    heads = {name: head for name, head in store.heads().items() if name != "audit"}
    assert heads == lived.heads
    assert len(heads) == 2
    assert store.check() == ()
    assert len(store.search(PERSON)) == 1  # the words of both interviews, only one has the name
    (sealed,) = [v for name in heads for v in store.sealed_versions(name)]
    assert sealed.version == 1
    store.close()
    vault_file = open_vault(path, key)
    with pytest.raises(DBAPIError), vault_file.transaction() as connection:
        connection.exec_driver_sql("UPDATE event SET actor = 'x'")  # the triggers came along
    vault_file.close()


def test_a_supervisor_is_closed_out_of_everything(lived: Lived) -> None:
    house, before = lived.house, lived.ring
    old = keys_of(lived.second, before)
    assert len(old) == 4
    assert opened(files(lived), old) == 4
    workspace = house.open(house.supervisor)
    workspace.disable_user(SECOND)
    interview = begin(workspace)  # the open vaults go on, in their new files
    assert workspace.registry is not None
    assert workspace.registry.list() == ()
    assert workspace.check() == ()
    workspace.close()
    assert {vault.version for vault in lived.ring.vaults} == {2}
    assert opened(files(lived), old) == 0
    assert keys_of(lived.second, lived.ring) == []
    assert chains(house.open(house.officer)) == lived.heads
    again = house.open(house.supervisor)
    assert again.interviews.open(interview).interview.case_number
    again.close()


def test_the_recovery_sheets_open_the_new_files(lived: Lived) -> None:
    house = lived.house
    house.stations.disable_user(house.supervisor, OFFICER, copy_vault)
    for pair in combinations(house.shares, 2):
        keys = vault_keys(house.stations.station(), lived.ring, pair)
        vault = lived.ring.vault_of(OFFICER)
        assert opened(iter([lived.folder.vault(vault.id, 2)]), [keys[vault.id]]) == 1


def test_the_copy_of_the_key_file_lets_nobody_back_in(lived: Lived) -> None:
    """With the key file damaged the copy stands in: the closed user stays closed, the rest works."""
    house = lived.house
    house.stations.disable_user(house.supervisor, SECOND, copy_vault)
    keyring = lived.folder.keyring
    keyring.write_bytes(keyring.read_bytes()[:50])
    assert code(lambda: house.stations.unlock(SECOND, SECOND_WORDS)) == "user_disabled"
    assert keys_of(lived.second, lived.ring) == []
    workspace = house.open(house.officer)
    assert [notice.code for notice in workspace.notices] == [PREVIOUS_KEYRING]
    assert chains(workspace) == lived.heads


def test_who_cannot_be_closed_and_by_whom(lived: Lived) -> None:
    house, stations = lived.house, lived.house.stations
    before = lived.folder.keyring.read_bytes()
    disable = stations.disable_user
    assert (
        code(lambda: disable(house.supervisor, house.supervisor.name, copy_vault)) == "own_account"
    )
    assert code(lambda: disable(house.officer, SECOND, copy_vault)) == "not_supervisor"
    assert code(lambda: disable(house.supervisor, "nobody", copy_vault)) == "user_unknown"
    workspace = house.open(house.officer)
    assert code(lambda: workspace.disable_user(SECOND)) == "not_supervisor"
    assert chains(workspace) == lived.heads  # open as before
    assert lived.folder.keyring.read_bytes() == before
    disable(house.supervisor, OFFICER, copy_vault)
    once = lived.folder.keyring.read_bytes()
    disable(house.supervisor, OFFICER, copy_vault)  # closed already: nothing to do
    assert lived.folder.keyring.read_bytes() == once


@pytest.mark.parametrize("what", ["in_use", "rotating", "vanished", "full"])
def test_what_cannot_be_copied_changes_nothing(
    lived: Lived, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, vault = lived.house, lived.ring.vault_of(OFFICER)
    before = (lived.folder.keyring.read_bytes(), lived.folder.station.read_bytes())
    path = lived.folder.vault(vault.id)

    def full(*_arguments: Any) -> NoReturn:
        raise UserError("disk_full")

    def disable() -> None:
        house.stations.disable_user(
            house.supervisor, OFFICER, full if what == "full" else copy_vault
        )

    other = open_vault(path, house.officer.vault_key(vault)) if what == "in_use" else None
    if what == "vanished":
        path.unlink()
    if what == "rotating":
        with only_one(lived.folder.root / rotation.LOCK):
            assert code(disable) == "vault_locked"
    else:
        wanted = {"in_use": "vault_locked", "vanished": "vault_missing", "full": "disk_full"}
        assert code(disable) == wanted[what]
    assert (lived.folder.keyring.read_bytes(), lived.folder.station.read_bytes()) == before
    assert not list(lived.folder.vaults.glob("*.new*"))
    if other is not None:
        other.close()
    if what != "vanished":
        assert chains(house.open(house.officer)) == lived.heads


def test_an_old_key_file_put_back_removes_no_newer_file(lived: Lived) -> None:
    """Someone restores keyring.json alone: nothing that could still be opened is deleted."""
    house, before = lived.house, lived.folder.keyring.read_bytes()
    house.stations.disable_user(house.supervisor, OFFICER, copy_vault)
    after = lived.folder.keyring.read_bytes()
    lived.folder.keyring.write_bytes(before)
    house.stations.settle()
    assert code(lambda: house.open(house.officer)) == "state_rolled_back"
    lived.folder.keyring.write_bytes(after)
    vault = lived.ring.vault_of(OFFICER)
    assert opened(iter([lived.folder.vault(vault.id, 2)]), [house.supervisor.vault_key(vault)]) == 1


@contextmanager
def dying(at: int) -> Iterator[list[int]]:
    """End this process before the ``at``-th sync, rename or removal, without any cleaning up."""
    count = [0]

    def hooked(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            count[0] += 1
            if count[0] == at:
                os._exit(CRASHED)
            return real(*arguments, **options)

        return call

    for name in ("fsync", "replace", "unlink"):
        setattr(os, name, hooked(getattr(os, name)))
    yield count


def killed(lived: Lived, at: int) -> int:
    """Close the second supervisor in a process that dies; return how it ended."""
    child = os.fork()
    if child == 0:
        try:
            with dying(at):
                lived.house.stations.disable_user(lived.house.supervisor, SECOND, copy_vault)
            os._exit(DONE)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="fork")
def test_a_crash_at_any_point_leaves_the_old_or_the_new(template: Lived, tmp_path: Path) -> None:
    seen: set[bool] = set()
    step = count(4, 1)
    for at in range(1 + draw("crash").randrange(step), 200, step):
        lived = copied(template, tmp_path / str(at))
        ended = killed(lived, at)
        if ended == DONE:
            break
        assert ended == CRASHED
        house = lived.house
        workspace = house.open(house.supervisor)  # settles
        closed = house.stations.keyring().user(SECOND).disabled
        seen.add(closed)
        names = {path.suffix for path in lived.folder.vaults.iterdir()}
        assert ".new" not in names, at
        assert len(list(lived.folder.vaults.glob("*.db"))) == 4, at
        if not closed:
            workspace.disable_user(SECOND)
        assert workspace.check() == (), at
        workspace.close()
        assert chains(house.open(house.officer)) == lived.heads, at
        old = keys_of(lived.second, template.ring)
        assert len(old) == 4
        assert opened(files(lived), old) == 0, at
        assert lived.folder.keyring.with_suffix(".previous").read_bytes().count(b'"disabled": true')
        shutil.rmtree(tmp_path / str(at))
    assert at > 15
    assert seen == {False, True}  # both sides of the deciding rename were met
