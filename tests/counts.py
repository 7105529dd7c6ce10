# SPDX-License-Identifier: MIT
"""How much of a heavy test runs: a seeded, rotating sample every day, everything with ``--full``.

``packaging/test --full`` sets KAKEHASHI_FULL. The sample of a daily run is drawn with a seed that the
newest commit gives: the same on every worker and every machine, another after each commit. The run
prints it; KAKEHASHI_SEED repeats it.
"""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Sequence
from typing import Final, TypeVar

from tests.contracts.source import ROOT

Thing = TypeVar("Thing")

FULL: Final = os.environ.get("KAKEHASHI_FULL") == "1"


def _commit() -> str:
    """The newest commit; "0" in a checkout without git."""
    command = ["git", "-c", "safe.directory=*", "rev-parse", "HEAD"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return "0"
    return done.stdout.strip() or "0"


SEED: Final = os.environ.get("KAKEHASHI_SEED") or _commit()[:12]
os.environ["KAKEHASHI_SEED"] = SEED  # workers and child processes draw the same


def count(daily: int, full: int) -> int:
    """How often to repeat."""
    return full if FULL else daily


def draw(name: str) -> random.Random:
    """A source of chance for the test of this name."""
    return random.Random(f"{SEED} {name}")


def sample(name: str, things: Sequence[Thing], daily: int) -> list[Thing]:
    """Which of the things to try, in their own order: ``daily`` of them, or all."""
    if FULL or daily >= len(things):
        return list(things)
    chosen = sorted(draw(name).sample(range(len(things)), daily))
    return [things[number] for number in chosen]
