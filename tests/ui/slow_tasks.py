# SPDX-License-Identifier: MIT
"""Tasks of a slow disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from ui.tasks import DirectTasks

T = TypeVar("T")


class SlowTasks(DirectTasks):
    """Work that is done when the test says so, as a slow disk does it."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], None],
        *,
        database: bool = True,
    ) -> None:
        quick = super().run
        self.waiting.append(lambda: quick(owner, work, on_success, on_failure, database=database))

    def work(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()
