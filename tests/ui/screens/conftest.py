# SPDX-License-Identifier: MIT
"""One station for all tests of screens; every test begins its own interview in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.workspace import Workspace
from tests.stations import House, begin, build_house
from tests.ui.pages import windows
from tests.ui.screens.room import BASE, english, talk, workspace_of
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.theme import apply_theme
from ui.viewmodels.interview import InterviewViewModel


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("station"))


@pytest.fixture(scope="session")
def workspace(house: House) -> Iterator[Workspace]:
    opened = workspace_of(house)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _theme(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 100, "ja")


@pytest.fixture
def vm(workspace: Workspace) -> InterviewViewModel:
    return talk(workspace, begin(workspace, BASE))


@pytest.fixture
def screen(vm: InterviewViewModel, qtbot: QtBot) -> InterviewScreen:
    made = InterviewScreen(vm, english)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def shell(qapp: QApplication, house: House, workspace: Workspace) -> Iterator[Shell]:
    with windows(qapp, house) as made:
        made._on_open(house.officer, workspace)
        yield made
