# SPDX-License-Identifier: MIT
"""Station, users, verify, import, registry, vault check: through the real command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.domain.writing import MOST_BYTES
from tests.command import SAMPLES, Desk, command
from tests.stations import OFFICER

RELEASED = SAMPLES.parent / "vectors" / "0.1"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.make(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def handover(capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path) -> Path:
    out = tmp_path / "wcsc.pdf"
    sample = str(SAMPLES / "adult.json")
    outcome = command(
        capsys, "interview", "replay", sample, *desk.officer, "--handover", f"wcsc={out}", "--json"
    )
    assert outcome.code == 0, outcome.err
    return out


def test_station_init_users_and_trust(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data, words = tmp_path / "data", tmp_path / "words.txt"
    words.write_text("a passphrase of length\n")
    init = (
        "station", "init", "--data", str(data), "--agency", "jcg", "--name", "SAMPLE",
        "--supervisor", "boss", "--passphrase-file", str(words), "--shares-out", str(tmp_path / "s"),
    )  # fmt: skip
    assert command(capsys, *init).code == 0
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == [
        f"share-{n}.txt" for n in (1, 2, 3)
    ]
    assert command(capsys, *init).code == 2
    by = ("--data", str(data), "--by", "boss", "--passphrase-file", str(words))
    add = ("user", "add", "one", "--role", "officer", *by, "--new-passphrase-file", str(words))
    assert command(capsys, *add).code == 0
    assert command(capsys, *add).code == 2
    users = command(capsys, "user", "list", "--data", str(data), "--json").data["users"]
    assert [(user["name"], user["role"]) for user in users] == [
        ("boss", "supervisor"),
        ("one", "officer"),
    ]
    assert command(capsys, "user", "disable", "one", *by).code == 0
    assert "closed" in command(capsys, "user", "list", "--data", str(data)).out
    ca = tmp_path / "ca.pem"
    assert command(capsys, "station", "ca", "--data", str(data), "--out", str(ca)).code == 0
    assert ca.with_suffix(".crl").exists()
    boss = ("--data", str(data), "--user", "boss", "--passphrase-file", str(words))
    assert command(capsys, "station", "trust", str(ca), *boss).code == 0
    assert command(capsys, "station", "trust", str(words), *boss).code == 2


def test_shares_are_printed_when_not_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_text("a passphrase of length\n")
    outcome = command(
        capsys, "station", "init", "--data", str(tmp_path / "data"), "--agency", "isa",
        "--name", "SAMPLE", "--supervisor", "boss", "--passphrase-file", str(words),
    )  # fmt: skip
    assert outcome.out.count("Recovery share") == 3
    missing = command(
        capsys, "station", "init", "--data", str(tmp_path / "other"), "--agency", "isa",
        "--name", "SAMPLE", "--supervisor", "boss", "--passphrase-file", str(tmp_path / "none"),
    )  # fmt: skip
    assert missing.code == 2


def test_wrong_passphrase_is_one_sentence(capsys: pytest.CaptureFixture[str], desk: Desk) -> None:
    wrong = desk.root / "wrong.txt"
    wrong.write_text("not the right one")
    outcome = command(
        capsys, "interview", "list", "--data", str(desk.root / "data"), "--user", OFFICER,
        "--passphrase-file", str(wrong), "--json",
    )  # fmt: skip
    assert outcome.code == 2
    assert outcome.data == {"error": "wrong_passphrase"}
    assert len(outcome.err.strip().splitlines()) == 1


def test_verify(
    capsys: pytest.CaptureFixture[str], desk: Desk, handover: Path, tmp_path: Path
) -> None:
    ca = tmp_path / "ca.pem"
    command(capsys, "station", "ca", "--data", str(desk.root / "data"), "--out", str(ca))
    good = command(capsys, "verify", str(handover), "--trust", str(ca), "--json")
    assert good.code == 0
    assert good.data["valid"]
    assert good.data["signer"] == OFFICER
    assert "offences_note" not in good.data["groups"]
    by_data = command(capsys, "verify", str(handover), "--data", str(desk.root / "data"))
    assert by_data.code == 0
    none = command(capsys, "verify", str(handover), "--json")
    assert (none.code, none.data["reason"]) == (1, "no_trust_anchor")
    ca.with_suffix(".crl").unlink()
    no_list = command(capsys, "verify", str(handover), "--trust", str(ca), "--json")
    assert (no_list.code, no_list.data["reason"]) == (1, "no_crl")


@pytest.mark.parametrize("content", [b"", b"just text", b"%PDF-1.7\ncut"])
def test_files_that_are_no_handovers(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(content)
    outcome = command(capsys, "verify", str(file), "--data", str(desk.root / "data"), "--json")
    assert outcome.code in {1, 2}
    assert outcome.data["reason"]
    assert not outcome.data["valid"]


def test_large_truncated_and_missing(
    capsys: pytest.CaptureFixture[str], desk: Desk, handover: Path, tmp_path: Path
) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.write(handover.read_bytes())
        file.truncate(60 * 1024 * 1024)
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(handover.read_bytes()[:-500])
    for file_ in (large, cut, tmp_path / "none.pdf", tmp_path):
        outcome = command(capsys, "verify", str(file_), "--data", str(desk.root / "data"), "--json")
        assert outcome.code in {1, 2}, file_
        assert outcome.data["reason"]


def test_import_twice_changes_nothing(
    capsys: pytest.CaptureFixture[str], desk: Desk, handover: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.pdf"
    text.write_text("no handover")
    files = (str(handover), str(text))
    dry = command(capsys, "import", *files, *desk.supervisor, "--dry-run", "--json")
    assert [file["status"] for file in dry.data["files"]] == ["imported", "unreadable"]
    first = command(capsys, "import", *files, *desk.supervisor, "--json")
    assert first.code == 1
    assert [file["status"] for file in first.data["files"]] == ["imported", "unreadable"]
    digest = command(capsys, "registry", "digest", *desk.supervisor, "--json").data["digest"]
    second = command(capsys, "import", str(handover), *desk.supervisor)
    assert second.code == 0
    assert "unchanged" in second.out
    assert command(capsys, "registry", "digest", *desk.supervisor).out.strip() == digest
    rows = command(capsys, "registry", "list", *desk.supervisor, "--json").data["records"]
    assert len(rows) == 1
    shown = command(capsys, "registry", "show", rows[0]["case_number"], *desk.supervisor, "--json")
    assert any(section["group"] == "identity" for section in shown.data["sections"])
    assert (
        "SAMPLE"
        in command(capsys, "registry", "show", rows[0]["case_number"], *desk.supervisor).out
    )
    found = command(capsys, "registry", "search", "SAMPLE", *desk.supervisor, "--json")
    assert len(found.data["records"]) == 1
    assert command(capsys, "registry", "show", "nothing", *desk.supervisor).code == 2


def test_the_registry_is_the_supervisors(
    capsys: pytest.CaptureFixture[str], desk: Desk, handover: Path
) -> None:
    assert command(capsys, "registry", "list", *desk.officer).code == 2
    assert command(capsys, "import", str(handover), *desk.officer).code == 2


def test_practice_records_are_not_imported(
    capsys: pytest.CaptureFixture[str], desk: Desk, tmp_path: Path
) -> None:
    file, out = tmp_path / "practice.json", tmp_path / "w.pdf"
    content = json.loads((SAMPLES / "adult.json").read_text()) | {"practice": True}
    file.write_text(json.dumps(content))
    command(capsys, "interview", "replay", str(file), *desk.officer, "--handover", f"wcsc={out}")
    outcome = command(capsys, "import", str(out), *desk.supervisor, "--json")
    assert outcome.data["files"][0]["reason"] == "practice_record"
    assert command(capsys, "verify", str(out), "--data", str(desk.root / "data")).code == 0


def test_vault_check_and_list(
    capsys: pytest.CaptureFixture[str], desk: Desk, handover: Path
) -> None:
    assert handover.exists()
    assert command(capsys, "vault", "check", *desk.officer, "--json").data["sound"]
    assert command(capsys, "interview", "list", *desk.officer).out
    log = desk.root / "data" / "heads.log"
    lines = log.read_text()
    log.write_text(lines.replace('"seq": ', '"seq": 9', 1))
    outcome = command(capsys, "vault", "check", *desk.officer, "--json")
    log.write_text(lines)
    assert outcome.code == 1
    assert outcome.data["faults"]


def test_pack_commands(capsys: pytest.CaptureFixture[str]) -> None:
    options = command(capsys, "pack", "options", "SAFE-01", "--json")
    assert options.data["item"] == "SAFE-01"
    assert "all" in command(capsys, "pack", "options", "REFR-02").out
    assert command(capsys, "pack", "options", "NONE-01").code == 2


def test_help_version_and_no_traceback() -> None:
    """In a process of its own: the command imports no Qt."""
    code = (
        "import sys; from ui.launch import main; code = main(sys.argv[1:]); "
        "assert not any(name.startswith('PySide6') for name in sys.modules); sys.exit(code)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.startswith("kakehashi ")
    none = subprocess.run(
        [sys.executable, "-c", code, "verify", "/nonexistent.pdf"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert none.returncode == 2
    assert "Traceback" not in none.stderr


def test_a_wrapped_handover_is_imported_with_its_words_only(
    capsys: pytest.CaptureFixture[str], desk: Desk, handover: Path, tmp_path: Path
) -> None:
    folder, words = tmp_path / "stick", tmp_path / "told.txt"
    folder.mkdir()
    made = command(capsys, "bundle", str(handover), "--to", str(folder), "--json")
    (wrapped,) = folder.iterdir()
    assert (made.code, made.data["file"]) == (0, str(wrapped))
    assert handover.stem not in wrapped.name
    assert b"%PDF" not in wrapped.read_bytes()
    words.write_text(made.data["passphrase"])

    def take(*more: str) -> Any:
        return command(capsys, "import", str(wrapped), *desk.supervisor, *more, "--json").data

    assert take()["files"][0]["reason"] == "passphrase_needed"
    (tmp_path / "other.txt").write_text("another passphrase of six words")
    wrong = take("--transfer-passphrase-file", str(tmp_path / "other.txt"))
    assert wrong["files"][0]["reason"] == "bundle_unreadable"
    taken = take("--transfer-passphrase-file", str(words))
    assert taken["files"][0]["status"] == "imported"
    again = command(capsys, "import", str(handover), *desk.supervisor, "--json").data
    assert again["files"][0]["status"] == "unchanged"


def test_what_nobody_could_open_or_trust_is_not_wrapped(
    capsys: pytest.CaptureFixture[str], handover: Path, tmp_path: Path
) -> None:
    folder, other, print_out = tmp_path / "stick", tmp_path / "other.pdf", tmp_path / "print.pdf"
    folder.mkdir()
    changed = bytearray(handover.read_bytes())
    changed[len(changed) // 2] ^= 1
    other.write_bytes(changed)
    print_out.write_bytes(b"%PDF-1.7\n" + bytes(100) + b"\n%%EOF\n")
    near = tmp_path / "near.pdf"  # sound or not: wrapped it would be larger than what is read
    with near.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(MOST_BYTES - 1024)
    secret = RELEASED / "isa" / "transfer-police.pdf"
    for path, says in (
        (other, "was changed"),
        (print_out, "no signed handover"),
        (near, "larger than"),
        (secret, "a passphrase of its own"),
    ):
        refused = command(capsys, "bundle", str(path), "--to", str(folder))
        assert (refused.code, list(folder.iterdir())) == (2, []), path.name
        assert says in refused.err
    # the control: one of the same release without a passphrase
    whole = RELEASED / "isa" / "adult-wcsc.pdf"
    assert command(capsys, "bundle", str(whole), "--to", str(folder)).code == 0
