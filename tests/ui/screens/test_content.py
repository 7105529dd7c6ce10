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
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from app.content import load_builtin
from app.ids import InterviewId
from tests.headquarters import Headquarters, Run, runner
from tests.stations import House, begin, build_house
from tests.ui.pages import rest, windows
from tests.ui.rows import press_row
from tests.ui.typing import Typist
from ui.main import Shell
from ui.main.request import To
from ui.screens.content import StoredScreen
from ui.screens.home import HomeScreen
from ui.screens.settings import SettingsScreen
from ui.screens.settings.packs import PacksCard
from ui.tasks import DirectTasks
from ui.viewmodels.content import ContentViewModel
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


def words(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(TextLabel))


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


def listed(page: SettingsScreen) -> str:
    """The packs in their rows, without what is said of the one that was installed just now."""
    reports = set(page.packs.message.findChildren(TextLabel))
    return "\n".join(
        label.text() for label in page.packs.findChildren(TextLabel) if label not in reports
    )


def open_by_click(shell: Shell, case: InterviewId) -> None:
    """Press its row in the list, then Enter."""
    home = shell.window.page
    assert isinstance(home, HomeScreen)
    cases = [row.interview for row in home._table_model.rows]
    press_row(home.table, cases.index(case))
    rest()
    QTest.keyClick(shell.window.windowHandle(), Qt.Key.Key_Return)
    rest()


def lost(pack: Path) -> None:
    shutil.rmtree(pack)


def altered(pack: Path) -> None:
    """One byte, as a failing disk does."""
    script = pack / "script.json"
    script.write_bytes(script.read_bytes()[:-1] + b" ")


def version(script: dict[str, Any]) -> None:
    script["version"] = "2026.11.9"


def test_a_supervisor_installs_content_in_the_settings(
    program: Callable[[Any], Shell],
    own_house: House,
    hq: Headquarters,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    older = hq.pack("older", lambda script: script.update(version="2026.11.5"), sequence=4)
    pack = hq.pack("newer", version, sequence=5)
    before = own_house.open(own_house.supervisor)
    before.content.install(older)
    before.close()
    shutil.rmtree(own_house.stations.folder.packs)  # it was lost with the machine
    broken = tmp_path / "broken.zip"
    broken.write_bytes(pack.read_bytes()[:-9000])
    shell = program(own_house.supervisor)
    shell.go(To("settings"))
    rest()
    page = shell.window.page
    assert isinstance(page, SettingsScreen)
    assert load_builtin().version in listed(page)
    assert "2026.11.9" not in listed(page)
    steps = (
        (broken, "broken.zip", ""),
        (pack, "これからの面接はこの内容で始まります", "2026.11.9"),
        (older, "2026.11.5を、その内容で始めた面接のために", "2026.11.5"),
    )
    for chosen, report, shown in steps:
        monkeypatch.setattr(
            QFileDialog, "getOpenFileName", lambda *_a, c=chosen, **_o: (str(c), "")
        )
        Typist(shell.window).click(page.packs.install_button)
        assert page.packs.message.isVisible()
        told = page.packs.message.accessibleName() + words(page.packs.message)
        assert report in told
        assert ("次のログイン" in told) == (chosen == pack)
        assert shown in listed(page)
    (used,) = (line for line in listed(page).splitlines() if "使用中" in line)
    assert used.startswith("2026.11.9")
    assert shell.workspace is not None
    assert shell.workspace.interviews.start().pack.version == "2026.11.9"


def test_an_officer_sees_which_content_is_here_and_cannot_install(
    program: Callable[[Any], Shell], own_house: House
) -> None:
    shell = program(own_house.officer)
    shell.go(To("settings"))
    rest()
    page = shell.window.page
    assert isinstance(page, SettingsScreen)
    assert load_builtin().version in listed(page)
    assert not page.packs.install_button.isVisible()


@pytest.mark.parametrize("harm", [lost, altered])
def test_an_interview_whose_content_is_gone_is_read_as_stored(
    program: Callable[[Any], Shell],
    own_house: House,
    hq: Headquarters,
    harm: Callable[[Path], None],
) -> None:
    supervisor = own_house.open(own_house.supervisor)
    supervisor.content.install(hq.pack("newer", version, sequence=5))
    supervisor.close()
    own_house.__dict__.pop("packs", None)
    officer = own_house.open(own_house.officer)
    cases = [InterviewId(begin(officer, TOLD)) for _time in range(2)]
    officer.interviews.seal(cases[1])
    officer.close()
    (pack,) = own_house.stations.folder.packs.iterdir()
    harm(pack)
    shell = program(own_house.officer)
    home = shell.window.page
    assert isinstance(home, HomeScreen)
    assert load_builtin().version in home.ending.accessibleName() + words(
        home.ending
    )  # an older one stands in
    for case in cases:
        open_by_click(shell, case)
        page = shell.window.page
        assert isinstance(page, StoredScreen), type(page)
        told = words(page)
        assert "SAFE-01" in told
        assert "yes" in told
        back = next(
            button for button in page.findChildren(QAbstractButton)
            if button.text() == shell.tr_officer("To the list")
        )  # fmt: skip
        Typist(shell.window).click(back)


class HeldTasks:
    """One database thread, as a slow disk makes it: each task is done when it is told."""

    def __init__(self) -> None:
        self._now = DirectTasks()
        self.waiting: list[Callable[[], None]] = []

    def run(self, owner: Any, work: Any, on_success: Any, on_failure: Any, **_where: bool) -> None:
        self.waiting.append(lambda: self._now.run(owner, work, on_success, on_failure))

    def later(self, owner: Any, milliseconds: int, call: Callable[[], None]) -> None:
        self._now.later(owner, milliseconds, call)

    def step(self) -> None:
        self.waiting.pop(0)()


def test_looking_which_packs_are_here_frees_no_install_behind_it(
    qapp: QApplication,
    own_house: House,
    hq: Headquarters,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And what is read of the machine is read by the task, never by drawing."""
    workspace = own_house.open(own_house.supervisor)
    pack, tasks = hq.pack("newer", version, sequence=5), HeldTasks()
    model = ContentViewModel(workspace.content, tasks, supervisor=True)
    card = PacksCard(model, lambda text: text)
    model.load()
    model.install(pack)
    tasks.step()
    assert model.busy
    assert not card.install_button.isEnabled()
    tasks.step()
    assert model.installed is not None
    assert card.install_button.isEnabled()
    tasks.step()
    assert [entry.version for entry in model.entries if entry.used] == ["2026.11.9"]
    assert tasks.waiting == []

    reads: list[object] = []
    monkeypatch.setattr(type(own_house.stations), "station", reads.append)
    model.changed.emit()
    assert reads == []
    card.deleteLater()
    workspace.close()
