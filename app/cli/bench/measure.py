# SPDX-License-Identifier: MIT
"""What one row of the bench says, and how it is taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BenchCounts:
    """How often is measured, and how much stands in the stations that are measured.

    ``answers``: of one interview, and the runs of small steps; ``full``: interviews in a full vault
    (DECISIONS.md §7); ``files`` drawn, ``batch`` of them checked at once; ``starts`` of the program;
    ``steps`` to the next question; ``openings`` of a page; ``lists``: interviews in each list.
    """

    answers: int = 150
    full: int = 10_000
    seals: int = 5
    files: int = 3
    batch: int = 3
    starts: int = 7
    steps: int = 40
    openings: int = 7
    lists: tuple[int, ...] = (50, 600, 10_000)


@dataclass(frozen=True, slots=True)
class Measured:
    """One operation beside its floor. Times are milliseconds, unless ``unit`` says another thing."""

    name: str
    floor: str
    runs: int
    p50: float
    p95: float
    floor_p50: float
    floor_p95: float
    unit: str = "ms"

    def data(self) -> dict[str, object]:
        return {
            "name": self.name,
            "floor": self.floor,
            "runs": self.runs,
            f"p50_{self.unit}": round(self.p50, 3),
            f"p95_{self.unit}": round(self.p95, 3),
            f"floor_p50_{self.unit}": round(self.floor_p50, 3),
            f"floor_p95_{self.unit}": round(self.floor_p95, 3),
            "ratio_p50": round(self.p50 / self.floor_p50, 2),
            "ratio_p95": round(self.p95 / self.floor_p95, 2),
        }

    def line(self) -> str:
        found = self.data()
        return (
            f"{self.name}: p50 {round(self.p50, 3)} {self.unit}, "
            f"p95 {round(self.p95, 3)} {self.unit}; "
            f"{found['ratio_p50']} and {found['ratio_p95']} times {self.floor}"
        )


def timed(run: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each run."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        found.append((time.perf_counter() - started) * 1000)
    return found


def measured(
    name: str, floor: str, real: list[float], bare: list[float], unit: str = "ms"
) -> Measured:
    return Measured(name, floor, len(real), *_points(real), *_points(bare), unit)


def _points(values: Iterable[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
