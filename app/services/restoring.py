# SPDX-License-Identifier: MIT
"""A vault back from a backup: on the station it was made at, or on a new machine with nothing on it.

Station and keyring that are there stay as they are, so that nobody who was closed comes back with an old
copy of them, but for newer ones: those bring back what went back, once they, the login and the vault with
them are proved. A new machine takes those of the backup. The vault's present file is never written over:
it is set aside under another name. What it holds that the backup does not is counted, and without
``anyway`` nothing is restored over it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from app.clock import Clock, stamp
from app.crypto import heads as anchors
from app.crypto.keyring import Keyring, OpenUser, VaultEntry
from app.crypto.member import SUPERVISOR
from app.crypto.station import Station
from app.errors import UserError
from app.files import opened, refused
from app.paths import DataFolder, lock_of, only_one, sync_folder, write_atomic
from app.services import backup_file, vault_file
from app.services.backup_file import Manifest
from app.services.kept_file import repeat
from app.services.opened import Adapters
from app.services.ports import VaultFile
from app.services.signed_state import SignedState
from app.services.stations import Stations

RESTORED: Final = "restored"
AUDIT: Final = "audit"
MAX_BACKUP: Final = 64 * 1024**3  # bytes; it is copied block by block
_FILE, _STATION, _KEYRING = "vault.db", "station.json", "keyring.json"


@dataclass(frozen=True, slots=True)
class Restored:
    """``lost``: chain -> how many entries the file set aside, or the heads beside it, hold more.

    ``aside``: the name of the file that stood there before; None where there was none.
    """

    vault: str
    owner: str
    made_at: str
    made_by: str
    lost: dict[str, int]
    aside: str | None


def restore(  # noqa: PLR0913 what a restore is made of
    file: Path,
    folder: DataFolder,
    adapters: Adapters,
    clock: Clock,
    name: str,
    passphrase: str,
    *,
    anyway: bool = False,
) -> Restored:
    """Put the vault of this backup in its place. Slow (Argon2, and the whole vault is copied twice).

    Raises UserError: backup_damaged, backup_newer, backup_foreign (of another station), backup_older
    (entries=: what would be lost; nothing was changed), file_missing, file_unreadable, disk_full, and
    what a login raises.
    """
    fresh = not (folder.station.exists() or folder.keyring.exists())
    folder.create()
    with _scratch(folder) as scratch:
        manifest, old_ring = _unpacked(file, scratch)
        brings = not fresh and _newer_state(folder, DataFolder(scratch), clock, name)
        home = DataFolder(scratch) if fresh or brings else folder
        stations = Stations(home, clock)
        user = stations.unlock(name, passphrase)
        ring = stations.keyring()
        entry = _entry(ring, manifest, stations.station().id)
        _signed(manifest, ring)
        restored = _copied(scratch, entry, manifest, user, old_ring, adapters)
        store = _open(adapters, entry, restored, user.vault_key(entry))
        try:
            lost = _lost(folder, entry, user, ring, store, adapters)
            if (newer := _content_lost(entry, lost)) and not anyway:
                raise UserError("backup_older", entries=newer)
            store.audit(RESTORED, user.name, {"made_at": manifest.at, "made_by": manifest.by})
            ends = store.heads()
        finally:
            store.close()
        aside = _placed(folder, entry, restored, clock)
        anchors.append(
            folder.heads_log, user.bundle.heads, vault=entry.id, heads=ends,
            at=stamp(clock.now()), by=name, restored=True,
        )  # fmt: skip
        if fresh or brings:
            _state_placed(home, folder, clock, user)
    return Restored(entry.id, entry.owner, manifest.at, manifest.by, lost, aside)


def _newer_state(folder: DataFolder, scratch: DataFolder, clock: Clock, name: str) -> bool:
    """Put what is newest of both states into ``scratch``; False where the backup has nothing newer.

    A station file that is damaged here, with its copy, is older than any.

    Only a supervisor brings a state, and only one in which everyone who is closed here is closed as well:
    a file that a closed user signed and numbered must not win. Nothing is written here; who restores still
    has to log in under that state. Raises UserError("backup_foreign"), ("backup_damaged").
    """
    ring, station = _state_here(folder, clock)
    theirs, place = _state_of(scratch)
    if station is not None and station.id != place.id:
        return False
    newer = theirs.seq > ring.seq, station is None or place.seq > station.seq
    if not any(newer) or not any(
        user.name == name and user.role == SUPERVISOR for user in theirs.users
    ):
        return False
    closed = dict.fromkeys((user.name for user in ring.users if ring.is_closed(user)), ring.seq)
    closed |= ring.closed
    if any(user.name in closed and not user.disabled for user in theirs.users):
        raise UserError("backup_foreign")
    if newer[0] and not _holds_all(theirs, ring):
        raise UserError("backup_foreign")
    ring = theirs if newer[0] else ring
    station = place if station is None or newer[1] else station
    try:
        station.check(replace(ring, closed=closed))
    except UserError as error:
        raise UserError("backup_damaged") from error
    scratch.keyring.write_bytes(ring.dump())
    scratch.station.write_bytes(station.dump())
    if folder.heads_log.exists():  # the login goes by what was noted here
        shutil.copyfile(folder.heads_log, scratch.heads_log)
    return True


def _state_here(folder: DataFolder, clock: Clock) -> tuple[Keyring, Station | None]:
    """The present state with what was noted of it; None for a station file that is damaged or gone."""
    here = SignedState(folder, clock)
    try:
        here.look()
        return here.keyring(), here.station()
    except UserError as error:
        if error.code not in {"station_damaged", "station_missing"}:
            raise
    return here.keyring(), None


def _holds_all(newer: Keyring, ring: Keyring) -> bool:
    """Whether everyone stands in it with the own keys: nobody is ever taken out, or comes as another."""
    keys = {user.name: user.heads for user in newer.users}
    return all(keys.get(user.name) == user.heads for user in ring.users)


def _state_of(scratch: DataFolder) -> tuple[Keyring, Station]:
    """Keyring and station of the backup, not judged yet. Raises UserError("backup_damaged")."""
    try:
        return Keyring.sound(scratch.keyring.read_bytes()), Station.parse(
            scratch.station.read_bytes()
        )
    except UserError as error:
        raise UserError("backup_damaged") from error


def _state_placed(source: DataFolder, folder: DataFolder, clock: Clock, user: OpenUser) -> None:
    """Let the state in which the vault was proved be the one of this folder."""
    state = SignedState(folder, clock)
    with state.alone():
        write_atomic(folder.keyring, source.keyring.read_bytes())
        write_atomic(folder.station, source.station.read_bytes())
        for path in (
            folder.keyring,
            folder.station,
        ):  # copies of before would be a state that went back
            repeat(path)
        state.note(user)


@contextmanager
def _scratch(folder: DataFolder) -> Iterator[Path]:
    """A folder of our own beside the vaults, so that a rename is enough at the end; gone afterwards."""
    scratch = Path(mkdtemp(dir=folder.root, prefix=".restore-"))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _unpacked(file: Path, scratch: Path) -> tuple[Manifest, Keyring]:
    try:
        with opened(file, MAX_BACKUP) as source:
            manifest, station, keyring = backup_file.read(source, scratch / _FILE)
    except OSError as error:
        raise UserError("file_unreadable", file=file.name) from error
    (scratch / _STATION).write_bytes(station)
    (scratch / _KEYRING).write_bytes(keyring)
    return manifest, Keyring.parse(keyring)


def _entry(ring: Keyring, manifest: Manifest, station: str) -> VaultEntry:
    """The vault in the keyring of now. Raises UserError("backup_foreign")."""
    entry = next((vault for vault in ring.vaults if vault.id == manifest.vault), None)
    if entry is None or manifest.station != station or manifest.version > entry.version:
        raise UserError("backup_foreign")
    return entry


def _signed(manifest: Manifest, ring: Keyring) -> None:
    """Someone of this station made it. Raises UserError("backup_damaged")."""
    maker = next((user for user in ring.users if user.name == manifest.by), None)
    if maker is None:
        raise UserError("backup_foreign")
    manifest.check(maker.heads)


def _copied(  # noqa: PLR0913 keys of then and of now
    scratch: Path,
    entry: VaultEntry,
    manifest: Manifest,
    user: OpenUser,
    old_ring: Keyring,
    adapters: Adapters,
) -> Path:
    """The vault under the key of now, compared with the backup's and with its manifest."""
    then = next((vault for vault in old_ring.vaults if vault.id == entry.id), None)
    if then is None or then.version != manifest.version:
        raise UserError("backup_damaged")
    old_key, restored = user.vault_key(then), scratch / "restored.db"
    store = _open(adapters, entry, scratch / _FILE, old_key)
    try:
        if (store.heads(), store.rows()) != (manifest.heads, manifest.rows) or store.check():
            raise UserError("backup_damaged")
    finally:
        store.close()
    with adapters.copy_vault(scratch / _FILE, old_key, restored, user.vault_key(entry)):
        return restored


