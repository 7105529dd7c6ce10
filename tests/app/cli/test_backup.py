# SPDX-License-Identifier: MIT
"""`vault backup` and `vault restore`: what is written is proved, and nothing newer is lost unsaid."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.paths import DataFolder
from tests.command import SAMPLES, Desk, command
from tests.stations import OFFICER

SAMPLE = str(SAMPLES / "short.json")


@dataclass
class Kept:
    """A station with one interview, a second one's folder, and a backup that knows the interview."""

    desk: Desk
    stick: Path
    file: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    desk = Desk.make(root)
    (root / "stick").mkdir()
    assert main(["interview", "replay", SAMPLE, *desk.officer]) == 0
    assert main(["vault", "backup", "--to", str(root / "stick"), *desk.officer]) == 0
    return root


@pytest.fixture
def kept(made: Path, tmp_path: Path) -> Kept:
    """A copy of it for one test."""
    root = tmp_path / "kept"
    shutil.copytree(made, root)
    (file,) = (root / "stick").iterdir()
    return Kept(Desk(root, ("", "", "")), root / "stick", file)


def interviews(desk: Desk, capsys: pytest.CaptureFixture[str]) -> list[str]:
    done = command(capsys, "interview", "list", *desk.officer, "--json")
    return [interview["id"] for interview in done.data["interviews"]]


def vault_file(desk: Desk) -> Path:
    """The officer's: the larger of the two is the one with an interview in it."""
    vaults = list(DataFolder(desk.root / "data").vaults.glob("*.db"))
    return max(vaults, key=lambda path: path.stat().st_size)


