# SPDX-License-Identifier: MIT
"""A lock wins against an unlock in progress: a new process stands, and in its memory there is no key."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.crypto.keyring import OpenUser
from tests.contracts.source import ROOT
from tests.counts import count
from tests.journeys.surroundings import surroundings
from tests.stations import OFFICER, OFFICER_WORDS, build_house

DAILY, FULL = 3, 20
DRIVER = Path(__file__).with_name("locking.py")
MOMENTS = ("argon", "vault", "typed")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process")


@dataclass
class Windows:
    """The program in its own process."""

    process: subprocess.Popen[str]

    def says(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def do(self, words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def holds(self, needles: dict[str, bytes]) -> list[str]:
        """What of this stands anywhere in the memory of the process."""
        found = set()
        folder = Path("/proc") / str(self.process.pid)
        with (folder / "mem").open("rb", buffering=0) as memory:
            for line in (folder / "maps").read_text().splitlines():
                bounds = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
                if bounds is None or "[v" in line:  # [vvar], [vsyscall] cannot be read
                    continue
                start, end = (int(bound, 16) for bound in bounds.groups())
                memory.seek(start)
                try:
                    part = memory.read(end - start)
                except OSError:
                    continue
                found |= {name for name, needle in needles.items() if needle in part}
        return sorted(found)


@contextmanager
def windows(root: Path) -> Iterator[Windows]:
    env = surroundings(root) | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, str(DRIVER), str(root / "data"), OFFICER],
        cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            yield Windows(process)
        finally:
            process.kill()


def secrets(user: OpenUser) -> dict[str, bytes]:
    """The passphrase as the window and as Python hold it, and the private keys."""
    bundle = user.bundle
    return {
        "passphrase": OFFICER_WORDS.encode(),
        "passphrase in the window": OFFICER_WORDS.encode("utf-16-le"),
        "heads key": bundle.heads.private_bytes_raw(),
        "box key": bundle.decrypt.private_bytes_raw(),
        "bundle": bundle.dump(),
    }


@pytest.mark.slow
def test_a_lock_wins_against_an_unlock_at_any_moment(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    needles = secrets(house.officer)
    with windows(tmp_path) as program:
        assert program.says() == f"stands {program.process.pid}"
        for number in range(count(DAILY, FULL)):
            moment = MOMENTS[number % len(MOMENTS)]
            program.do(f"{moment} {OFFICER_WORDS}")
            assert program.says() == f"stands {program.process.pid}", moment
            assert program.holds(needles) == [], moment
        program.do(f"in {OFFICER_WORDS}")
        assert program.says() == "in"
        assert "heads key" in program.holds(needles)  # positive control: logged in, it is there
        program.do("lock")
        assert program.says().startswith("stands")
        assert program.holds(needles) == []
        program.do("end")
        assert program.process.wait() == 0
