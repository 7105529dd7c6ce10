# SPDX-License-Identifier: MIT
"""The start: from the new process to the painted window, and what that process holds then."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from app.cli.bench.measure import Measured, measured
from app.cli.bench.station import BenchStation
from ui.bench import PICTURE

_ENTRY: Final = "from ui.launch import main; raise SystemExit(main())"


def starts(data: Path, runs: int) -> list[Measured]:
    """Start and memory of the unlock window, each against a bare window of the same size."""
    BenchStation(data)
    for place in (str(data), ""):
        _start(place, data)  # the first run of each writes what Python compiles
    pairs = [[_start(place, data) for place in (str(data), "")] for _ in range(runs)]
    ours, bare = zip(*pairs, strict=True)
    floor = "a bare window with a line, a field and a button"
    return [
        measured(name, floor, [run[i] for run in ours], [run[i] for run in bare], unit)
        for i, (name, unit) in enumerate((("start to unlock", "ms"), ("memory at unlock", "MiB")))
        if all(run[i] for run in bare)  # Linux alone tells the memory
    ]


def _start(place: str, cache: Path) -> tuple[float, float]:
    """Milliseconds until one process says that its window is painted, and what it holds (MiB)."""
    own = [] if getattr(sys, "frozen", False) else ["-c", _ENTRY]
    line = [sys.executable, *own, PICTURE, *([place] if place else [])]
    compiled = {**os.environ, "PYTHONPYCACHEPREFIX": str(cache / "compiled")}
    compiled.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with subprocess.Popen(line, stdout=subprocess.PIPE, env=compiled, text=True) as process:  # noqa: S603 our own program
        answer = process.stdout.readline() if process.stdout is not None else ""
        taken = (time.perf_counter() - began) * 1000
    return taken, float(answer)
