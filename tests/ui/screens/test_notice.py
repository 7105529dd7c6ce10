# SPDX-License-Identifier: MIT
"""Home tells what the owner must know, until the owner says to have read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.workspace import Workspace, recover
from tests.app.services.test_notices import damage
from tests.stations import build_house
from tests.ui.screens.room import english, faults
from ui.screens.home import HomeScreen
from ui.tasks import DirectTasks
from ui.viewmodels.home import HomeViewModel


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Workspace]:
    house = build_house(tmp_path)
    damage(house)
    opened = house.open(house.officer)
    yield opened
    opened.close()


def home(workspace: Workspace, qtbot: QtBot) -> HomeScreen:
    model = HomeViewModel(workspace, DirectTasks())
    screen = HomeScreen(model, english)
    model.setParent(screen)
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    qtbot.waitExposed(screen)
    model.load()
    return screen


def test_it_stands_until_it_is_read(told: Workspace, qtbot: QtBot) -> None:
    screen = home(told, qtbot)
    assert screen.notice.isVisible()
    assert "an older copy of it was used" in screen.notice.accessibleName()
    assert faults(screen) == []
    screen.notice.read_button.click()
    assert not screen.notice.isVisible()
    assert told.notices == ()
    assert not home(told, qtbot).notice.isVisible()


def test_nothing_to_tell_takes_no_room(workspace: Workspace, qtbot: QtBot) -> None:
    assert not home(workspace, qtbot).notice.isVisible()


def test_the_use_of_the_recovery_sheets_is_shown_once(tmp_path: Path, qtbot: QtBot) -> None:
    house = build_house(tmp_path)
    house.open(house.officer).close()
    recover(
        house.stations,
        house.adapters,
        house.shares[:2],
        "supervisor new",
        "gravel lantern meadow 7",
    )
    opened = house.open(house.officer)
    screen = home(opened, qtbot)
    assert "Two recovery sheets were used" in screen.notice.accessibleName()
    assert "supervisor new" in screen.notice.accessibleName()
    screen.notice.read_button.click()
    opened.close()
    again = house.open(house.officer)
    assert not home(again, qtbot).notice.isVisible()
    again.close()
