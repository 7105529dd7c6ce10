# SPDX-License-Identifier: MIT
"""New keys in new files: what a closed user could open is copied away from that user (SECURITY.md).

A key once known cannot be taken back, so that each vault that the user could open gets a new key and a
new file, never a new key in the old file. The order makes every crash harmless:

1. each vault is copied to ``ID.vN.new``, compared and synced, while nobody else can write to it;
2. the keyring that names version N is written: this one rename decides;
3. `settle` gives the copies their names, forgets the keyring before, and removes the old files.

Before 2 the old state stands, and `settle` removes the copies; after 2 the new one, and `settle` ends
what was begun. It runs after each rotation, whatever came of it, and at every login.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.crypto import keyring as keys
from app.crypto.kdf import KEY_BYTES
from app.crypto.keyring import Keyring, OpenUser, VaultEntry
from app.crypto.station import Station
from app.errors import UserError
from app.files import refused
from app.paths import DataFolder, only_one, sync_folder
from app.services import keyring_file, vault_file
from app.services.ports import CopyVault

LOCK: Final = "rotation.lock"


@contextmanager
def rotating(  # noqa: PLR0913 what a rotation is made of
    folder: DataFolder,
    ring: Keyring,
    station: Station,
    by: OpenUser,
    names: Collection[str],
    copy: CopyVault,
) -> Iterator[Keyring]:
    """Copy what ``names`` could open; give the keyring that names the copies, for the block to save.

    ``ring`` holds these users as closed already. Old files stay locked until the block ends. Raises
    UserError vault_locked, vault_missing, vault_damaged, disk_full; nothing has changed then.
    """
    with ExitStack() as inside:
        try:
            inside.enter_context(only_one(folder.root / LOCK))
        except OSError as error:
            raise refused(error) from error
        try:
            with ExitStack() as held:
                for vault in ring.vaults:
                    if not vault.boxes.keys().isdisjoint(names):
                        ring = ring.with_vault(
                            _copied(folder, ring, station, by, vault, copy, held)
                        )
                yield ring
        finally:
            _settle(folder)


def settle(folder: DataFolder) -> None:
    """Finish or clean up what a crash left; nothing while a rotation runs elsewhere."""
    left = any(folder.vaults.glob("*.new")) or keyring_file.is_behind(folder.keyring)
    if left or _old_files(folder):
        with suppress(OSError), only_one(folder.root / LOCK):
            _settle(folder)


def _copied(  # noqa: PLR0913 as `rotating`
    folder: DataFolder,
    ring: Keyring,
    station: Station,
    by: OpenUser,
    vault: VaultEntry,
    copy: CopyVault,
    held: ExitStack,
) -> VaultEntry:
    """One vault's new entry, its file copied where it has one."""
    old, key = by.vault_key(vault), secrets.token_bytes(KEY_BYTES)
    openers = ring.openers(vault.owner, vault.kind)
    fresh = keys.sealed_for(
        replace(vault, version=vault.version + 1), key, openers, station.recovery
    )
    source = folder.vault(vault.id, vault.version)
    if source.exists():
        target = folder.vault_copy(vault.id, fresh.version)
        vault_file.remove(target)
        held.enter_context(copy(source, old, target, key))
    elif vault.id in folder.made_vaults():
        raise UserError("vault_missing", vault=vault.id)
    return fresh.signed_by(by.bundle.heads, by.name)


def _settle(folder: DataFolder) -> None:
    """Make the files those of the keyring on the disk. A keyring that only stands in decides nothing."""
    ring, stands_in = keyring_file.read(folder.keyring)
    if stands_in:
        return
    for vault in ring.vaults:
        file, copy = (make(vault.id, vault.version) for make in (folder.vault, folder.vault_copy))
        if copy.exists() and not file.exists():
            copy.replace(file)
    sync_folder(folder.vaults)
    keyring_file.forget(folder.keyring)
    for copy in folder.vaults.glob("*.new"):
        vault_file.remove(copy)
    for file in _old_files(folder):
        file.with_suffix(".old").unlink(missing_ok=True)  # what a migration left
        vault_file.remove(file)
    sync_folder(folder.vaults)


def _old_files(folder: DataFolder) -> list[Path]:
    """Files of versions before the keyring's, where the keyring's own is there."""
    ring, stands_in = keyring_file.read(folder.keyring)
    if stands_in:
        return []
    return [
        folder.vault(vault.id, version)
        for vault in ring.vaults
        if folder.vault(vault.id, vault.version).exists()
        for version in range(1, vault.version)
        if folder.vault(vault.id, version).exists()
    ]
