# SPDX-License-Identifier: MIT
"""An old state of keyring and station file is signed as well as a new one: it is noticed, and opens nothing."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric import ec

from app.crypto import heads, pki
from app.crypto.kdf import MINIMUM_COST
from app.crypto.keyring import Keyring, OpenUser, new_user
from app.crypto.seal_box import b64
from app.crypto.station import Station
from app.crypto.verify_record import Trusted
from app.errors import UserError
from app.ids import new_number
from app.services import keyring_file
from app.services.backup_file import Manifest, write
from app.services.kept_file import copy_of
from app.services.renewal import renew
from app.services.restoring import restore
from app.services.timekeeping import newest_head
from app.storage.copy import copy_vault
from tests.stations import (
    OFFICER,
    OFFICER_WORDS,
    SECOND,
    SECOND_WORDS,
    SUPERVISOR,
    SUPERVISOR_WORDS,
    House,
    begin,
    build_house,
    told_to,
)

THIRD = "supervisor three"
KEYRING, STATION = "keyring.json", "station.json"


@dataclass
class Closed:
    """A house whose second supervisor was closed; ``before``: the files as they were while he was not."""

    house: House
    second: OpenUser
    before: dict[str, bytes]

    @property
    def root(self) -> Path:
        return self.house.stations.folder.root

    def put_back(self, *names: str) -> None:
        for name in names:
            (self.root / name).write_bytes(self.before[name])

    def cut_heads(self) -> None:
        """Let `heads.log` say nothing of keyring and station any more."""
        path = self.house.stations.folder.heads_log
        lines = [line for line in path.read_text("utf-8").splitlines() if line]
        kept = [line for line in lines if json.loads(line)["name"] not in {"keyring", "station"}]
        path.write_text("".join(f"{line}\n" for line in kept), "utf-8")


@pytest.fixture
def closed(tmp_path: Path) -> Closed:
    house = build_house(tmp_path)
    stations = house.stations
    second = house.with_second()
    for user in (house.supervisor, house.officer):
        house.open(user).close()
    root = stations.folder.root
    before = {name: (root / name).read_bytes() for name in (KEYRING, STATION)}
    workspace = house.open(house.supervisor)
    workspace.disable_user(SECOND)
    workspace.close()
    house.login(OFFICER).close()
    return Closed(house, second, before)


def test_every_change_raises_the_number(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    stations = house.stations

    def marks() -> tuple[int, int]:
        return stations.keyring().seq, stations.station().seq

    assert marks() == (2, 2)  # made, and an officer added
    before = stations.keyring().mark.hash
    stations.set_show_unreviewed(house.supervisor, False)
    assert marks() == (2, 3)
    renew(stations, house.supervisor, OFFICER)
    assert marks() == (3, 3)
    assert stations.keyring().prev == before
    stations.set_passphrase(house.officer, "quite another passphrase 9")
    assert marks() == (3, 3)  # a slot is the user's own
    stations.disable_user(house.supervisor, OFFICER, copy_vault)
    assert marks() == (4, 4)
    stations.unlock(SUPERVISOR, SUPERVISOR_WORDS)
    assert stations.state.behind() == ()


def test_a_closed_supervisor_stays_out_with_the_old_keyring(closed: Closed) -> None:
    closed.put_back(KEYRING)
    stations = closed.house.stations
    with pytest.raises(UserError, match="user_disabled"):
        stations.unlock(SECOND, SECOND_WORDS)
    with pytest.raises(UserError, match="state_rolled_back"):
        stations.add_user(closed.second, "puppet", "supervisor", "another passphrase 7")


@pytest.mark.parametrize("cut", [False, True])
def test_what_went_back_is_told_and_opens_nothing(closed: Closed, cut: bool) -> None:
    closed.put_back(STATION)
    if cut:
        closed.cut_heads()
    workspace = closed.house.login(SUPERVISOR)
    assert told_to(workspace) == {"station_rolled_back"}
    (notice,) = workspace.notices
    assert notice.params["found"] == int(notice.params["noted"]) - 1
    house = closed.house
    stations, boss = house.stations, house.supervisor
    key = ec.generate_private_key(ec.SECP256R1())
    anchor = Trusted(pki.make_ca("police", new_number(), key, house.clock.now()), None)
    for act in (
        lambda: stations.add_user(boss, "officer two", "officer", "another passphrase 3"),
        lambda: stations.trust(boss, [anchor]),
        lambda: stations.set_show_unreviewed(boss, False),
        lambda: renew(stations, boss, OFFICER),
        lambda: workspace.disable_user(OFFICER),
        lambda: workspace.intake and workspace.intake.import_files(()),
    ):
        with pytest.raises(UserError, match="state_rolled_back"):
            act()
    assert begin(workspace)  # the interview is not lost
    workspace.close()
    again = closed.house.login(SUPERVISOR)  # told until it was read, and again while it lasts
    again.acknowledge()
    again.close()
    assert told_to(closed.house.login(OFFICER)) == {"station_rolled_back"}


def test_a_vault_with_a_newer_key_says_what_is_wrong(closed: Closed) -> None:
    """Closing rotated the vaults: the old keyring has no key of theirs."""
    closed.put_back(KEYRING)
    with pytest.raises(UserError, match="state_rolled_back"):
        closed.house.login(SUPERVISOR)
    closed.cut_heads()
    with pytest.raises(UserError, match="keyring_older"):
        closed.house.anew().open(closed.house.supervisor)


def test_what_a_closed_supervisor_signs_afterwards_counts_for_nothing(closed: Closed) -> None:
    """He signs a keyring with the next number in which his old entry is open."""
    stations = closed.house.stations
    old, now = Keyring.parse(closed.before[KEYRING]), stations.keyring()
    forged = now.with_user(old.user(SECOND))
    forged = replace(forged, closed={}, seq=now.seq + 1, prev=now.mark.hash, by=SECOND)
    signature = b64(closed.second.bundle.heads.sign(rfc8785.dumps(forged.statement())))
    forged = replace(forged, signature=signature)
    replace(forged, closed={}).check_signatures(
        stations.station().ca
    )  # sound for who knows nothing
    keyring_file.save(stations.folder.keyring, forged)
    with pytest.raises(UserError, match="keyring_damaged"):
        stations.unlock(SECOND, SECOND_WORDS)
    closed.cut_heads()
    fresh = closed.house.anew()
    boss = fresh.stations.unlock(SUPERVISOR, SUPERVISOR_WORDS)
    with pytest.raises(UserError, match="keyring_damaged"):
        fresh.open(boss)


def test_an_officer_closes_nobody_by_an_anchor(closed: Closed) -> None:
    stations = closed.house.stations
    officer = stations.unlock(OFFICER, OFFICER_WORDS)
    heads.append(
        stations.folder.heads_log, officer.bundle.heads, vault=officer.station,
        heads={"keyring": (1, "0" * 64)}, at="2026-11-24T01:00:00.000Z", by=OFFICER, closed=(SUPERVISOR,),
    )  # fmt: skip
    assert stations.unlock(SUPERVISOR, SUPERVISOR_WORDS)


def test_a_newer_backup_brings_the_state_back(closed: Closed, tmp_path: Path) -> None:
    workspace = closed.house.login(SUPERVISOR)
    (tmp_path / "stick").mkdir()
    backup = workspace.backups.make(tmp_path / "stick")[0]
    workspace.close()
    folder, house = closed.house.stations.folder, closed.house
    kept = folder.keyring.read_bytes()
    closed.put_back(KEYRING, STATION)
    with pytest.raises(UserError, match="state_rolled_back"):
        closed.house.login(SUPERVISOR)
    restore(
        backup, folder, house.adapters, house.clock, SUPERVISOR, SUPERVISOR_WORDS, anyway=True
    )  # the vault is of that time, too
    assert folder.keyring.read_bytes() == kept
    fresh = house.anew()
    fresh.open(house.supervisor).close()
    assert fresh.stations.state.behind() == ()
    with pytest.raises(UserError, match="user_disabled"):
        fresh.stations.unlock(SECOND, SECOND_WORDS)


def test_a_backup_that_a_closed_supervisor_numbered_brings_nothing(closed: Closed) -> None:
    """He signs the state in which he was open with a high number and gives it to be restored."""
    house, second = closed.house, closed.second
    folder = house.stations.folder
    ring, station = Keyring.parse(closed.before[KEYRING]), Station.parse(closed.before[STATION])
    ring, station = replace(ring, seq=999), replace(station, seq=999)
    small = {
        KEYRING: ring.following(ring, second).dump(),
        STATION: station.following(station, second).dump(),
    }
    vault = house.stations.keyring().vault_of(OFFICER)
    manifest = Manifest(
        vault=vault.id, version=1, kind=vault.kind, station=second.station,
        at="2026-11-24T01:00:00.000Z", by=SECOND, heads={}, rows={}, sha256={},
    )  # fmt: skip
    (folder.root / "any").write_bytes(b"vault")
    forged = folder.root / "forged.kkv"
    write(forged, manifest, second.bundle.heads, small, folder.root / "any")
    files = [folder.keyring, copy_of(folder.keyring), folder.station]
    before = [file.read_bytes() for file in files]
    with pytest.raises(UserError, match="backup_foreign"):
        restore(
            forged, folder, house.adapters, house.clock, SUPERVISOR, SUPERVISOR_WORDS, anyway=True
        )
    assert [file.read_bytes() for file in files] == before
    closed.house.login(SUPERVISOR).close()


def test_a_closed_supervisor_comes_under_no_other_name(closed: Closed, tmp_path: Path) -> None:
    """In a sound backup he exchanges the keyring: without himself, with a new entry of the same certificate."""
    workspace = closed.house.login(SUPERVISOR)
    (tmp_path / "stick").mkdir()
    backup = workspace.backups.make(tmp_path / "stick")[0]
    workspace.close()
    house, second = closed.house, closed.second
    folder, name = house.stations.folder, "supervisor new"
    entry = new_user(
        name, "supervisor", SECOND_WORDS, MINIMUM_COST, second.bundle, second.user.certificate,
        second.ca, number=second.user.number,
    ).signed_by(second.bundle.heads, name)  # fmt: skip
    now = Keyring.parse(folder.keyring.read_bytes())
    others = tuple(user for user in now.users if user.name != SECOND)
    ring = replace(now, users=(*others, entry), seq=999)
    ring = ring.following(ring, replace(second, user=entry))
    ring.check_signatures(second.ca)  # sound for who knows nothing
    with zipfile.ZipFile(backup) as archive:
        small = {KEYRING: ring.dump(), STATION: archive.read(STATION)}
        manifest = replace(Manifest.parse(archive.read("manifest.json")), by=name)
        (tmp_path / "vault").write_bytes(archive.read("vault.db"))
    write(tmp_path / "forged.kkv", manifest, second.bundle.heads, small, tmp_path / "vault")
    before = folder.keyring.read_bytes()
    with pytest.raises(UserError, match="backup_foreign"):
        restore(
            tmp_path / "forged.kkv", folder, house.adapters, house.clock, SUPERVISOR,
            SUPERVISOR_WORDS, anyway=True,
        )  # fmt: skip
    assert folder.keyring.read_bytes() == before


def test_nothing_is_brought_by_a_backup_whose_vault_proves_nothing(
    closed: Closed, tmp_path: Path
) -> None:
    """Its state is sound and newer, and stands here only once the whole restore is proved."""
    workspace = closed.house.login(SUPERVISOR)
    (tmp_path / "stick").mkdir()
    backup = workspace.backups.make(tmp_path / "stick")[0]
    workspace.close()
    folder, house = closed.house.stations.folder, closed.house
    closed.put_back(KEYRING, STATION)
    with zipfile.ZipFile(backup) as archive:
        small = {name: archive.read(name) for name in (KEYRING, STATION)}
        manifest = Manifest.parse(archive.read("manifest.json"))
    (folder.root / "any").write_bytes(b"vault")
    write(tmp_path / "bad.kkv", manifest, house.supervisor.bundle.heads, small, folder.root / "any")
    with pytest.raises(UserError):
        restore(
            tmp_path / "bad.kkv", folder, house.adapters, house.clock, SUPERVISOR,
            SUPERVISOR_WORDS, anyway=True,
        )  # fmt: skip
    assert folder.keyring.read_bytes() == closed.before[KEYRING]
    assert folder.station.read_bytes() == closed.before[STATION]


def test_a_supervisor_answers_for_a_state_that_went_back(closed: Closed) -> None:
    closed.put_back(STATION)
    workspace = closed.house.login(SUPERVISOR)
    assert workspace.restate() == ()
    stations = closed.house.stations
    assert stations.state.behind() == ()
    workspace.close()
    again = closed.house.login(SUPERVISOR)
    assert stations.state.behind() == ()
    again.acknowledge()
    assert again.check() == ()
    again.close()
    stations.add_user(closed.house.supervisor, "officer two", "officer", "another passphrase 3")
    with pytest.raises(UserError, match="user_exists"):
        stations.add_user(closed.house.supervisor, SECOND, "officer", "another passphrase 3")


def test_a_closed_supervisor_closes_nobody_by_an_anchor(closed: Closed) -> None:
    """He still has his key and adds lines: they close nobody, contradict nothing, and tell no time."""
    stations, second = closed.house.stations, closed.second
    at = "2031-11-24T01:00:00.000Z"
    for number in (1, 900):
        heads.append(
            stations.folder.heads_log, second.bundle.heads, vault=second.station,
            heads={"keyring": (number, "0" * 64), "station": (number, "0" * 64)}, at=at, by=SECOND,
            closed=(SUPERVISOR, OFFICER),
        )  # fmt: skip
    heads.append(
        stations.folder.heads_log, second.bundle.heads, vault="any", heads={"audit": (1, "0" * 64)},
        at=at, by=SECOND,
    )  # fmt: skip
    again = closed.house.anew()
    fresh = again.stations
    boss = fresh.unlock(SUPERVISOR, SUPERVISOR_WORDS)
    assert fresh.unlock(OFFICER, OFFICER_WORDS)
    assert fresh.state.behind() == ()
    assert newest_head(fresh.folder, fresh.keyring()) == closed.house.clock.moment
    workspace = again.open(boss)
    assert told_to(workspace) == set()
    workspace.close()


def test_another_supervisor_knows_of_a_closing_from_the_registry(tmp_path: Path) -> None:
    """The own vault of the third one was never opened since, and `heads.log` was cut."""
    house = build_house(tmp_path)
    stations = house.stations
    for name in (SECOND, THIRD):
        stations.add_user(house.supervisor, name, "supervisor", SECOND_WORDS)
    house.login(THIRD, SECOND_WORDS).close()
    workspace = house.open(house.supervisor)
    kept = stations.folder.station.read_bytes()
    workspace.disable_user(SECOND)
    workspace.close()
    closed = Closed(house, house.supervisor, {STATION: kept})
    closed.put_back(STATION)
    closed.cut_heads()
    again = house.anew().login(THIRD, SECOND_WORDS)
    assert told_to(again) == {"station_rolled_back"}
    again.close()


def test_the_state_is_asked_for_without_being_noted(closed: Closed) -> None:
    state = closed.house.stations.state
    state.noted()
    closed.house.stations.set_show_unreviewed(closed.house.supervisor, False)
    assert state.payload()
    assert state.changed()
    assert state.changed()
    state.noted()
    assert not state.changed()


def test_the_recovery_sheets_go_by_what_was_noted(closed: Closed) -> None:
    """Keyring and station file went back; the sheets bring nobody in who was closed."""
    closed.put_back(KEYRING, STATION)
    stations = closed.house.anew().stations
    shares = closed.house.shares[:2]
    stations.recover(shares, "recovered", "another passphrase 8", lambda _vault, _key: None)
    assert stations.state.behind() == ()
    ring, station = stations.keyring(), stations.station()
    assert ring.user(SECOND).disabled
    assert not any(SECOND in vault.boxes for vault in ring.vaults)
    assert not any(SECOND in authority.ca_boxes for authority in station.authorities)
    fresh = closed.house.anew().stations
    fresh.state.look()
    assert fresh.state.behind() == ()
