# SPDX-License-Identifier: MIT
"""Where things lie: the program's own files, and the data folder of a station (SECURITY.md)."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
PATIENCE = 10.0  # seconds for which a turn is waited for
_PAUSE = 0.05  # seconds between two looks
_TAKEN = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})


@cache
def program_root() -> Path:
    """Return the folder that holds ``resources``, ``locales`` and ``db``; also when frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources_dir() -> Path:
    return program_root() / "resources"


def locales_dir() -> Path:
    return program_root() / "locales"


def migrations_dir() -> Path:
    return program_root() / "db" / "migrations"


def default_data_dir() -> Path:
    """Return the data folder used when ``--data`` is left out."""
    from platformdirs import user_data_path  # noqa: PLC0415 needed once, at most

    return user_data_path("kakehashi", appauthor=False)


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The files of one station. Everything is readable by its owner only."""

    root: Path

    @property
    def station(self) -> Path:
        return self.root / "station.json"

    @property
    def keyring(self) -> Path:
        return self.root / "keyring.json"

    @property
    def trust(self) -> Path:
        return self.root / "trust.json"

    @property
    def vaults(self) -> Path:
        return self.root / "vaults"

    @property
    def heads_log(self) -> Path:
        return self.root / "heads.log"

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox"

    @property
    def packs(self) -> Path:
        return self.root / "packs"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def backup_settings(self) -> Path:
        """Where backups of this machine go beside ``backups``."""
        return self.root / "backup.json"

    @property
    def tries(self) -> Path:
        """Wrong passphrases in a row, by user."""
        return self.root / "tries.json"

    def create(self) -> None:
        """Make the folders that are missing, each 0700. Existing files stay untouched."""
        for folder in (self.root, self.vaults, self.inbox, self.outbox, self.packs, self.backups):
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            folder.chmod(FOLDER_MODE)

    def vault(self, vault_id: str, version: int = 1) -> Path:
        """The file of a vault under its ``version``-th key: each key has a file of its own."""
        return self.vaults / (f"{vault_id}.db" if version == 1 else f"{vault_id}.v{version}.db")

    def vault_copy(self, vault_id: str, version: int) -> Path:
        """The same before the keyring names that version."""
        return self.vaults / f"{vault_id}.v{version}.new"

    @property
    def made(self) -> Path:
        """The list of the vaults that exist: a missing one is an alarm."""
        return self.root / "vaults.made"

    def made_vaults(self) -> list[str]:
        """Their ids; a line that the disk damaged names none, and its vault is added when it is opened."""
        if not self.made.exists():
            return []
        lines = self.made.read_text("ascii", errors="replace").splitlines()
        return [line for line in lines if line.isascii()]


class Taken(OSError):
    """Another program is inside; ``filename`` is what it is inside of."""


class Unwritable(OSError):
    """A file could not be written; ``filename`` is its own name, not that of a part."""


class Hold:
    """Keeps other programs, and this one a second time, out of what ``path`` stands for.

    The lock is the system's and not the file's: it ends with the process, however that ends, is never
    handed to a child, and a file that was left behind blocks nobody. Raises Taken, or OSError when the
    file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        try:
            _lock(self._handle)
        except OSError as error:
            self.release()
            if error.errno in _TAKEN:
                raise Taken(error.errno, error.strerror, str(path)) from None
            raise

    def release(self) -> None:
        """Let others in. Twice is once."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)


def lock_of(vault: Path) -> Path:
    """What is held while a vault's file is open."""
    return vault.with_name(f"{vault.name}.lock")


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """`Hold` for the time of the block. Raises Taken when another program is inside."""
    hold = Hold(path)
    try:
        yield
    finally:
        hold.release()


@contextmanager
def in_turn(path: Path) -> Iterator[None]:
    """`only_one` for short work: who is inside is waited for, `PATIENCE` at most. Raises Taken."""
    hold = _waited(path, time.monotonic() + PATIENCE)
    try:
        yield
    finally:
        hold.release()


def _waited(path: Path, end: float) -> Hold:
    while True:
        try:
            return Hold(path)
        except Taken:
            if time.monotonic() >= end:
                raise
        time.sleep(_PAUSE)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 Windows only

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 POSIX only

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def write_atomic(path: Path, data: bytes) -> None:
    """Write ``data`` so that a crash leaves the old file or the new one, never a part; mode 0600.

    Raises Unwritable (`app.files` says what it means); the temporary file is removed then.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise Unwritable(error.errno, error.strerror, str(path)) from None
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make a file's bytes durable that another library wrote."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows keeps names durable by itself and cannot open folders."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
