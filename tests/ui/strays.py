# SPDX-License-Identifier: MIT
"""Widgets that were shown before they had a parent: each flashes as a window and takes the focus."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from tests.guards import ROOT
from ui.main import MainWindow
from ui.screens.person import PersonWindow

_WINDOWS = (MainWindow, PersonWindow)
_POPUPS = Qt.WindowType.Popup | Qt.WindowType.ToolTip


class _Watch(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        popup = (watched.windowType() & _POPUPS) & ~Qt.WindowType.Window
        if watched.isWindow() and not popup and not isinstance(watched, _WINDOWS):
            self.seen.append(f"{type(watched).__name__} in {_shower()}")
        return False


def _shower() -> str:
    """The line of ours that showed it."""
    for frame in reversed(traceback.extract_stack()):
        path = Path(frame.filename)
        if path.is_relative_to(ROOT / "ui"):
            return f"{path.relative_to(ROOT)}:{frame.lineno}"
    return "?"


@contextmanager
def stray_windows(app: QApplication) -> Iterator[list[str]]:
    """Collect the stray windows that are shown meanwhile, each with who showed it."""
    watch = _Watch()
    app.installEventFilter(watch)
    try:
        yield watch.seen
    finally:
        app.removeEventFilter(watch)
