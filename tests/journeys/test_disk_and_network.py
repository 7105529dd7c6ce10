# SPDX-License-Identifier: MIT
"""A real replay in a process of its own: nothing readable stays on the disk, nothing reaches a network."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import Desk
from tests.journeys.surroundings import encodings, hits, internet, surroundings

CANARIES = (
    "CANARYNAMESAMPLE",
    "見本カナリア花子",
    "CANARYACCOUNTSAMPLE",
    "CANARYNOTESAMPLE",
    "CANARYREASONSAMPLE",
)


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


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "desk").mkdir()
    return Desk.make(tmp_path / "desk")


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
    lines = [
        code for word in CANARIES for code in encodings(word) if code in done.stdout + done.stderr
    ]
    assert lines == []
    assert hits(CANARIES, *looked_at) == []
    killed(desk, tmp_path, env)
    assert hits(CANARIES, *looked_at) == []
    folder = desk.root / "data"
    assert [p for p in folder.rglob("*") if p.stat().st_mode & 0o077] == []
    for number, code in enumerate(
        sorted(encodings(CANARIES[1]))
    ):  # positive control, each encoding
        control = folder / f"control-{number}.bin"
        control.write_bytes(b"\x00\xff" + code + b"\xfe")
        assert hits(CANARIES, *looked_at) == [control.name]
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
    return internet(trace)


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
