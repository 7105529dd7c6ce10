# SPDX-License-Identifier: MIT
"""One window in a process of its own, which says what memory it holds when it is painted, and ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

_KIB: Final = 1024
_SIZE: Final = (1366, 720)


def first_picture(places: Sequence[str], begin: Callable[[Path, Callable[[], None]], int]) -> int:
    """Show the unlock window of a data folder, or a bare window where none is given.

    ``begin``: how the program begins its windows, which is what is measured.
    """
    return begin(Path(places[0]), _painted) if places else _bare_window()


def _painted() -> None:
    sys.stdout.write(f"{_held()}\n")
    sys.stdout.flush()
    os._exit(0)


def _held() -> float:
    """The memory of this process in RAM, at its highest (MiB); 0 where the system does not tell.

    Not by getrusage: a new process begins there with what the one that started it held.
    """
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    most = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), "0")
    return int(most) / _KIB


def _bare_window() -> int:
    from PySide6.QtCore import QTimer  # noqa: PLC0415 measured
    from PySide6.QtGui import QPaintEvent  # noqa: PLC0415
    from PySide6.QtWidgets import (  # noqa: PLC0415
        QApplication,
        QLabel,
        QLineEdit,
        QPushButton,
        QVBoxLayout,
        QWidget,
    )

    class Bare(QWidget):
        """Says when it was painted."""

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, _painted)

    app = QApplication(sys.argv[:1])
    window = Bare()
    layout = QVBoxLayout(window)
    line = QLineEdit()
    for part in (QLabel("架け橋"), line, QPushButton("開く")):
        layout.addWidget(part)
    window.resize(*_SIZE)
    window.show()
    return app.exec()
