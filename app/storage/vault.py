# SPDX-License-Identifier: MIT
"""Opening a vault: one factory, one kept connection (SECURITY.md "Opening a vault").

The connection is made with every pragma that the measurements asked for, and is used by one thread at
a time (the database executor). A wrong passphrase fails long before this module, at the key slot, so
a failure here means a damaged or foreign file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import UserError
from app.paths import Hold, lock_of
from app.storage.fault import telling, told

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PLAIN_HEADER = b"SQLite format 3\0"
RAW_KEY_BYTES = 32
SALT_BYTES = 16
SUFFIX = ".db"
CACHE_KIB = 65536  # 64 MB takes away SQLCipher's overhead in scans (DECISIONS.md §7)

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    f"PRAGMA cache_size=-{CACHE_KIB}",
)


@dataclass(frozen=True, slots=True)
class Vault:
    """An open vault. ``close`` gives the connection back to nobody: it is gone."""

    path: Path
    engine: Engine
    hold: Hold | None  # one program has a vault open; the copies that are being made need none
    _around: list[Connection] = field(default_factory=list)

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Everything that is written in the block is written, read and taken back at its end."""
        with self.transaction() as connection:
            self._around.append(connection)
            try:
                yield
            finally:
                self._around.pop()
                connection.rollback()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything that is written in the block is one transaction: stored at its end, or nothing of it."""
        with self.transaction() as connection:
            self._around.append(connection)
            try:
                yield
            finally:
                self._around.pop()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One IMMEDIATE transaction: everything or nothing.

        Raises UserError as `app.storage.fault` tells them apart; any other error passes through.
        Exceptions hold no parameters.
        """
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 heavy, not needed before the first paint

        try:
            with (
                self._part(self._around[-1]) if self._around else self.engine.begin() as connection
            ):
                yield connection
        except DBAPIError as error:
            raise told(error, self.path) from None

    @contextmanager
    def _part(self, whole: Connection) -> Iterator[Connection]:
        """A part of a transaction that is taken back alone, if SQLite has not taken the whole back.

        It does so where the disk is full or fails: after that nothing more may be written, for it would be
        stored by itself. Raises UserError("disk_failing") then.
        """
        if not _stands(whole):
            raise UserError("disk_failing", vault=self.path.stem)
        part = whole.begin_nested()
        try:
            yield whole
            part.commit()
        except BaseException:
            if _stands(whole):
                part.rollback()
            raise

    def close(self) -> None:
        """Close the file and the key with it, and let other programs in."""
        self.engine.dispose()
        if self.hold is not None:
            self.hold.release()


def _stands(connection: Connection) -> bool:
    """Whether its transaction is still there."""
    driver: Any = connection.connection.driver_connection
    return bool(driver.in_transaction)


def open_vault(path: Path, key: bytes, *, create: bool = False) -> Vault:
    """Open the vault at ``path`` with its 32-byte raw key, making the file when ``create``.

    Never makes a vault by accident: a missing file is UserError("vault_missing"), a file that is not
    SQLCipher's or does not open with this key is UserError("vault_damaged"), one that is open already,
    here or in another program, is UserError("vault_locked"). A full disk, a read-only folder and a failing
    disk are told apart from these (`app.storage.fault`).
    """
    if len(key) != RAW_KEY_BYTES:
        raise ValueError("a vault key has 32 bytes")
    if create == path.exists():
        raise UserError("vault_exists" if create else "vault_missing", vault=path.stem)
    with telling(path):
        if not create and _header(path) == PLAIN_HEADER:
            raise UserError("vault_damaged", vault=path.stem)
        hold = Hold(lock_of(path)) if path.suffix == SUFFIX else None
        try:
            return Vault(path, _opened(path, key, create=create), hold)
        except BaseException:
            if hold is not None:
                hold.release()
            raise


def _opened(path: Path, key: bytes, *, create: bool) -> Engine:
    if create:
        path.touch(mode=0o600)
    engine = _engine(path, key)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(path: Path, key: bytes) -> Engine:
    from sqlalchemy import create_engine, event  # noqa: PLC0415 imported after the first paint
    from sqlalchemy.pool import StaticPool  # noqa: PLC0415

    engine = create_engine(
        "sqlite+pysqlite://",
        module=_driver(),
        creator=lambda: _connect(path, key),
        poolclass=StaticPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _driver() -> object:
    import sqlcipher3.dbapi2  # noqa: PLC0415 loads the native library

    return sqlcipher3.dbapi2


def _connect(path: Path, key: bytes) -> object:
    import sqlcipher3.dbapi2 as driver  # noqa: PLC0415

    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    with suppress(AttributeError):
        connection.enable_load_extension(False)  # noqa: FBT003 the driver's own signature
    run = connection.execute
    run("PRAGMA cipher_log_level=NONE")
    run(f"PRAGMA key=\"x'{key.hex()}{_salt(path).hex()}'\"")
    if not run("PRAGMA cipher_version").fetchone():
        msg = "the database driver carries no SQLCipher"
        raise RuntimeError(msg)
    run("PRAGMA cipher_memory_security=ON")
    for pragma in PRAGMAS:
        run(pragma).fetchall()
    return connection


def _salt(path: Path) -> bytes:
    """The file's own first 16 bytes, or fresh ones for a new file (raw key form needs 96 digits)."""
    found = _header(path)
    return found if len(found) == SALT_BYTES else os.urandom(SALT_BYTES)


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SALT_BYTES)
