# SPDX-License-Identifier: MIT
"""Copy a vault into a new file under a new key (`app.services.ports.CopyVault`).

A vault is never given another key in place (``PRAGMA rekey``): a crash in the middle of that leaves a
file that neither key opens. SQLCipher exports into an attached file; then the copy is opened through the
one factory and compared before anyone relies on it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.errors import UserError
from app.paths import FILE_MODE, sync_file, sync_folder
from app.storage import log
from app.storage.fault import telling
from app.storage.vault import SALT_BYTES, Vault, open_vault

if TYPE_CHECKING:
    from sqlalchemy import Connection

BUSY_MS: Final = 1000
TABLES: Final = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 "
    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
)


def write_copy(vault: Vault, target: Path) -> None:
    """Write the whole of an open vault into a new file under the same key, and make it durable.

    Raises UserError vault_damaged, disk_full, folder_readonly.
    """
    connection = vault.engine.raw_connection()
    try:
        with telling(target):
            target.touch(mode=FILE_MODE)
            connection.cursor().execute("VACUUM INTO ?", (str(target),))
            sync_file(target)
    finally:
        connection.close()


@contextmanager
def copy_vault(source: Path, key: bytes, target: Path, new_key: bytes) -> Iterator[None]:
    """Make the copy; until the block ends nobody else can open or write the source."""
    vault = open_vault(source, key)
    try:
        with telling(source):
            _export(vault, target, new_key)
            _compare(vault, target, new_key)
            sync_file(target)
            sync_folder(target.parent)
        yield
    finally:
        vault.close()


def _export(vault: Vault, target: Path, new_key: bytes) -> None:
    """Take the source for this connection alone and write the whole of it into the target."""
    digits = (new_key + os.urandom(SALT_BYTES)).hex()
    target.touch(mode=FILE_MODE)
    connection = vault.engine.raw_connection()
    try:
        run = connection.cursor().execute
        run(f"PRAGMA busy_timeout={BUSY_MS}")
        # Leaving WAL succeeds only for the last connection: a second program still has it open else.
        run("PRAGMA journal_mode=DELETE").fetchall()
        run("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        run("BEGIN EXCLUSIVE")
        run("COMMIT")
        run(f"ATTACH DATABASE ? AS fresh KEY \"x'{digits}'\"", (str(target),))
        run("PRAGMA fresh.synchronous=FULL")
        run("SELECT sqlcipher_export('fresh')").fetchall()
        run("DETACH DATABASE fresh")
    finally:
        connection.close()


def _compare(vault: Vault, target: Path, new_key: bytes) -> None:
    """The copy opens with the new key, is sound and holds the same. Raises UserError("vault_damaged")."""
    copy = open_vault(target, new_key)
    try:
        with vault.transaction() as mine, copy.transaction() as theirs:
            damaged = theirs.exec_driver_sql("PRAGMA cipher_integrity_check").first()
            if (
                damaged
                or _content(mine) != _content(theirs)
                or log.heads(mine) != log.heads(theirs)
            ):
                raise UserError("vault_damaged", vault=vault.path.stem)
    finally:
        copy.close()


def rows(connection: Connection) -> dict[str, int]:
    """Every table with its number of rows."""
    names = connection.exec_driver_sql(TABLES).scalars().all()
    return {
        name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar() or 0)  # noqa: S608 names of our schema
        for name in names
    }


def _content(connection: Connection) -> dict[str, int]:
    """Every table with its number of rows; triggers and views by their text."""
    others = connection.exec_driver_sql(
        "SELECT type || sql FROM sqlite_master WHERE sql IS NOT NULL"
    ).scalars()
    return rows(connection) | dict.fromkeys(map(str, others), 1)