def _open(adapters: Adapters, entry: VaultEntry, path: Path, key: bytes) -> VaultFile:
    if entry.kind == "registry":
        return adapters.registry_store(path, key, False)  # noqa: FBT003 the port's own signature
    return adapters.interview_store(path, key, False)  # noqa: FBT003 the port's own signature


def _lost(  # noqa: PLR0913 what now is compared with
    folder: DataFolder,
    entry: VaultEntry,
    user: OpenUser,
    ring: Keyring,
    store: VaultFile,
    adapters: Adapters,
) -> dict[str, int]:
    """Chain -> entries that the present file, or the signed heads beside it, hold and the backup not."""
    back = store.hashes()
    lost: dict[str, int] = {}
    present = folder.vault(entry.id, entry.version)
    if present.exists():
        try:
            now = _open(adapters, entry, present, user.vault_key(entry))
        except UserError as error:
            if error.code != "vault_damaged":
                raise
        else:
            try:
                lost = _more(now.hashes(), back)
            finally:
                now.close()
    keys = {user.name: user.heads for user in ring.users}
    for name, seq in anchors.highest(folder.heads_log, entry.id, keys).items():
        missing = seq - len(back.get(name, ()))
        if missing > lost.get(name, 0):
            lost[name] = missing
    return lost


