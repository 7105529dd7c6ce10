# SPDX-License-Identifier: MIT
"""Many files through one process: what a hostile one does to it never counts against the others."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.documents import process
from app.documents.verify import BatchReader, PdfReader
from app.services.verdict import Rejected, Unreadable
from tests.app.documents.signing_station import FixedClock, clean, station, written

# The real child with its real limits; only what the three marked files do to it is invented.
HOSTILE = """
import sys
from app.documents import reading
real, reading.SECONDS = reading.examine, 1

def examine(data, question):
    if b"SAMPLE-CPU" in data:
        while True:
            pass
    if b"SAMPLE-MEMORY" in data:
        bytearray(1 << 30)
    if b"SAMPLE-CRASH" in data:
        raise ValueError("a fault of ours")
    return real(data, question)

reading.examine = examine
sys.exit(reading.main())
"""


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes started, counted; each runs the hostile script."""
    begun: list[int] = []
    real = subprocess.Popen

    def popen(*arguments: Any, **options: Any) -> Any:
        started = real(*arguments, **options)
        begun.append(started.pid)
        return started

    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr(
        process, "command", lambda _kind: [sys.executable, "-s", "-P", "-c", HOSTILE]
    )
    return begun


@pytest.fixture
def many() -> Iterator[BatchReader]:
    with PdfReader(FixedClock()).batch(draws=False) as reader:
        yield reader


def outcome(many: BatchReader, path: Path) -> str:
    try:
        many.read(path, [station().anchor()])
    except (Rejected, Unreadable) as fault:
        return fault.code
    return "good"


def test_a_whole_batch_is_one_start(many: BatchReader, starts: list[int], tmp_path: Path) -> None:
    good = written(tmp_path, clean())
    assert [outcome(many, good) for _ in range(6)] == ["good"] * 6
    assert len(starts) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
@pytest.mark.parametrize("kind", ["CPU", "MEMORY", "CRASH"])
def test_a_hostile_file_in_the_middle(
    many: BatchReader, starts: list[int], tmp_path: Path, kind: str
) -> None:
    good = written(tmp_path, clean())
    bad = written(tmp_path, clean() + f"SAMPLE-{kind}".encode(), "hostile.pdf")
    found = [outcome(many, path) for path in (good, bad, good, good)]
    assert found == ["good", "too_complex", "good", "good"]
    assert len(starts) == 2  # the first served the good and the bad one, the second the rest


def test_a_process_does_not_live_for_ever(
    many: BatchReader, starts: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "QUESTIONS_PER_PROCESS", 2)
    good = written(tmp_path, clean())
    assert [outcome(many, good) for _ in range(5)] == ["good"] * 5
    assert len(starts) == 3


def test_nothing_is_left_after_the_batch(starts: list[int], tmp_path: Path) -> None:
    with PdfReader(FixedClock()).batch(draws=False) as many:
        assert outcome(many, written(tmp_path, clean())) == "good"
        running = many._process.start()._process
    assert running.poll() is not None
    assert starts == [running.pid]


def test_what_reads_hostile_files_starts_with_what_it_needs_and_no_more() -> None:
    """pyHanko's HTTP client and the packs' modules took a third of each start; all that reads is loaded."""
    script = (
        "import sys; from app.documents import reading; reading.warm(); "
        "print('pyhanko.sign.validation' in sys.modules, "
        "[name for name in sys.modules if name.startswith(('aiohttp.', 'http.client', 'app.domain.pack', 'app.services.ports', 'reportlab', 'uharfbuzz', 'pikepdf'))])"
    )
    command = [sys.executable, "-s", "-P", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split(maxsplit=1) == ["True", "[]\n"]
