# SPDX-License-Identifier: MIT
"""The keyring on the disk: written whole or not at all, with the copy before it kept beside it.

The copy helps when the disk damaged the file. It may be older than what was decided last, so that
reading it is never silent: `app.services.workspace` writes it into the audit chain and tells the user.
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


def _previous(path: Path) -> Path:
    return path.with_suffix(PREVIOUS)
