# SPDX-License-Identifier: MIT
"""The keyring on the disk: written whole or not at all, with a copy kept beside it.

The copy helps when the disk damaged the file. It holds the same state (`app.services.signed_state`); a
crash can leave it older than what was decided last, so that reading it is never silent:
`app.services.opened` writes it into the audit chain and tells the user.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from app.crypto.keyring import Keyring
from app.errors import UserError
from app.paths import write_atomic

PREVIOUS: Final = ".previous"


def read(path: Path) -> tuple[Keyring, bool]:
    """The keyring, and whether it is only the previous copy: the file is damaged or gone then.

    Raises UserError("station_missing"), UserError("keyring_damaged").
    """
    try:
        return Keyring.parse(path.read_bytes()), False
    except FileNotFoundError:
        fault = UserError("station_missing")
    except UserError as damage:
        fault = damage
    with suppress(OSError, UserError):
        return Keyring.parse(_previous(path).read_bytes()), True
    raise fault


def save(path: Path, ring: Keyring) -> None:
    """Write the keyring. The file before becomes the copy, unless it is the damaged one."""
    if path.exists():
        with suppress(UserError):
            before = path.read_bytes()
            Keyring.parse(before)
            write_atomic(_previous(path), before)
    write_atomic(path, ring.dump())


def forget(path: Path) -> None:
    """Let the copy not open what was closed since: when it knows less, it becomes the keyring of now.

    Raises what `read` raises.
    """
    if is_behind(path):
        repeat(path)


def repeat(path: Path) -> None:
    """Make the copy the same as the keyring, where the one before could not stand in for it."""
    write_atomic(_previous(path), path.read_bytes())


def is_behind(path: Path) -> bool:
    """The copy has a user open that is closed now, or names a vault's file of before."""
    ring, stands_in = read(path)
    if stands_in:
        return False
    try:
        before = Keyring.parse(_previous(path).read_bytes())
    except (OSError, UserError):
        return False
    closed = {one.name for one in ring.users if one.disabled}
    versions = {one.id: one.version for one in ring.vaults}
    return any(one.name in closed and not one.disabled for one in before.users) or any(
        one.version < versions.get(one.id, 1) for one in before.vaults
    )


def _previous(path: Path) -> Path:
    return path.with_suffix(PREVIOUS)
