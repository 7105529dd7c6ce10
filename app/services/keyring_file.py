# SPDX-License-Identifier: MIT
"""The keyring on the disk: written whole or not at all, with a copy kept beside it.

See `app.services.kept_file`. The copy holds the same state (`app.services.signed_state`); a crash can
leave it older than what was decided last.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.crypto.keyring import Keyring
from app.errors import UserError
from app.paths import write_atomic
from app.services import kept_file
from app.services.kept_file import copy_of, repeat


def read(path: Path) -> tuple[Keyring, bool]:
    """The keyring, and whether it is only the previous copy: the file is damaged or gone then.

    Raises UserError("station_missing"), UserError("keyring_damaged").
    """
    return kept_file.read(path, Keyring.sound)


def save(path: Path, ring: Keyring) -> None:
    """Write the keyring. The file before becomes the copy, unless it is the damaged one."""
    if path.exists():
        with suppress(UserError):
            before = path.read_bytes()
            Keyring.sound(before)
            write_atomic(copy_of(path), before)
    write_atomic(path, ring.dump())


def forget(path: Path) -> None:
    """Let the copy not open what was closed since: when it knows less, it becomes the keyring of now.

    Raises what `read` raises.
    """
    if is_behind(path):
        repeat(path)


def is_behind(path: Path) -> bool:
    """The copy has a user open that is closed now, or names a vault's file of before."""
    ring, stands_in = read(path)
    if stands_in:
        return False
    try:
        before = Keyring.sound(copy_of(path).read_bytes())
    except (OSError, UserError):
        return False
    closed = {user.name for user in ring.users if user.disabled}
    versions = {vault.id: vault.version for vault in ring.vaults}
    return any(user.name in closed and not user.disabled for user in before.users) or any(
        vault.version < versions.get(vault.id, 1) for vault in before.vaults
    )
