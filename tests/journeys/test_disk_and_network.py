# SPDX-License-Identifier: MIT
"""A real replay in a process of its own: nothing readable stays on the disk, nothing reaches a network."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import Desk

CANARIES = (
    "CANARYNAMESAMPLE",
    "見本カナリア花子",
    "CANARYACCOUNTSAMPLE",
    "CANARYNOTESAMPLE",
    "CANARYREASONSAMPLE",
)
INTERNET = re.compile(r"(connect|bind|sendto|sendmsg)\(.*sa_family=AF_INET6?\b|socket\(AF_INET6?\b")


def replay_file(path: Path, more: int = 0) -> None:
    answers = [
        {"item": "SAFE-01", "value": "yes"},
        {"item": "IDEN-01", "value": f"{CANARIES[0]} {CANARIES[1]}"},
        {"item": "RECR-00", "value": {"text": CANARIES[2], "lang": "th"}},
        {"item": "REFR-02", "value": "all"},
    ]
    answers += [
        {"item": "IDEN-01", "value": f"{CANARIES[0]} {CANARIES[1]} {n}"} for n in range(more)
    ]
    path.write_text(json.dumps({
        "language": "th", "person": {"age_state": "adult_by_officer", "age_reason": CANARIES[4]},
        "consent": {"interview": "yes"}, "answers": answers,
        "events": [{"type": "note_added", "item": "SAFE-01", "text": CANARIES[3], "after": "RECR-00"}],
    }))  # fmt: skip


def encodings(word: str) -> set[bytes]:
    """How a word could stand in a file: plain, wide, escaped, hex, base64 at every offset."""
    plain = word.encode()
    found = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode()}
    found |= {plain.hex().upper().encode(), json.dumps(word)[1:-1].encode()}
    for offset in range(3):
        coded = base64.b64encode(bytes(offset) + plain).decode().rstrip("=")
        found.add(coded[offset + 1 : -1].encode())  # without what the neighbours change
    return found


def hits(*folders: Path) -> list[str]:
    needles = [code for word in CANARIES for code in encodings(word)]
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                content = path.read_bytes()
                found += [path.name] if any(code in content for code in needles) else []
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "desk").mkdir()
    return Desk.make(tmp_path / "desk")


def surroundings(root: Path) -> dict[str, str]:
    """A home and a folder for temporary files of the process's own, to look through afterwards."""
    for name in ("home", "tmp"):
        (root / name).mkdir(exist_ok=True)
    return os.environ | {
        "HOME": str(root / "home"),
        "TMPDIR": str(root / "tmp"),
        **{f"XDG_{name}_HOME": str(root / "home") for name in ("CONFIG", "DATA", "CACHE", "STATE")},
    }


def replay(desk: Desk, file: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "app.cli", "interview", "replay", str(file), *desk.officer, *more]


@pytest.mark.slow
def test_nothing_readable_stays_on_the_disk(desk: Desk, tmp_path: Path) -> None:
    env, file, out = surroundings(tmp_path), tmp_path / "replay.json", tmp_path / "wcsc.pdf"
    replay_file(file)
    done = subprocess.run(
        replay(desk, file, "--progress", "--json", "--handover", f"wcsc={out}"),
        env=env, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert out.stat().st_mode & 0o077 == 0
    looked_at = (desk.root / "data", tmp_path / "home", tmp_path / "tmp")
    said = [
        code for word in CANARIES for code in encodings(word) if code in done.stdout + done.stderr
    ]
    assert said == []
    assert hits(*looked_at) == []
    killed(desk, tmp_path, env)
    assert hits(*looked_at) == []
    folder = desk.root / "data"
    assert [p for p in folder.rglob("*") if p.stat().st_mode & 0o077] == []
    for number, code in enumerate(
        sorted(encodings(CANARIES[1]))
    ):  # positive control, each encoding
        control = folder / f"control-{number}.bin"
        control.write_bytes(b"\x00\xff" + code + b"\xfe")
        assert hits(*looked_at) == [control.name]
        control.unlink()


def killed(desk: Desk, root: Path, env: dict[str, str]) -> None:
    """A replay that dies in the middle: its write-ahead log stays."""
    file = root / "long.json"
    replay_file(file, more=60)
    with subprocess.Popen(
        replay(desk, file, "--progress"), env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as process:  # fmt: skip
        assert process.stderr is not None
        for number, _line in enumerate(process.stderr):
            if number == 30:
                os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert any(path.name.endswith("-wal") for path in (desk.root / "data").rglob("*"))


def traced(root: Path, command: list[str]) -> list[str]:
    """The calls of a command and its children that name an internet address or socket."""
    trace = root / "trace.txt"
    subprocess.run(
        ["strace", "-f", "-e", "trace=%network", "-o", str(trace), *command],
        env=surroundings(root), capture_output=True, check=False,
    )  # fmt: skip
    lines = trace.read_text(errors="replace").splitlines()
    assert any("exited with" in line for line in lines), "strace saw nothing"
    return [line for line in lines if INTERNET.search(line)]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_command_reaches_a_network(desk: Desk, tmp_path: Path) -> None:
    file, out = tmp_path / "replay.json", tmp_path / "wcsc.pdf"
    replay_file(file)
    data = str(desk.root / "data")
    assert traced(tmp_path, replay(desk, file, "--handover", f"wcsc={out}")) == []
    assert out.exists()
    verify = [sys.executable, "-m", "app.cli", "verify", str(out), "--data", data]
    assert traced(tmp_path, verify) == []
    take = [sys.executable, "-m", "app.cli", "import", str(out), *desk.supervisor]
    assert traced(tmp_path, take) == []
    # Positive control: a datagram socket to this machine itself; nothing is sent.
    control = (
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    )
    assert len(traced(tmp_path, [sys.executable, "-c", control])) == 2
