# SPDX-License-Identifier: MIT
"""What the guard of presses remembers stays small, and what it forgets was said by something newer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.ui.pages import rest
from ui.main.guard import LEAST_MS, PressGuard
from ui.widgets.replaced import replaced

LEFT = Qt.MouseButton.LeftButton


class Desk:
    """Two buttons in a window of their own, and a clock that stands until it is moved."""

    def __init__(self, app: QApplication) -> None:
        self.ms, self.clicks = 10_000, 0
        self.window = QWidget()
        self.window.resize(600, 400)
        self.first, self.second = self._button(10), self._button(300)
        self.window.show()
        self.guard = PressGuard(lambda: self.ms, self.window)
        app.installEventFilter(self.guard)
        self.ms += LEAST_MS

    def _button(self, x: int) -> QPushButton:
        made = QPushButton("press", self.window)
        made.setGeometry(x, 10, 120, 40)
        made.clicked.connect(self._on_click)
        return made

    def _on_click(self) -> None:
        self.clicks += 1

    def click(self, x: int) -> int:
        """How often something was pressed by a click at this place."""
        before = self.clicks
        QTest.mouseClick(self.window.windowHandle(), LEFT, pos=QPoint(x, 30))
        rest()
        return self.clicks - before


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk(qapp)
    rest()
    yield made
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_thousand_changes_of_a_moment_are_few(desk: Desk) -> None:
    for _number in range(500):
        replaced(desk.window)
        replaced(desk.first)
        replaced(desk.second)
    assert len(desk.guard._changes) == 1
    for _number in range(500):
        desk.ms += 1
        replaced(desk.first)
        replaced(desk.second)
    assert len(desk.guard._changes) <= 1 + 2 * LEAST_MS


def test_a_part_within_a_changed_window_lasts_as_long_as_its_own_change(desk: Desk) -> None:
    replaced(desk.window)
    desk.ms += LEAST_MS - 1
    replaced(desk.first)
    desk.ms += 1
    assert (desk.click(50), desk.click(350)) == (0, 1)


def test_what_is_covered_is_refused_as_long_as_what_covers_it(desk: Desk) -> None:
    replaced(desk.first)
    desk.ms += 1
    replaced(desk.window)
    desk.ms += LEAST_MS - 1
    assert (desk.click(50), desk.click(350)) == (0, 0)
    desk.ms += 1
    assert (desk.click(50), desk.click(350)) == (1, 1)
