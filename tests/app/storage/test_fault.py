# SPDX-License-Identifier: MIT
"""Full disk, read-only folder, damage and "already open" are four things, on real disks."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from app.errors import UserError
from app.files import folder_fault, refused
from app.i18n import catalog, sentence
from app.paths import (
    DataFolder,
    Taken,
    Unwritable,
    locales_dir,
    migrations_dir,
    only_one,
    write_atomic,
)
from app.services.stations import Stations
from app.storage import tables
from app.storage.copy import copy_vault
from app.storage.fault import told
from app.storage.migrate import make, open_current
from app.storage.vault import Vault
from tests.disks import Disk, disk
from tests.guards import ROOT

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Disk]:
    with disk(tmp_path / "stick", 3072) as made:
        yield made


def code(work: Callable[[], object]) -> str:
    """What the user is told; a vault that opened all the same is closed."""
    try:
        found = work()
    except UserError as error:
        return error.code
    except OSError as error:
        return refused(error).code
    if isinstance(found, Vault):
        found.close()
    return ""


def write(vault: Vault, letters: int = 1000) -> None:
    with vault.transaction() as connection:
        row = {"key": os.urandom(8).hex(), "value": "x" * letters}
        connection.execute(tables.meta.insert(), row)


def copy(source: Path) -> None:
    with copy_vault(source, KEY, source.with_suffix(".v2.new"), OTHER):
        pass


def older(path: Path) -> None:
    """Take a vault back to an older schema, so that the next opening has to migrate it."""
    config = Config()
    config.set_main_option("script_location", str(migrations_dir()))
    vault = open_current(path, KEY)
    with vault.transaction() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
    vault.close()


def test_a_full_disk(stick: Disk) -> None:
    path = stick.root / "one.db"
    vault = make(path, KEY)
    write(vault)
    for leave in (0, 8192, 40_960):
        stick.fill(leave)
        assert code(lambda: write(vault, 400_000)) == "disk_full", leave
        assert code(lambda: make(stick.root / "two.db", KEY)) == "disk_full", leave
        assert code(lambda: write_atomic(stick.root / "keyring.json", bytes(90_000))) == "disk_full"
        for left in stick.root.glob("two.db*"):
            left.unlink()
        assert not (stick.root / "keyring.json").exists()
    vault.close()
    stick.fill()
    assert code(lambda: copy(path)) == "disk_full"
    for left in stick.root.glob("*.new"):
        left.unlink()
    stick.free()
    older(path)
    stick.fill()
    assert code(lambda: open_current(path, KEY)) == "disk_full"
    stick.free()
    again = open_current(path, KEY)  # nothing was lost, and it goes on with free space
    write(again)
    with again.transaction() as connection:
        assert len(connection.execute(tables.meta.select()).all()) == 2
    again.close()


def test_a_read_only_folder(stick: Disk) -> None:
    folder = DataFolder(stick.root)
    stations = Stations(folder, StillHere())
    path = stick.root / "one.db"
    make(path, KEY).close()
    stick.set_read_only(True)
    assert code(lambda: open_current(path, KEY)) == "folder_readonly"
    assert code(lambda: make(stick.root / "two.db", KEY)) == "folder_readonly"
    assert code(lambda: copy(path)) == "folder_readonly"
    assert code(lambda: write_atomic(folder.keyring, b"{}")) == "folder_readonly"
    wanted = {
        "agency": "isa",
        "name": "SAMPLE",
        "supervisor": "s",
        "passphrase": "sample words 12345",
    }
    assert code(lambda: stations.create(**wanted)) == "folder_readonly"
    stick.set_read_only(False)
    assert code(lambda: open_current(path, KEY)) == ""


class StillHere:
    """A clock for what never comes to ask."""

    def now(self) -> object:
        from datetime import UTC, datetime

        return datetime(2026, 11, 24, tzinfo=UTC)


def test_a_folder_that_becomes_read_only_while_it_is_open(tmp_path: Path) -> None:
    """A file that may not grow (RLIMIT) and rights that are taken away look different to SQLite."""
    if os.geteuid() == 0:
        pytest.skip("rights stop nobody who is root")
    path = tmp_path / "one.db"
    make(path, KEY).close()
    tmp_path.chmod(0o500)
    assert code(lambda: open_current(path, KEY)) == "folder_readonly"
    tmp_path.chmod(0o700)


def test_damage_is_said_of_damage_only(tmp_path: Path) -> None:
    """Every page of the file, one bit each; cut off; another's bytes; with a folder that can be written."""
    path = tmp_path / "one.db"
    vault = make(path, KEY)
    write(vault, 9000)
    vault.close()
    whole = path.read_bytes()

    def read_all() -> None:
        opened = open_current(path, KEY)
        try:
            with opened.transaction() as connection:
                connection.exec_driver_sql("PRAGMA quick_check").all()
                for table in tables.metadata.sorted_tables:
                    connection.execute(table.select()).all()
        finally:
            opened.close()

    seen = set()
    for page in range(0, len(whole), 4096 * 3):
        spoilt = bytearray(whole)
        spoilt[page + 100] ^= 1
        path.write_bytes(spoilt)
        seen.add(code(read_all))
    assert seen - {""} == {"vault_damaged"}  # "": a page that nothing reads
    path.write_bytes(whole[:-5000])
    assert code(read_all) == "vault_damaged"
    path.write_bytes(b"SQLite format 3\0" + whole[16:])
    assert code(read_all) == "vault_damaged"
    path.write_bytes(whole)
    assert code(read_all) == ""


