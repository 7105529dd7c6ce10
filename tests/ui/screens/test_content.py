# SPDX-License-Identifier: MIT
"""Content in the windows: installing it in the settings, reading an interview whose content is gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QScrollArea, QWidget

from app.ids import InterviewId
from tests.headquarters import Headquarters, Run, runner
from tests.stations import House, begin, build_house
from tests.ui.pages import rest, windows
from ui.main import Shell
from ui.screens.content import StoredScreen
from ui.screens.home import HomeScreen
from ui.screens.settings import SettingsScreen
from ui.widgets.text import TextLabel

TOLD = (("SAFE-01", "yes"), ("AGE-01", {"age": 24}), ("CONS-06", "yes"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def hq(tmp_path: Path, run: Run) -> Headquarters:
    made = Headquarters(tmp_path / "hq", run)
    made.make_keys()
    return made


@pytest.fixture
def own_house(tmp_path: Path, hq: Headquarters) -> House:
    from app.content.sign import read_content_keys

    made = build_house(tmp_path / "own")
    made.stations.pin_content_keys(made.supervisor, read_content_keys(hq.pinned))
    return made


def click(shell: Shell, widget: QWidget) -> None:
    """A press at its place in the window."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.ensureWidgetVisible(widget)
    rest()
    place = widget.mapTo(shell.window, widget.rect().center())
    QTest.mouseClick(shell.window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    rest()


def words(part: QWidget) -> str:
    return "\n".join(one.text() for one in part.findChildren(TextLabel))


@pytest.fixture
def program(qapp: QApplication, own_house: House) -> Iterator[Callable[[Any], Shell]]:
    opened: list[Any] = []
    with windows(qapp, own_house) as shell:

        def login(user: Any) -> Shell:
            own_house.__dict__.pop("packs", None)
            workspace = own_house.open(user)
            opened.append(workspace)
            shell._on_open(user, workspace)
            shell.window.activateWindow()
            rest()
            return shell

        yield login
        shell.home()
        rest()
        opened[-1].close()


def version(script: dict[str, Any]) -> None:
    script["version"] = "2026.11.9"


def test_a_supervisor_installs_content_in_the_settings(
    program: Callable[[Any], Shell],
    own_house: House,
    hq: Headquarters,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    pack = hq.pack("newer", version, sequence=3)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(pack.read_bytes()[:-9000])
    shell = program(own_house.supervisor)
    shell.pages.settings()
    rest()
    page = shell.window.page
    assert isinstance(page, SettingsScreen)
    assert "2026.11.1" in words(page.packs)
    for chosen, said in ((broken, "broken.zip"), (pack, "2026.11.9")):
        monkeypatch.setattr(
            QFileDialog, "getOpenFileName", lambda *_a, c=chosen, **_o: (str(c), "")
        )
        click(shell, page.packs.install_button)
        assert said in page.packs.said.accessibleName() + words(page.packs.said)
    assert "2026.11.9" in words(page.packs)
    assert shell.workspace is not None
    assert shell.workspace.interviews.start().pack.version == "2026.11.9"


def test_an_interview_whose_content_is_gone_is_read_as_stored(
    program: Callable[[Any], Shell], own_house: House, hq: Headquarters
) -> None:
    supervisor = own_house.open(own_house.supervisor)
    supervisor.content.install(hq.pack("newer", version, sequence=3))
    supervisor.close()
    own_house.__dict__.pop("packs", None)
    officer = own_house.open(own_house.officer)
    cases = [InterviewId(begin(officer, TOLD)) for _time in range(2)]
    officer.interviews.seal(cases[1])
    officer.close()
    shutil.rmtree(own_house.stations.folder.packs)
    shell = program(own_house.officer)
    home = shell.window.page
    assert isinstance(home, HomeScreen)
    assert "2026.11.1" in home.ending.accessibleName() + words(
        home.ending
    )  # an older one stands in
    for case in cases:
        home = shell.window.page
        assert isinstance(home, HomeScreen)
        home.interview_opened.emit(case)
        rest()
        page = shell.window.page
        assert isinstance(page, StoredScreen), type(page)
        told = words(page)
        assert "SAFE-01" in told
        assert "yes" in told
        back = next(
            one for one in page.findChildren(QAbstractButton)
            if one.text() == shell.tr_officer("To the list")
        )  # fmt: skip
        click(shell, back)
