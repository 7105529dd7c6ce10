# SPDX-License-Identifier: MIT
"""One station for all tests of screens; every test begins its own interview in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.services.workspace import Workspace
from tests.stations import House, build_house
from tests.ui.screens.room import workspace_of
from ui.theme import apply_theme


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
