# SPDX-License-Identifier: MIT
"""Reading files that somebody names, writing new ones that replace no other, and what the system refused.

Whatever an argument names is opened once, never waited for and never read beyond its limit: a pipe, a
device or a folder is refused before a byte is read (SECURITY.md "Handover and import").
"""

from __future__ import annotations

import codecs
import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, Literal

from app.errors import UserError
from app.paths import FILE_MODE, Taken, Unwritable

Reason = Literal["not_found", "not_a_regular_file", "too_large", "cannot_read"]
#: Editors and shells of Windows begin a text with a mark; PowerShell writes UTF-16 behind it.
MARKS: Final[Mapping[bytes, str]] = MappingProxyType(
    {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
)
_USER_CODES: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        "not_found": "file_missing",
        "not_a_regular_file": "file_not_regular",
        "too_large": "file_too_large",
        "cannot_read": "file_unreadable",
    }
)
_NO_FILE: Final = frozenset({errno.ELOOP, errno.ENXIO, errno.EISDIR})
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM})
_PROBE: Final = 4096  # bytes: one block


class FileRefused(OSError):
    """A file that was not read; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def read_once(path: Path, limit: int, *, links: bool = True) -> bytes:
    """Return the bytes of a regular file of at most ``limit`` bytes. Raises FileRefused.

    ``links`` False: a link in the file's own place is refused, too.
    """
    handle = _opened(path, links=links)
    try:
        return _bytes(handle, limit)
    except FileRefused:
        raise
    except OSError as fault:
        raise FileRefused("cannot_read") from fault
    finally:
        os.close(handle)


def _opened(path: Path, *, links: bool) -> int:
    """A handle to whatever has this name, not waited for. Raises FileRefused."""
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    if not links:
        flags |= getattr(os, "O_NOFOLLOW", 0)
        if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
            raise FileRefused("not_a_regular_file")
    try:
        return os.open(path, flags)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise FileRefused("not_found") from fault
    except ValueError as fault:  # a name that no file can have
        raise FileRefused("not_found") from fault
    except OSError as fault:
        no_file = fault.errno in _NO_FILE or path.is_dir()
        raise FileRefused("not_a_regular_file" if no_file else "cannot_read") from fault


def _check(handle: int, limit: int) -> None:
    facts = os.fstat(handle)
    if not stat.S_ISREG(facts.st_mode):
        raise FileRefused("not_a_regular_file")
    if facts.st_size > limit:
        raise FileRefused("too_large")


def _bytes(handle: int, limit: int) -> bytes:
    _check(handle, limit)
    with os.fdopen(handle, "rb", closefd=False) as file:
        data = file.read(limit + 1)
    if len(data) > limit:  # it grew since
        raise FileRefused("too_large")
    return data


def read_file(path: Path, limit: int) -> bytes:
    """The same for a file that a user names.

    Raises UserError file_missing, file_not_regular, file_too_large, file_unreadable.
    """
    with _told(path, limit):
        return read_once(path, limit)


@contextmanager
def opened(path: Path, limit: int) -> Iterator[BinaryIO]:
    """The same opened, for a file that is too large to be held in memory. Raises as `read_file`."""
    with _told(path, limit):
        handle = _opened(path, links=True)
    try:
        with _told(path, limit):
            _check(handle, limit)
        with os.fdopen(handle, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(handle)


@contextmanager
def _told(path: Path, limit: int) -> Iterator[None]:
    try:
        yield
    except FileRefused as refused:
        raise UserError(_USER_CODES[refused.reason], file=path.name, at_most=limit) from refused


def read_text(path: Path, limit: int) -> str:
    """The same as text: UTF-8, or what the mark at its beginning says; the mark is not part of it."""
    data = read_file(path, limit)
    encoding = next((code for mark, code in MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError("file_unreadable", file=path.name) from error


def refuse_existing(path: Path) -> None:
    """Raise UserError("out_exists") when something of this name is there, also a link to nothing."""
    if os.path.lexists(path):
        raise UserError("out_exists", file=path.name)


def write_new(path: Path, data: bytes, mode: int = FILE_MODE) -> None:
    """Write a file that must not exist yet, readable by its owner only, synced before it is told.

    Raises UserError("out_exists"), and what `refused` tells of a file that cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    except FileExistsError:
        raise UserError("out_exists", file=path.name) from None
    except OSError as error:
        raise refused(Unwritable(error.errno, error.strerror, str(path))) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode != FILE_MODE:
            path.chmod(mode)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise refused(Unwritable(error.errno, error.strerror, str(path))) from error


def refused(error: OSError) -> UserError:
    """disk_full, folder_readonly, vault_locked or, for anything else, path_unusable; by the file's name."""
    name = Path(error.filename).name if isinstance(error.filename, str) else ""
    if isinstance(error, Taken):
        return UserError("vault_locked", vault=name)
    if error.errno in _FULL:
        return UserError("disk_full")
    if error.errno == errno.EROFS or (isinstance(error, Unwritable) and error.errno in _DENIED):
        return UserError("folder_readonly", file=name or "…")
    return UserError("path_unusable", file=name or "…")


def folder_fault(folder: Path) -> UserError | None:
    """Why nothing can be written in a folder: disk_full, folder_readonly or path_unusable; None: it can."""
    probe = folder / f".{os.getpid()}.probe"
    try:
        with probe.open("xb") as file:
            file.write(bytes(_PROBE))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return refused(Unwritable(error.errno, error.strerror, str(folder)))
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return None
