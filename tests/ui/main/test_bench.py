# SPDX-License-Identifier: MIT
"""The rows of the windows in `kakehashi bench`, each with few runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

FEW = """
import json, pathlib, sys
from app.cli.bench.measure import BenchCounts
from ui.bench.command import windows

few = BenchCounts(answers=12, starts=1, steps=2, openings=1, lists=(3,))
print(json.dumps([row.data() for row in windows(few, pathlib.Path(sys.argv[1]))]))
"""
ROWS = {
    "start to unlock", "next question", "open a draft of 12 answers", "home with 3 interviews",
}  # fmt: skip


def test_every_row_of_the_windows_is_measured(tmp_path: Path) -> None:
    """In a process of its own: it makes its application, and works with the real threads."""
    done = subprocess.run(
        [sys.executable, "-c", FEW, str(tmp_path / "windows")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = {row["name"]: row for row in json.loads(done.stdout)}
    told = {"memory at unlock"} if sys.platform == "linux" else set()
    assert found.keys() == ROWS | told
    for name in ROWS | told:
        assert found[name]["runs"] > 0
        assert found[name]["ratio_p50"] > 0
