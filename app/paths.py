# SPDX-License-Identifier: MIT
"""Where things lie: the program's own files, and the data folder of a station (SECURITY.md)."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


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

    def create(self) -> None:
        """Make the folders that are missing, each 0700. Existing files stay untouched."""
        for folder in (self.root, self.vaults, self.inbox, self.outbox, self.packs, self.backups):
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            folder.chmod(FOLDER_MODE)

    def vault(self, vault_id: str) -> Path:
        return self.vaults / f"{vault_id}.db"


def write_atomic(path: Path, data: bytes) -> None:
    """Write ``data`` so that a crash leaves the old file or the new one, never a part; mode 0600.

    Raises OSError; the temporary file is removed then.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; Windows keeps names durable by itself and cannot open folders."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
