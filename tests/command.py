# SPDX-License-Identifier: MIT
"""The real command on a real station, in this process: arguments in, exit code and output out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from tests.stations import OFFICER, OFFICER_WORDS, SUPERVISOR, SUPERVISOR_WORDS, House, build_house

SAMPLES = Path(__file__).parent / "samples"


@dataclass
class Desk:
    """A station folder with its passphrase files."""

    root: Path
    shares: tuple[str, str, str]
    house: House | None = None  # kept: while it lives, no other desk is of the same station

    @classmethod
    def make(cls, root: Path, agency: str = "isa") -> Desk:
        house = build_house(root, agency)
        (root / "officer.txt").write_text(OFFICER_WORDS + "\n")
        (root / "supervisor.txt").write_text(SUPERVISOR_WORDS + "\n")
        return cls(root, house.shares, house)

    @property
    def officer(self) -> list[str]:
        return [
            "--data", str(self.root / "data"), "--user", OFFICER,
            "--passphrase-file", str(self.root / "officer.txt"),
        ]  # fmt: skip

    @property
    def supervisor(self) -> list[str]:
        return [
            "--data", str(self.root / "data"), "--user", SUPERVISOR,
            "--passphrase-file", str(self.root / "supervisor.txt"),
        ]  # fmt: skip


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> Outcome:
    """Run one command."""
    capsys.readouterr()
    try:
        code = main(arguments)
    except SystemExit as ended:  # argparse
        code = int(ended.code or 0)
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return Outcome(code, captured.out, captured.err)
