# SPDX-License-Identifier: MIT
"""Two screens of different density: a window that is moved from one to the other keeps all its rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.source import ROOT

PIXELS = (1366, 768)  # of every screen
DENSITIES = {"plain": 1.0, "dense": 1.5, "between": 1.25}
WAY = ("plain", "dense", "between", "plain")


def test_windows_moved_to_a_screen_of_another_density(tmp_path: Path) -> None:
    """The person's window and the officer's go to each screen and back to the first."""
    width, height = PIXELS
    listed = [
        {
            "name": name, "x": 2 * width * number, "y": 0, "width": width, "height": height,
            "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1,
        }
        for number, name in enumerate(DENSITIES)
    ]  # fmt: skip
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": listed}))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "QT_SCREEN_SCALE_FACTORS": ";".join(f"{name}={by}" for name, by in DENSITIES.items()),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.two_screens", str(tmp_path / "house"), *WAY],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [seen["screen"] for seen in told] == [name for name in WAY for _window in range(2)], (
        done.stderr[-2000:]
    )
    for seen in told:
        density = DENSITIES[seen["screen"]]
        assert seen["density"] == density, seen
        assert seen["size"] == pytest.approx([width / density, height / density], abs=1), seen
        assert seen["pixels"] == pytest.approx([width, height], abs=2), seen
        assert seen["faults"] == [], seen
        assert seen["least"] >= 44, seen
