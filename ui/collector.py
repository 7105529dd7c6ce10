# SPDX-License-Identifier: MIT
"""Python's cyclic garbage collector, kept out of Qt's way.

The automatic collector runs wherever an allocation happens to pass its threshold: in a worker thread, or
in one of our handlers while Qt walks over its widgets. A widget that waits in a cycle of references is
then destroyed in the wrong thread or under Qt's feet; both end in a segmentation fault. So it is switched
off, and the same thresholds are looked at from a timer, at the top of the event loop of the GUI thread.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QThread, QTimer

LOOK_EVERY_MS: Final = 500


class Collector(QObject):
    """Made once on the GUI thread; from then on nothing else collects, until `stop`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY_MS)

    def stop(self) -> None:
        """Give the work back to Python: after the last window."""
        self._timer.stop()
        gc.enable()

    def look(self) -> int | None:
        """Collect the oldest generation that is over its threshold; return it, or None for nothing to do."""
        if (
            QThread.currentThread().loopLevel() > 1
        ):  # inside a handler of Qt's: the next look will do
            return None
        over = [
            generation
            for generation, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > most > 0
        ]
        if not over:
            return None
        oldest = over[-1]
        gc.collect(oldest)
        return oldest
