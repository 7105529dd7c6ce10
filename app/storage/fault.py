# SPDX-License-Identifier: MIT
"""What a store's error means for the user: disk full, folder read-only, in use, damaged, disk failing.

SQLite says "disk I/O error" and "unable to open" of several of these. The folder itself is asked then:
whether anything can be written in it. The words of the driver are dropped, since they could quote a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from app.errors import UserError
from app.files import folder_fault, refused

#: SQLite's primary result codes (sqlite3.h)
_BUSY, _LOCKED, _READONLY, _IOERR = 5, 6, 8, 10
_CORRUPT, _FULL, _CANTOPEN, _NOTADB = 11, 13, 14, 26
_PRIMARY: Final = 0xFF
_PLAIN: Final = {
    _BUSY: "vault_locked",
    _LOCKED: "vault_locked",
    _CORRUPT: "vault_damaged",
    _NOTADB: "vault_damaged",
}
_ASKED: Final = frozenset({_READONLY, _IOERR, _FULL, _CANTOPEN})


def told(error: Exception, vault: Path) -> Exception:
    """The error for the user, or the same one where it is a fault of ours."""
    if isinstance(error, UserError):
        return error
    if isinstance(error, OSError):
        return refused(error)
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        closed = "closed" in str(cause).lower()
        return UserError("vault_closed") if closed else error
    primary = int(code) & _PRIMARY
    if primary in _PLAIN:
        return UserError(_PLAIN[primary], vault=vault.stem)
    if primary in _ASKED:
        return folder_fault(vault.parent) or _of_writable(primary, vault)
    return error


def _of_writable(primary: int, vault: Path) -> UserError:
    """What is left when the folder takes files."""
    if primary == _FULL:
        return UserError("disk_full")
    if primary == _READONLY:
        return UserError("folder_readonly", file=vault.name)  # the file alone
    return UserError("disk_failing", vault=vault.stem)


@contextmanager
def telling(vault: Path) -> Iterator[None]:
    """Turn what fails in the block into what the user is told. Raises as `told` says."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 what is no fault of the world goes on as it is
        raise told(error, vault) from None