def test_one_program_has_a_vault(tmp_path: Path) -> None:
    """Here a second time, and in another process; it ends with the process, however that ends."""
    path = tmp_path / "one.db"
    vault = make(path, KEY)
    assert code(lambda: open_current(path, KEY)) == "vault_locked"
    assert code(lambda: copy(path)) == "vault_locked"
    vault.close()
    assert path.with_name("one.db.lock").exists()  # a file left behind blocks nobody
    program = (
        "import sys; from pathlib import Path; from app.storage.migrate import open_current\n"
        f"vault = open_current(Path({str(path)!r}), bytes(range(32)))\n"
        "print('open', flush=True); sys.stdin.readline()"
    )
    command = [sys.executable, "-c", program]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        assert code(lambda: open_current(path, KEY)) == "vault_locked"
        other.kill()
        other.wait()
        assert code(lambda: open_current(path, KEY)) == ""


def test_a_child_and_the_next_image_of_the_process_do_not_hold_it(tmp_path: Path) -> None:
    """As at a lock: the process is replaced without closing anything, and the new one gets in."""
    lock = tmp_path / "x.lock"
    again = f"from pathlib import Path; from app.paths import Hold; Hold(Path({str(lock)!r})); print('in')"
    program = (
        "import os, sys; from pathlib import Path; from app.paths import Hold\n"
        f"held = Hold(Path({str(lock)!r}))\n"
        f"os.execv(sys.executable, [sys.executable, '-c', {again!r}])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.stdout == "in\n", done.stderr
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with only_one(lock):
        late = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        with pytest.raises(Taken), only_one(lock):
            pass
    with only_one(lock):
        pass
    for process in (child, late):
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (OSError(errno.ENOSPC, "", "/SAMPLE/a.json"), ("disk_full", {})),
        (OSError(errno.EROFS, "", "/SAMPLE/a.json"), ("folder_readonly", {"file": "a.json"})),
        (Unwritable(errno.EACCES, "", "/SAMPLE/a.json"), ("folder_readonly", {"file": "a.json"})),
        (Unwritable(errno.EPERM, "", "/SAMPLE/a.json"), ("folder_readonly", {"file": "a.json"})),
        (
            PermissionError(errno.EACCES, "", "/SAMPLE/a.json"),
            ("path_unusable", {"file": "a.json"}),
        ),
        (Taken(errno.EAGAIN, "", "/SAMPLE/a.lock"), ("vault_locked", {"vault": "a.lock"})),
    ],
)
def test_what_the_system_refused(error: OSError, wanted: tuple[str, dict[str, str]]) -> None:
    found = refused(error)
    assert (found.code, found.params) == wanted
    for lang in ("ja", "en"):
        words = sentence(found.code, found.params, catalog(lang, "officer", locales_dir()).gettext)
        assert "…" not in words
        assert "SAMPLE" not in words


def test_faults_of_ours_pass_through(tmp_path: Path) -> None:
    ours = ZeroDivisionError()
    assert told(ours, tmp_path / "x.db") is ours
    assert folder_fault(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_the_sentences_say_what_to_do() -> None:
    """Each its own, in both languages."""
    codes = ("disk_full", "folder_readonly", "disk_failing", "vault_damaged", "vault_locked")
    for lang in ("ja", "en"):
        gettext = catalog(lang, "officer", locales_dir()).gettext
        sentences = [sentence(name, {"vault": "v", "file": "f"}, gettext) for name in codes]
        assert len(set(sentences)) == len(codes)
        if lang == "ja":
            assert not any(text.isascii() for text in sentences)
