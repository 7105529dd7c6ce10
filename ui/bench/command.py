# SPDX-License-Identifier: MIT
"""`kakehashi bench` with its rows of windows: the start, the step to the next question, the lists.

The windows are drawn off the screen unless QT_QPA_PLATFORM says where: machines are compared, not screens.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from app.cli import main as command
from app.cli.bench.measure import BenchCounts, Measured
from ui.bench.start import starts


def main(argv: Sequence[str]) -> int:
    """Run the bench; return its exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    counts = BenchCounts()
    return command(argv, windows=partial(windows, counts), counts=counts)


def windows(counts: BenchCounts, folder: Path) -> list[Measured]:
    """The rows of the windows, measured in stations under a folder that is made for them."""
    from ui.bench.pages import pages  # noqa: PLC0415 all of the program, after the starts

    folder.mkdir()
    return [*starts(folder / "start", counts.starts), *pages(folder, counts)]
