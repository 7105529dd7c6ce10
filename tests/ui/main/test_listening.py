# SPDX-License-Identifier: MIT
"""What listens to every event of the application ends with its window.

A listener that stays costs each later event something, and acts for a program that is gone.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.stations import build_house
from tests.ui.pages import opened, rest, windows


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> list[QObject]:
    """The listeners of the application now, in the order they came."""
    found: list[QObject] = []
    add, take = QApplication.installEventFilter, QApplication.removeEventFilter

    def added(self: QApplication, listener: QObject) -> None:
        found.append(listener)
        add(self, listener)

    def taken(self: QApplication, listener: QObject) -> None:
        found.remove(listener)
        take(self, listener)

    monkeypatch.setattr(QApplication, "installEventFilter", added)
    monkeypatch.setattr(QApplication, "removeEventFilter", taken)
    return found


def test_nothing_of_a_closed_program_listens(
    qapp: QApplication, listening: list[QObject], tmp_path: Path
) -> None:
    house = build_house(tmp_path)
    workspace = house.open(house.officer)
    with windows(qapp, house) as shell:
        shell._on_open(house.officer, workspace)
        with opened(shell, workspace, "th"):
            # Presses and signs of life.
            assert len([listener for listener in listening if isValid(listener)]) >= 1
    workspace.close()
    rest()
    assert [listener for listener in listening if isValid(listener)] == []