def _content_lost(entry: VaultEntry, lost: Mapping[str, int]) -> int:
    """Entries about interviews or records. An officer's audit chain grows by every login: told, no more."""
    counted = lost if entry.kind == "registry" else {n: c for n, c in lost.items() if n != AUDIT}
    return sum(counted.values())


def _more(
    now: Mapping[str, tuple[str, ...]], back: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """Entries of now after the last that both have in common."""
    found = {}
    for name, hashes in now.items():
        common = sum(
            1 for mine, other in zip(hashes, back.get(name, ()), strict=False) if mine == other
        )
        if len(hashes) > common:
            found[name] = len(hashes) - common
    return found


def _placed(folder: DataFolder, entry: VaultEntry, restored: Path, clock: Clock) -> str | None:
    """Set the present file aside and give the restored one its name, while nobody can open it.

    Raises UserError("vault_locked").
    """
    target, aside = folder.vault(entry.id, entry.version), None
    try:
        with only_one(lock_of(target)):
            if target.exists():
                moment = clock.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
                aside = f"{target.stem}.before-{moment}"
                vault_file.move(target, target.with_name(aside))
            vault_file.move(restored, target)
    except OSError as error:
        raise refused(error) from error
    made = folder.made_vaults()
    if entry.id not in made:
        write_atomic(folder.made, "\n".join([*made, entry.id]).encode("ascii"))
    sync_folder(folder.vaults)
    return aside