def test_a_lost_vault_comes_back(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    desk, file = kept.desk, kept.file
    before = interviews(desk, capsys)
    lost = vault_file(desk)
    for path in lost.parent.glob(f"{lost.name}*"):
        path.unlink()
    assert command(capsys, "interview", "list", *desk.officer).code != 0
    done = command(capsys, "vault", "restore", "--from", str(file), *desk.officer, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.data["owner"] == OFFICER
    assert done.data["aside"] is None
    assert interviews(desk, capsys) == before != []


def test_a_damaged_vault_is_set_aside(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    desk, file = kept.desk, kept.file
    damaged = vault_file(desk)
    damaged.write_bytes(b"\x00" * 8192)
    done = command(capsys, "vault", "restore", "--from", str(file), *desk.officer, "--json")
    assert done.code == 0, done.err
    aside = damaged.with_name(done.data["aside"])
    assert aside.read_bytes() == b"\x00" * 8192
    assert len(interviews(desk, capsys)) == 1
    assert command(capsys, "vault", "check", *desk.officer).out.count("chain") == 0


def test_what_is_newer_is_never_lost_unsaid(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    desk, file = kept.desk, kept.file
    assert command(capsys, "interview", "replay", SAMPLE, *desk.officer, "--json").code == 0
    before = interviews(desk, capsys)
    refused = command(capsys, "vault", "restore", "--from", str(file), *desk.officer)
    assert refused.code != 0
    assert "--anyway" in refused.err
    assert interviews(desk, capsys) == before
    assert not list((desk.root / "data").glob(".restore-*"))
    done = command(
        capsys, "vault", "restore", "--from", str(file), "--anyway", *desk.officer, "--json"
    )
    assert done.code == 0
    assert done.data["aside"]
    assert sum(done.data["lost"].values()) > 1
    assert len(interviews(desk, capsys)) == 1


def test_newer_entries_of_a_damaged_vault_are_known_from_its_heads(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, file = kept.desk, kept.file
    assert command(capsys, "interview", "replay", SAMPLE, *desk.officer, "--json").code == 0
    vault_file(desk).write_bytes(b"\x00" * 8192)
    refused = command(capsys, "vault", "restore", "--from", str(file), *desk.officer)
    assert refused.code != 0
    assert "--anyway" in refused.err


def test_a_seal_is_backed_up_by_itself(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    """In the data folder and in the second folder; the newest of a day is kept."""
    desk, second = kept.desk, kept.desk.root / "second"
    second.mkdir()
    always = ("vault", "backup", "--to", str(second), "--always", *desk.officer)
    assert command(capsys, *always).code == 0
    for path in second.iterdir():
        path.unlink()
    done = command(capsys, "interview", "replay", SAMPLE, *desk.officer, "--seal")
    assert (done.code, done.err) == (0, "")
    for folder in (second, desk.root / "data" / "backups"):
        (name,) = (path.name for path in folder.iterdir())
        assert name.endswith(".kkv")


def test_a_stick_that_is_gone_is_told_and_the_record_is_sealed(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, second = kept.desk, kept.desk.root / "second"
    second.mkdir()
    always = ("vault", "backup", "--to", str(second), "--always", *desk.officer)
    assert command(capsys, *always).code == 0
    shutil.rmtree(second)
    done = command(capsys, "interview", "replay", SAMPLE, *desk.officer, "--seal", "--json")
    assert done.code == 0
    assert "second" in done.err
    assert done.data["record"]["sealed"]
    assert len(list((desk.root / "data" / "backups").iterdir())) == 1


def test_a_new_machine_needs_only_the_file_and_the_passphrase(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, file = kept.desk, kept.file
    before = interviews(desk, capsys)
    shutil.rmtree(desk.root / "data")
    done = command(capsys, "vault", "restore", "--from", str(file), *desk.officer, "--json")
    assert done.code == 0, done.err
    assert interviews(desk, capsys) == before
    assert command(capsys, "interview", "replay", SAMPLE, *desk.officer, "--seal").code == 0


def test_a_wrong_passphrase_leaves_a_new_machine_empty(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, file = kept.desk, kept.file
    shutil.rmtree(desk.root / "data")
    (desk.root / "officer.txt").write_text("not the passphrase at all\n")
    refused = command(capsys, "vault", "restore", "--from", str(file), *desk.officer)
    assert refused.code != 0
    assert not (desk.root / "data" / "station.json").exists()
    assert not list((desk.root / "data" / "vaults").iterdir())


@pytest.mark.parametrize("member", ["manifest.json", "station.json", "keyring.json", "vault.db"])
def test_a_changed_backup_is_refused(
    kept: Kept, capsys: pytest.CaptureFixture[str], member: str
) -> None:
    desk, file = kept.desk, kept.file
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    at = parts[member].index(b"1") if member == "manifest.json" else len(parts[member]) // 2
    changed = bytearray(parts[member])
    changed[at] = ord("2") if member == "manifest.json" else changed[at] ^ 1
    parts[member] = bytes(changed)
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    refused = command(capsys, "vault", "restore", "--from", str(file), "--anyway", *desk.officer)
    assert refused.code != 0
    assert "Traceback" not in refused.err
    assert len(interviews(desk, capsys)) == 1


def test_names_inside_a_backup_are_no_paths(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    desk, file = kept.desk, kept.stick / "evil.kkv"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../escaped.txt", b"x")
    refused = command(capsys, "vault", "restore", "--from", str(file), *desk.officer)
    assert refused.code != 0
    assert not list(desk.root.rglob("escaped.txt"))


def test_a_backup_of_another_station_is_refused(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = kept.file
    other = Desk.make(tmp_path / "other", "police")
    refused = command(capsys, "vault", "restore", "--from", str(file), *other.officer)
    assert refused.code != 0
    assert "not of this station" in refused.err


def test_a_colleagues_backup_does_not_open(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    """The supervisor's own vault is in the supervisor's backup; an officer's keys do not open it."""
    desk, stick = kept.desk, kept.stick
    done = command(capsys, "vault", "backup", "--to", str(stick), *desk.supervisor, "--json")
    assert len(done.data["files"]) == 2
    for name in done.data["files"]:
        refused = command(
            capsys, "vault", "restore", "--from", str(stick / name), "--anyway", *desk.officer
        )
        assert refused.code != 0


def test_a_supervisor_restores_an_officers_vault(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, file = kept.desk, kept.file
    vault_file(desk).write_bytes(b"\x00" * 8192)
    done = command(capsys, "vault", "restore", "--from", str(file), *desk.supervisor, "--json")
    assert done.code == 0, done.err
    assert len(interviews(desk, capsys)) == 1


def test_no_folder_no_backup(
    kept: Kept, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = command(capsys, "vault", "backup", "--to", str(tmp_path / "gone"), *kept.desk.officer)
    assert done.code != 0
    assert "gone" in done.err


def test_a_copy_that_is_not_the_vault_is_never_called_good(
    kept: Kept, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the proof: a stick that returns other bytes than it was given."""
    from app.services import backup_file

    written = backup_file.write

    def faulty(target: Path, *rest: Any) -> object:
        found = written(target, *rest)
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 1
        target.write_bytes(content)
        return found

    monkeypatch.setattr(backup_file, "write", faulty)
    stick = kept.desk.root / "faulty"
    stick.mkdir()
    done = command(capsys, "vault", "backup", "--to", str(stick), *kept.desk.officer)
    assert done.code != 0
    assert list(stick.iterdir()) == []
    assert not list((kept.desk.root / "data" / "backups").iterdir())


def test_always_remembers_the_second_folder(kept: Kept, capsys: pytest.CaptureFixture[str]) -> None:
    desk, stick = kept.desk, kept.stick
    done = command(capsys, "vault", "backup", "--to", str(stick), "--always", *desk.officer)
    assert done.code == 0
    settings = json.loads((desk.root / "data" / "backup.json").read_text())
    assert settings == {"folder": str(stick.resolve())}
