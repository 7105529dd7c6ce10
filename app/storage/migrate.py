# SPDX-License-Identifier: MIT
"""Bring a vault's schema up to date through its open, keyed connection (Alembic).

Alembic is imported only when the stored revision is not the current one. An existing vault is never
migrated in place: it is copied, the copy is upgraded and checked, and the files are swapped; the old
one stays beside it until the next unlock.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import UserError
from app.paths import migrations_dir
from app.storage.fault import telling
from app.storage.vault import Vault, open_vault

if TYPE_CHECKING:
    from sqlalchemy import Connection

CURRENT = "0004"
OLD_SUFFIX = ".old"


def make(path: Path, key: bytes) -> Vault:
    """Make a new vault with the current schema. Raises UserError("vault_exists")."""
    vault = open_vault(path, key, create=True)
    try:
        with vault.transaction() as connection:
            _upgrade(connection)
    except BaseException:
        vault.close()
        path.unlink(missing_ok=True)
        raise
    return vault


def open_current(path: Path, key: bytes) -> Vault:
    """Open a vault, migrating it first when its schema is older.

    Raises UserError("vault_newer") for a vault of a later program version, and what `open_vault` raises.
    """
    vault = open_vault(path, key)
    try:
        revision = _revision(vault)
        if revision == CURRENT:
            with telling(path):
                path.with_suffix(OLD_SUFFIX).unlink(missing_ok=True)
            return vault
        _refuse_other(revision, path)
        with telling(path):
            copy = _upgraded_copy(vault, path, key)
    except BaseException:
        vault.close()
        raise
    vault.close()
    with telling(path):
        path.replace(path.with_suffix(OLD_SUFFIX))
        copy.replace(path)
    return open_vault(path, key)


def _refuse_other(revision: str | None, path: Path) -> None:
    if revision is None or revision > CURRENT:
        raise UserError("vault_newer" if revision else "vault_damaged", vault=path.stem)


def _upgraded_copy(vault: Vault, path: Path, key: bytes) -> Path:
    copy = path.with_suffix(".migrating")
    copy.unlink(missing_ok=True)
    connection = vault.engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.close()
    fresh = open_vault(copy, key)
    try:
        with fresh.transaction() as upgraded:
            _upgrade(upgraded)
    finally:
        fresh.close()
    return copy


def _revision(vault: Vault) -> str | None:
    with vault.transaction() as connection:
        versioned = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"
        ).first()
        if versioned is None:
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 a new or old vault only
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, CURRENT)
