# SPDX-License-Identifier: MIT
"""Backups of the open vaults: made, restored for a proof, named, and the old ones let go.

Every backup lies in the data folder's ``backups/``, and in a second folder (another disk, a stick) where
one was chosen. Copying (`Backups.begin`) needs the open vault and runs on the database executor; all else
(`Backups.finish`) touches only the copy and runs on any worker thread. A file gets its name when it was
read back from where it lies, opened as a vault and found to hold what the manifest says; until then it is
hidden, and what a crash left of it is removed by the next run.
"""

from __future__ import annotations

import errno
import hmac
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.clock import Clock, stamp
from app.crypto.keyring import Keyring, OpenUser, VaultEntry
from app.crypto.station import Station
from app.crypto.strict_json import read_object, text_of
from app.errors import UserError
from app.paths import FOLDER_MODE, DataFolder, sync_folder, write_atomic
from app.services import backup_file, backup_plan, vault_file
from app.services.backup_file import KEYRING, STATION, Manifest
from app.services.ports import VaultFile
from app.services.signed_state import SignedState

BACKED_UP: Final = "backed_up"

OpenCopy = Callable[[Path, bytes], VaultFile]


@dataclass(frozen=True, slots=True)
class OpenedVault:
    """A vault of this session: its entry and key, the open store, and how a copy of it is opened."""

    entry: VaultEntry
    key: bytes
    store: VaultFile
    open_copy: OpenCopy


@dataclass(frozen=True, slots=True)
class Pending:
    """A copy of one vault in the data folder, and what it must hold."""

    vault: OpenedVault
    copy: Path
    manifest: Manifest
    at: datetime


@dataclass(frozen=True, slots=True)
class BackupState:
    """Times of the last good backups of everything that is open; None = there is none.

    ``second``: the second folder, None while none was chosen. ``failed``: what went wrong last.
    """

    at: datetime | None
    second: Path | None
    second_at: datetime | None
    late: bool
    failed: UserError | None = None


