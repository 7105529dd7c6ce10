# SPDX-License-Identifier: MIT
"""One byte of a kept file that the disk changed: the file or its copy opens, it is told, nobody is locked out.

A byte may be damaged so that the file can still be read: a letter of a signature, a digit of a number.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.crypto import heads
from app.crypto.order import KEYRING, PARTS
from app.errors import UserError
from app.paths import DataFolder
from app.services import kept_file
from app.services.backups import Backups
from app.services.kept_file import copy_of
from app.services.notices import PREVIOUS
from app.services.stations import Stations
from tests.counts import count, draw, sample
from tests.stations import OFFICER, House, begin, build_house, told_to

GONE, GONE_WORDS = "officer two", "another passphrase 3"
SHARES = 4  # of the bytes: a full run tries them all
OTHERS = ("heads.log", "vaults.made", "tries.json", "backup.json")


@dataclass
class Damaged:
    """A station whose second officer was closed, and copies of it in which one byte is another."""

    house: House
    place: Path

    @property
    def folder(self) -> DataFolder:
        return self.house.stations.folder

    def fresh(self) -> Stations:
        """A program that has seen nothing yet."""
        return self.house.anew().stations


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Damaged:
    house = build_house(tmp_path_factory.mktemp("damaged"))
    stations = house.stations
    stations.add_user(house.supervisor, GONE, "officer", GONE_WORDS)
    house.open(house.officer).close()
    workspace = house.open(house.supervisor)
    workspace.interviews.seal(begin(workspace))
    workspace.backups.choose_second(tmp_path_factory.mktemp("stick"))
    workspace.disable_user(GONE)
    workspace.close()
    with pytest.raises(UserError, match="wrong_passphrase"):
        stations.unlock(OFFICER, "wrong passphrase 1")
    stations.settle()
    return Damaged(house, tmp_path_factory.mktemp("place"))


def other(raw: bytes, position: int, chance: random.Random) -> bytes:
    """The bytes with another one at this position: mostly one that a text can have there."""
    letters = bytes(range(32, 127)) if chance.random() < 0.8 else bytes(range(256))
    found = chance.choice([letter for letter in letters if letter != raw[position]])
    return raw[:position] + bytes([found]) + raw[position + 1 :]


def state(stations: Stations) -> object:
    """Everything that counts: what was signed, and the slots. The end of a signature has several spellings."""
    ring = stations.keyring()
    return ring.mark, [user.slot for user in ring.users], stations.station().mark


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("part", PARTS)
def test_any_byte_of_a_kept_file(damaged: Damaged, part: str, share: int) -> None:
    """The same state, with the same closed users, from the file or from its copy; then it is told."""
    path, chance = getattr(damaged.folder, part), draw(f"damaged {part} {share}")
    raw, sound = path.read_bytes(), state(damaged.fresh())
    assert copy_of(path).read_bytes() == raw
    found: Counter[tuple[str, ...]] = Counter()
    try:
        for position in sample(f"bytes of {part}", range(share, len(raw), SHARES), daily=25):
            path.write_bytes(other(raw, position, chance))
            stations = damaged.fresh()
            stations.door.plate()
            stations.state.look()
            assert state(stations) == sound, position
            told = stations.falls_back
            assert told in {(), (part,)}, position
            found[told] += 1
    finally:
        path.write_bytes(raw)
    assert found[(part,)] > found[()]


@pytest.mark.parametrize("part", PARTS)
def test_a_damaged_letter_of_a_signature_is_told_at_the_login(
    damaged: Damaged, tmp_path: Path, part: str
) -> None:
    """It locked everyone out while the copy was sound: the file could be read."""
    house = damaged.house.copied(tmp_path / "data")
    stations = house.stations
    path = getattr(stations.folder, part)
    raw = path.read_bytes()
    at = raw.index(b'"signature": "') + 20
    path.write_bytes(raw[:at] + (b"A" if raw[at : at + 1] != b"A" else b"B") + raw[at + 1 :])
    with pytest.raises(UserError, match="user_disabled"):
        stations.unlock(GONE, GONE_WORDS)
    workspace = house.login(OFFICER)
    assert told_to(workspace) == {PREVIOUS[part]}
    assert begin(workspace)
    workspace.close()


def test_the_slot_of_one_user_and_the_number_of_the_format(damaged: Damaged) -> None:
    """Outside the supervisor's signature, and what would make a keyring one of version 0.1."""
    path = damaged.folder.keyring
    raw = path.read_bytes()
    slot = raw.index(b'"slot": {')
    sealed = raw.index(b'"', raw.index(b'": "', slot) + 3) + 5
    version = raw.index(b'"v": 2') + 5
    try:
        for at, instead in (
            (sealed, b"A" if raw[sealed : sealed + 1] != b"A" else b"B"),
            (version, b"1"),
        ):
            path.write_bytes(raw[:at] + instead + raw[at + 1 :])
            assert damaged.fresh().falls_back == (KEYRING,)
    finally:
        path.write_bytes(raw)


