# SPDX-License-Identifier: MIT
"""The one factory: encryption, pragmas, refusal of what is not ours, and the written-once tables."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DatabaseError

from app.errors import UserError
from app.storage import tables
from app.storage.migrate import CURRENT, make, open_current
from app.storage.vault import Vault, open_vault

KEY = bytes(range(32))
CANARY = "CANARY-SAMPLE-4711"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


@pytest.fixture
def vault(path: Path) -> Iterator[Vault]:
    vault = make(path, KEY)
    yield vault
    vault.close()


def test_nothing_readable_on_disk(vault: Vault, path: Path) -> None:
    with vault.transaction() as connection:
        connection.execute(tables.meta.insert(), {"key": "canary", "value": CANARY})
    raw = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert CANARY.encode() not in raw
    assert b"CREATE TABLE" not in raw
    (path.parent / "control.txt").write_text(CANARY)
    raw = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert CANARY.encode() in raw


def test_pragmas(vault: Vault) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    with vault.transaction() as connection:
        for pragma, value in wanted.items():
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_wrong_key_damage_and_plain_files(vault: Vault, path: Path, tmp_path: Path) -> None:
    vault.close()
    with pytest.raises(UserError, match="vault_damaged"):
        open_vault(path, secrets.token_bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        open_vault(path, b"short")
    plain = tmp_path / "plain.db"
    plain.write_bytes(b"SQLite format 3\0" + bytes(4096))
    with pytest.raises(UserError, match="vault_damaged"):
        open_vault(plain, KEY)
    with pytest.raises(UserError, match="vault_missing"):
        open_vault(tmp_path / "none.db", KEY)
    with pytest.raises(UserError, match="vault_exists"):
        make(path, KEY)


def test_events_and_seals_are_written_once(vault: Vault) -> None:
    row = {
        "interview": "a",
        "seq": 1,
        "type": "started",
        "at": "x",
        "boot": "b",
        "actor": "o",
        "payload": "{}",
        "salt": "s",
        "prev": "",
        "hash": "h",
        "mono": 1,
    }
    with vault.transaction() as connection:
        connection.execute(tables.event.insert(), row)
    for statement in ("UPDATE event SET hash = 'x'", "DELETE FROM event"):
        with pytest.raises(DatabaseError, match="written once"), vault.transaction() as connection:
            connection.execute(text(statement))


def test_exceptions_hold_no_values(vault: Vault) -> None:
    row = {"key": "a", "value": CANARY}
    with vault.transaction() as connection:
        connection.execute(tables.meta.insert(), row)
    with pytest.raises(DatabaseError) as error, vault.transaction() as connection:
        connection.execute(tables.meta.insert(), row)
    assert CANARY not in str(error.value)


def test_the_schema_is_what_the_tables_say(vault: Vault) -> None:
    with vault.transaction() as connection:
        found = inspect(connection)
        for table in tables.metadata.sorted_tables:
            columns = {
                column["name"]: column["nullable"] for column in found.get_columns(table.name)
            }
            assert columns == {column.name: column.nullable for column in table.columns}
            indexes = {index["name"] for index in found.get_indexes(table.name)}
            assert {index.name for index in table.indexes} <= indexes


def test_migration_down_and_up(vault: Vault) -> None:
    from alembic import command
    from alembic.config import Config

    from app.paths import migrations_dir

    config = Config()
    config.set_main_option("script_location", str(migrations_dir()))
    with vault.transaction() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        left = connection.exec_driver_sql(
            "SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'alembic%'"
            " AND name NOT LIKE 'sqlite_%'"
        ).scalar()
        assert left == 0
        command.upgrade(config, CURRENT)
        assert connection.exec_driver_sql("SELECT count(*) FROM event").scalar() == 0


def test_two_spellings_of_one_version_become_one_row(vault: Vault) -> None:
    """What an older registry took in as two versions: one row, with what both disclosed."""
    from alembic import command
    from alembic.config import Config

    from app.paths import migrations_dir

    config = Config()
    config.set_main_option("script_location", str(migrations_dir()))
    row = (
        "INSERT INTO record (record_hash, jti, version, station, agency, practice, sealed_at, signer, jws,"
        " imported_at) VALUES (?, 'j', 1, 's', 'isa', 0, 't', 'o', ?, 't')"
    )
    with vault.transaction() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
        run = connection.exec_driver_sql
        for name, jws in (("one", "a.b.S"), ("turned", "a.b.T"), ("other", "a.c.S")):
            run(row, (name, jws))
            run("INSERT INTO disclosure VALUES (?, 'd', 'both')", (name,))
            run("INSERT INTO disclosure VALUES (?, ?, 'own')", (name, name))
            run("INSERT INTO countersignature VALUES (?, ?)", (name, f"by {name}"))
            run(
                'INSERT INTO record_search (rowid, tokens) SELECT max("row"), ? FROM record',
                (name,),
            )
        command.upgrade(config, CURRENT)
        found = {
            columns[0]: columns[1] for columns in run("SELECT record_hash, signed_hash FROM record")
        }
        assert found.keys() == {"one", "other"}
        assert len(set(found.values())) == 2
        assert "" not in found.values()
        kept = [
            tuple(columns)
            for columns in run("SELECT digest FROM disclosure WHERE record_hash = 'one'")
        ]
        assert sorted(kept) == [("d",), ("one",), ("turned",)]
        by = [
            columns[0]
            for columns in run("SELECT text FROM countersignature WHERE record_hash = 'one'")
        ]
        assert sorted(by) == ["by one", "by turned"]
        assert (
            run("SELECT count(*) FROM record_search WHERE record_search MATCH 'turned'").scalar()
            == 1
        )
        with pytest.raises(DatabaseError):  # written once, as before
            run("DELETE FROM disclosure")
        command.downgrade(config, "0003")
        assert run("SELECT count(*) FROM record").scalar() == 2


def test_an_older_vault_is_migrated_on_a_copy(path: Path) -> None:
    vault = open_vault(path, KEY, create=True)
    with vault.transaction() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"
        )
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0000')")
    vault.close()
    with pytest.raises(
        Exception, match="0000"
    ):  # Alembic knows no such revision: nothing was swapped
        open_current(path, KEY)
    assert not path.with_suffix(".old").exists()


def test_a_newer_or_foreign_vault_is_refused(path: Path) -> None:
    vault = make(path, KEY)
    with vault.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    vault.close()
    with pytest.raises(UserError, match="vault_newer"):
        open_current(path, KEY)
    empty = path.with_name("empty.db")
    open_vault(empty, KEY, create=True).close()
    with pytest.raises(UserError, match="vault_damaged"):
        open_current(empty, KEY)


def test_the_stored_revision_opens_without_alembic(vault: Vault, path: Path) -> None:
    vault.close()
    old = path.with_suffix(".old")
    old.touch()
    again = open_current(path, KEY)
    assert not old.exists()
    again.close()


@pytest.mark.parametrize("whole", [Vault.together, Vault.trial])
def test_a_disk_that_is_full_takes_the_whole_back_and_is_told(
    vault: Vault, whole: Callable[[Vault], AbstractContextManager[None]]
) -> None:
    """SQLite ends the transaction by itself then; what came after would be stored alone."""

    def put(name: str, letters: int = 1) -> None:
        with vault.transaction() as connection:
            connection.execute(tables.meta.insert(), {"key": name, "value": "x" * letters})

    def names() -> list[str]:
        with vault.transaction() as connection:
            return [*connection.execute(select(tables.meta.c.key)).scalars()]

    before = names()
    with vault.transaction() as connection:
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 3}")
    for told, goes_on in (("disk_full", False), ("disk_failing", True)):

        def work(goes_on: bool = goes_on) -> None:
            with whole(vault):
                put("first")
                with suppress(*([UserError] if goes_on else [])):
                    put("second", 200_000)
                put("third")

        with pytest.raises(UserError, match=told):
            work()
        assert names() == before
