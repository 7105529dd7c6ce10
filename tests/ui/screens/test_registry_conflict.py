# SPDX-License-Identifier: MIT
"""Two versions in one place, in the registry's window: both are seen, a supervisor decides, and may undo it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.crypto.sealed import record_hash
from app.domain.versions import VersionStanding
from app.services.registry import Registry
from app.services.workspace import Workspace
from tests.app.services.anything import opened
from tests.app.services.test_versions_held import Desk, paths
from tests.stations import ADULT, House, begin, seal
from tests.ui.screens.room import english
from ui.screens.registry import RegistryScreen
from ui.tasks import DirectTasks
from ui.viewmodels.registry import RegistryViewModel

REASON = "asked both officers"


@pytest.fixture
def conflict(
    house: House, workspace: Workspace, tmp_path: Path
) -> Iterator[tuple[Desk, Registry, object]]:
    interview = seal(workspace, begin(workspace, ADULT), {"REFR-02": "all"})
    (version,) = workspace.interviews._store.sealed_versions(interview)
    claims, items = opened(version.token)
    desk = Desk(
        house, workspace, claims, {k: v for k, v in items.items() if not k.startswith("group:")}
    )
    desk.version("first a", house.officer.signer)
    desk.version("first b", house.supervisor.signer)
    intake, registry, store = desk.registry(tmp_path / "r.db")
    intake.import_files(paths("first a", "first b"))
    yield (
        desk,
        registry,
        SimpleNamespace(pack=house.pack, texts=workspace.texts, intake=intake, registry=registry),
    )
    store.close()


def press(widget: QWidget) -> None:
    """A real click in the middle of what is seen of a widget."""
    QApplication.processEvents()
    window = widget.window()
    at = widget.mapTo(window, widget.rect().center())
    QTest.mouseClick(
        window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
    )
    QApplication.processEvents()


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_supervisor_decides_in_the_window(
    conflict: tuple[Desk, Registry, object], qtbot: QtBot
) -> None:
    desk, registry, workspace = conflict
    model = RegistryViewModel(workspace, DirectTasks())
    screen = RegistryScreen(model, english)
    qtbot.addWidget(screen)
    screen.resize(1600, 1100)
    screen.show()
    qtbot.waitExposed(screen)
    model.load()
    column = 3
    told = [screen.records.data(screen.records.index(row, column)) for row in range(2)]
    assert all("in conflict" in str(row) for row in told)
    mine = record_hash(desk.tokens["first a"])
    model.open(mine)
    assert "Two versions claim the same place" in words(screen.record)
    press(screen.record.reason)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, REASON)
    assert screen.record.reason.text() == REASON
    press(screen.record.choose_button)
    standings = {row.record_hash: row.standing for row in registry.list()}
    assert standings[mine] is VersionStanding.FIRST
    assert set(standings.values()) == {VersionStanding.FIRST, VersionStanding.SET_ASIDE}
    press(screen.record.unchoose_button)
    assert {row.standing for row in registry.list()} == {VersionStanding.CONFLICT}