@pytest.mark.parametrize("part", PARTS)
def test_a_damaged_copy_is_made_anew_at_the_next_login(damaged: Damaged, part: str) -> None:
    """Else nobody knows of it until the file itself is damaged, too."""
    path = getattr(damaged.folder, part)
    raw, chance = path.read_bytes(), draw(f"copy of {part}")
    at = raw.index(b'"signature": "') + 20
    copy_of(path).write_bytes(other(raw, at, chance))
    damaged.fresh().settle()
    assert copy_of(path).read_bytes() == raw


def test_what_the_disk_does_not_give_is_a_fault_of_the_file(damaged: Damaged) -> None:
    """A folder in its place stands for any error of the system."""
    path = damaged.place / "file.json"
    path.mkdir()
    copy_of(path).write_bytes(b"sound")
    assert kept_file.read(path, bytes.decode) == ("sound", True)
    copy_of(path).unlink()
    with pytest.raises(UserError, match="path_unusable"):
        kept_file.read(path, bytes.decode)


def test_a_damaged_second_folder_is_told_until_it_is_chosen_again(
    damaged: Damaged, tmp_path: Path
) -> None:
    """Its copies ended, and the page said that none was chosen."""
    house = damaged.house.copied(tmp_path / "data")
    house.stations.folder.backup_settings.write_bytes(b'{"folder": "/media/st')
    workspace = house.login(OFFICER)
    fault = workspace.backups.state().failed
    assert fault is not None
    assert fault.code == "backup_settings_damaged"
    assert workspace.backups.finish(()).failed is not None
    (tmp_path / "stick").mkdir()
    workspace.backups.choose_second(tmp_path / "stick")
    assert workspace.backups.state().failed is None
    workspace.close()


@pytest.mark.parametrize("name", OTHERS)
def test_any_byte_of_what_lies_beside(damaged: Damaged, name: str) -> None:
    """Nothing of it keeps anybody out, and the vault's heads are found as far as they can be read."""
    path, chance = damaged.folder.root / name, draw(f"damaged {name}")
    raw, folder = path.read_bytes(), damaged.folder
    made = set(folder.made_vaults())
    keys = {user.name: user.heads for user in damaged.fresh().keyring().users}
    vault = damaged.fresh().keyring().registry.id
    backups = Backups.__new__(Backups)
    backups._folder = folder
    try:
        for position in sample(f"bytes of {name}", range(len(raw)), daily=count(40, 2000)):
            path.write_bytes(other(raw, position, chance))
            stations = damaged.fresh()
            stations.state.look()
            assert not stations.state.behind(), position
            assert stations.falls_back == ()
            assert stations.door.pause(OFFICER) <= 60
            assert len(made & {*folder.made_vaults()}) >= len(made) - 2, position
            heads.named(folder.heads_log, vault)
            heads.missing(folder.heads_log, vault, {}, lambda _chain, _seq: None, keys)
            heads.newest(folder.heads_log, keys)
            second, fault = backups._second()
            assert (second is None) == (fault is not None), position
    finally:
        path.write_bytes(raw)