class Backups:
    """Of one session. ``vaults``: the own vault first; read anew each time, since keys may change."""

    def __init__(
        self,
        folder: DataFolder,
        user: OpenUser,
        clock: Clock,
        vaults: Callable[[], Sequence[OpenedVault]],
    ) -> None:
        self._folder = folder
        self._user = user
        self._clock = clock
        self._vaults = vaults
        self._failed: UserError | None = None

    def _second(self) -> tuple[Path | None, UserError | None]:
        """The second folder, None when none was chosen, or why it is not known.

        A damaged setting is told: else copies would end there, and nobody would notice.
        """
        settings = self._folder.backup_settings
        if not settings.exists():
            return None, None
        try:
            return Path(text_of(read_object(settings.read_bytes()), "folder")), None
        except (OSError, ValueError, KeyError):
            return None, UserError("backup_settings_damaged")

    def choose_second(self, folder: Path | None) -> None:
        """Let backups go to this folder as well, from now on; None: no longer.

        Raises UserError("backup_folder") for one that is no folder or lies in the data folder.
        """
        if folder is None:
            self._folder.backup_settings.unlink(missing_ok=True)
            return
        where = folder.resolve()
        if not where.is_dir() or where.is_relative_to(self._folder.root.resolve()):
            raise UserError("backup_folder", folder=folder.name)
        write_atomic(
            self._folder.backup_settings, json.dumps({"folder": str(where)}).encode("utf-8")
        )

    def state(self) -> BackupState:
        """How old the last good backups are. Cheap: names of files are read."""
        second, damaged = self._second()
        at = self._newest(self._folder.backups)
        second_at = self._newest(second) if second else None
        oldest = at if second is None else min(at, second_at) if at and second_at else None
        late = backup_plan.is_late(oldest, self._clock.now())
        return BackupState(at, second, second_at, late, self._failed or damaged)

    def begin(self, *, sealed: bool = False, every: bool = False) -> tuple[Pending, ...]:
        """Copy what is due: each vault once a day, the own one also after a record was ``sealed``.

        ``every``: all of them now.

        Runs on the database executor. Raises UserError vault_locked, vault_damaged, disk_full.
        """
        now, places = self._clock.now(), self._places()
        vaults = self._vaults()
        due = [
            vault
            for vault in vaults
            if every
            or (sealed and vault is vaults[0])
            or any(backup_plan.is_due(_newest(place, vault), now) for place in places)
        ]
        return tuple(self._copied(opened_vault, now) for opened_vault in due)

    def finish(self, pending: Sequence[Pending]) -> BackupState:
        """Write, prove and name what was copied, in each place; a place that fails is told, not raised."""
        self._failed = None
        for copied in pending:
            for place in self._places():
                try:
                    self._put(copied, place)
                except UserError as error:
                    self._failed = error
            vault_file.remove(copied.copy)
        return self.state()

    def make(self, to: Path) -> tuple[Path, ...]:
        """Back up every open vault into this folder now; return the files. Raises UserError.

        backup_folder (no such folder), backup_unwritable, backup_unproved, and what `begin` raises.
        """
        if not to.is_dir():
            raise UserError("backup_folder", folder=to.name)
        found = []
        for vault in self._vaults():
            pending = self._copied(vault, self._clock.now())
            try:
                found.append(self._put(pending, to))
            finally:
                vault_file.remove(pending.copy)
        return tuple(found)

    def _places(self) -> tuple[Path, ...]:
        second, _damaged = self._second()
        return (self._folder.backups,) if second is None else (self._folder.backups, second)

    def _newest(self, place: Path) -> datetime | None:
        """When the oldest of the newest backups was made: everything open is in none older."""
        moments = [_newest(place, vault) for vault in self._vaults()]
        return None if None in moments else min(moment for moment in moments if moment)

    def _copied(self, vault: OpenedVault, at: datetime) -> Pending:
        entry, store = vault.entry, vault.store
        self._folder.backups.mkdir(mode=FOLDER_MODE, exist_ok=True)
        copy = self._folder.backups / f".{entry.id}.copy"
        vault_file.remove(copy)
        store.audit(BACKED_UP, self._user.name, {"version": entry.version})
        store.write_copy(copy)
        manifest = Manifest(
            vault=entry.id,
            version=entry.version,
            kind=entry.kind,
            station=self._user.station,
            at=stamp(at),
            by=self._user.name,
            heads=store.heads(),
            rows=store.rows(),
            sha256={},
        )
        return Pending(vault, copy, manifest, at)

    def _put(self, pending: Pending, place: Path) -> Path:
        """Write into a hidden file of the place, prove that, name it, and let old ones go."""
        entry = pending.vault.entry
        hidden, final = (
            place / f".{entry.id}.part",
            place / backup_plan.name_of(entry.id, pending.at),
        )
        with _told(place):
            hidden.unlink(missing_ok=True)
            state = SignedState(self._folder, self._clock)  # where a file is damaged, its copy
            small = {STATION: state.station().dump(), KEYRING: state.keyring().dump()}
            key = self._user.bundle.heads
            manifest = backup_file.write(hidden, pending.manifest, key, small, pending.copy)
            try:
                self._prove(pending.vault, hidden, manifest)
                hidden.replace(final)
            finally:
                hidden.unlink(missing_ok=True)
            sync_folder(place)
            good = backup_plan.good_ones(place, entry.id)
            for moment in backup_plan.superfluous(good):
                good[moment].unlink(missing_ok=True)
        return final

    def _prove(self, vault: OpenedVault, file: Path, manifest: Manifest) -> None:
        """Restore into a temporary vault and compare. Raises UserError("backup_unproved")."""
        restored = self._folder.backups / f".{vault.entry.id}.proof"
        vault_file.remove(restored)
        try:
            with file.open("rb") as source:
                found, station, keyring = backup_file.read(source, restored)
            store = vault.open_copy(restored, vault.key)
            try:
                same = (store.heads(), store.rows()) == (found.heads, found.rows)
                same = same and self._opens(vault, manifest, station, keyring)
                if found != manifest or not same or store.check():
                    raise UserError("backup_unproved", folder=file.parent.name)
            finally:
                store.close()
        except UserError as error:
            raise UserError("backup_unproved", folder=file.parent.name) from error
        finally:
            vault_file.remove(restored)

    def _opens(
        self, vault: OpenedVault, manifest: Manifest, station: bytes, keyring: bytes
    ) -> bool:
        """Whether station and keyring open the vault on a new machine. Raises UserError for damaged ones."""
        ring = Keyring.parse(keyring)
        Station.parse(station).check(ring)
        entry = next(
            (vault_entry for vault_entry in ring.vaults if vault_entry.id == manifest.vault), None
        )
        if entry is None or entry.version != manifest.version:  # rotated since
            return False
        return hmac.compare_digest(self._user.vault_key(entry), vault.key)


def _newest(place: Path, vault: OpenedVault) -> datetime | None:
    return max(backup_plan.good_ones(place, vault.entry.id), default=None)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Say of a folder what it cannot do. Raises UserError backup_full, backup_unwritable."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise UserError("backup_full", folder=place.name) from error
        raise UserError("backup_unwritable", folder=place.name) from error
