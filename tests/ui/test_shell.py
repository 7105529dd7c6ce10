# SPDX-License-Identifier: MIT
"""The whole program in its windows, with the real threads: first start, unlock, looks, lock and return."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from app.cli import main
from app.crypto.kdf import MINIMUM_COST
from app.paths import DataFolder
from app.services.stations import Stations
from tests.stations import StillClock
from tests.ui.audit import audit
from tests.ui.strays import stray_windows
from ui.main import Shell, build, printing
from ui.main.preferences import Preferences
from ui.screens.about import AboutScreen
from ui.screens.home import HomeScreen
from ui.screens.language import LanguageScreen
from ui.screens.papers import PapersScreen
from ui.screens.passphrase import PassphraseScreen
from ui.screens.practice import PracticeScreen
from ui.screens.preparation import PreparationScreen
from ui.screens.settings import SettingsScreen
from ui.screens.setup import SetupScreen
from ui.screens.unlock import UnlockScreen
from ui.tasks import Tasks
from ui.tour.hands import Hands, unhurried
from ui.widgets.feedback import EmptyState
from ui.widgets.text import TextLabel

SUPERVISOR, OFFICER = "見本 監督 SAMPLE", "見本 職員 SAMPLE"
WORDS = {SUPERVISOR: "sample words of a supervisor", OFFICER: "sample words of an officer"}
FIRST = "sample words that the supervisor chose"
PATIENCE_MS = 30_000


@dataclass
class Machine:
    """One computer: its data folder, and the program that runs on it now."""

    app: QApplication
    root: Path
    clock: StillClock = field(default_factory=StillClock)
    restarts: list[tuple[str, str]] = field(default_factory=list)
    return_to: tuple[str, str] | None = None

    def start(self, wait: Callable[..., None]) -> Program:
        tasks = Tasks()
        shell = build(
            self.app,
            Stations(DataFolder(self.root / "data"), self.clock, cost=MINIMUM_COST),
            clock=self.clock,
            tasks=tasks,
            preferences=Preferences(self.root / "data" / "preferences.json"),
            restarter=lambda user, interview: self.restarts.append((user, interview)),
            return_to=self.return_to,
            press_time=unhurried(),
        )
        shell.begin()
        shell.window.activateWindow()
        wait(shell.window.isActiveWindow)
        return Program(shell, tasks, Hands(shell, self.root), wait)


@dataclass
class Program:
    shell: Shell
    tasks: Tasks
    hands: Hands
    wait: Callable[..., None]

    def until(self, kind: type[Any]) -> Any:
        """Wait for a page, which must pass the audit."""
        self.wait(lambda: isinstance(self.shell.window.page, kind), timeout=PATIENCE_MS)
        self.settle()
        assert [str(finding) for finding in audit(self.shell.window)] == []
        return self.shell.window.page

    def settle(self) -> None:
        self.wait(lambda: not self.tasks.busy(), timeout=PATIENCE_MS)
        self.hands.rest()

    def press(self, words: str) -> None:
        self.hands.press(self.shell.window, words)

    def end(self) -> None:
        self.shell.window.hide()
        self.shell.idle.stop()
        self.shell.parts.app.removeEventFilter(self.shell.idle)
        self.tasks.shutdown()
        self.shell.window.deleteLater()
        self.shell.deleteLater()
        self.hands.rest()


@pytest.fixture
def machine(qapp: QApplication, tmp_path: Path) -> Machine:
    return Machine(qapp, tmp_path)


@pytest.fixture
def start(machine: Machine, qtbot: Any) -> Iterator[Callable[[], Program]]:
    with stray_windows(machine.app) as strays:
        yield from _starts(machine, qtbot)
    assert strays == []


def _starts(machine: Machine, qtbot: Any) -> Iterator[Callable[[], Program]]:
    running: list[Program] = []

    def make() -> Program:
        for program in running:
            program.end()
        running[:] = [machine.start(qtbot.waitUntil)]
        return running[0]

    yield make
    for program in running:
        program.end()


def set_up(program: Program) -> None:
    """The wizard, as a person fills it in."""
    page = program.until(SetupScreen)
    page.station_name.setText("見本 SAMPLE 事務所")
    page.person_name.setText(SUPERVISOR)
    program.hands.type(page.passphrase, WORDS[SUPERVISOR])
    program.hands.type(page.again, "other words than above")
    program.press("Next")
    assert not program.shell.parts.stations.exists()
    page.again.clear()
    program.hands.type(page.again, WORDS[SUPERVISOR])
    program.press("Next")
    program.settle()
    for _share in range(3):
        assert audit(program.shell.window) == []
        model = page._model
        program.press("I have written it down")
        assert len(model.asked) == 2
        program.press("Next")  # nothing typed: the page stays
        assert model.asked
        for line, number in zip(page._typed_back, model.asked, strict=True):
            QTest.keyClicks(line, model.words[number])
        assert audit(program.shell.window) == []
        program.press("Next")
    page.person_name.setText(OFFICER)
    program.hands.type(page.passphrase, FIRST)
    program.hands.type(page.again, FIRST)
    program.press("Add the officer")


def shown_words(root: QWidget) -> str:
    """Everything written inside a widget."""
    return "\n".join(label.plain_text() for label in root.findChildren(TextLabel))


def unlock(program: Program, name: str, words: str | None = None) -> None:
    page = program.until(UnlockScreen)
    names = [user.name for user in program.shell.parts.stations.users()]
    program.hands.click(page.name_buttons[names.index(name)])
    first = name == OFFICER and words is None and program.shell.parts.stations.keyring().user(
        name
    ).temporary  # fmt: skip
    program.hands.type(page.passphrase, words or (FIRST if first else WORDS[name]))
    program.hands.click(page.unlock_button)
    if first:
        choose_own(program, WORDS[name])


def choose_own(program: Program, words: str) -> None:
    """After a login with the supervisor's words: nothing opens before one's own are chosen."""
    page = program.until(PassphraseScreen)
    assert program.shell.workspace is None
    assert not page.present.isVisible()
    program.hands.type(page.new.passphrase, words)
    program.hands.type(page.new.again, words)
    program.hands.click(page.change_button)


def test_from_the_first_start_to_a_locked_interview(
    machine: Machine, start: Callable[[], Program], qtbot: Any
) -> None:
    program = start()
    set_up(program)
    page = program.until(UnlockScreen)
    unlock(program, OFFICER, "not the words of anyone")
    program.settle()
    assert program.shell.workspace is None
    assert page.passphrase.text() == ""
    machine.clock.advance(minutes=5)
    qtbot.waitUntil(page.unlock_button.isEnabled, timeout=PATIENCE_MS)
    unlock(program, OFFICER)
    home = program.until(HomeScreen)
    assert getattr(home, "registry_button", None) is None  # the registry is the supervisors'
    program.hands.click(home.begin_buttons["full"])
    program.until(PreparationScreen)
    qtbot.keyClick(
        program.shell.window,
        Qt.Key.Key_H,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    program.hands.rest()
    assert program.shell.window.is_neutral
    assert program.shell.window.windowTitle().strip() == ""
    program.shell.hide()
    qtbot.keyClick(program.shell.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(machine.restarts), timeout=PATIENCE_MS)
    assert program.shell.workspace is None
    assert program.shell.user is None
    machine.return_to = machine.restarts[-1]
    assert machine.return_to[0] == OFFICER
    again = start()
    unlock(again, OFFICER)
    again.until(PreparationScreen)  # back at the interview that was locked


def test_looks_and_settings_of_a_supervisor(
    machine: Machine, start: Callable[[], Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[int, int]] = []
    monkeypatch.setattr(
        printing, "print_pages", lambda pages, width, _window: printed.append((len(pages), width))
    )
    program = start()
    set_up(program)
    unlock(program, SUPERVISOR)
    home = program.until(HomeScreen)
    assert not home.registry_button.isHidden()
    program.hands.click(home.papers_button)
    papers = program.until(PapersScreen)
    program.wait(papers.save_button.isEnabled, timeout=PATIENCE_MS)
    assert len(papers._model.pages) > 5
    program.hands.click(papers.print_button)
    program.wait(lambda: bool(printed), timeout=PATIENCE_MS)
    assert printed == [(len(papers._model.pages), 210)]
    program.wait(papers.save_button.isEnabled, timeout=PATIENCE_MS)
    program.hands.click(papers.home_button)
    program.until(HomeScreen)
    bar = program.shell.window.bar
    assert bar is not None
    bar.program.settings_wanted.emit()
    settings = program.until(SettingsScreen)
    settings.language_chosen.emit("en")
    settings = program.until(SettingsScreen)
    assert program.shell.window.windowTitle() == "Settings"
    backups = settings.backups
    daily = {path.name for path in (machine.root / "data" / "backups").iterdir()}
    assert len(daily) == 2  # the own vault and the registry, by themselves after the login
    stick = machine.root / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_o: str(stick))
    machine.clock.advance(minutes=2)
    program.hands.look_at(backups.choose_button)
    program.hands.click(backups.choose_button)
    program.wait(backups.now_button.isEnabled, timeout=PATIENCE_MS)
    assert len(list(stick.iterdir())) == 2
    assert "In the second folder: 2026-11-24 10:02" in shown_words(backups)
    shutil.rmtree(stick)
    program.hands.click(backups.now_button)
    program.wait(backups.now_button.isEnabled, timeout=PATIENCE_MS)
    assert "The folder stick cannot be written to" in shown_words(backups)
    program.hands.click(backups.forget_button)
    assert "choose a second folder" in shown_words(backups)
    shown_again = {path.name for path in (machine.root / "data" / "backups").iterdir()}
    assert len(shown_again) == 2  # of one day the newest stays
    assert shown_again != daily
    settings.looks_chosen.emit({"mode": "dark", "scale": 200})
    program.until(SettingsScreen)
    bar = program.shell.window.bar
    assert bar is not None
    bar.program.about_wanted.emit()
    program.until(AboutScreen)
    again = start()  # looks are kept for the machine, and nothing else is
    assert again.shell.parts.preferences.looks.language == "en"
    assert again.shell.parts.preferences.looks.scale == 200
    again.until(UnlockScreen)
    kept = (machine.root / "data" / "preferences.json").read_text("utf-8")
    assert SUPERVISOR not in kept


def test_a_machine_left_alone_locks(machine: Machine, start: Callable[[], Program]) -> None:
    program = start()
    set_up(program)
    unlock(program, OFFICER)
    program.until(HomeScreen)
    program.shell.idle.tick()
    assert machine.restarts == []
    machine.clock.advance(seconds=181)
    program.shell.idle.tick()
    program.wait(lambda: bool(machine.restarts), timeout=PATIENCE_MS)
    assert machine.restarts == [(OFFICER, "")]


def test_a_machine_that_slept_locks_and_one_whose_clock_was_set_does_not(
    machine: Machine, start: Callable[[], Program]
) -> None:
    program = start()
    set_up(program)
    unlock(program, OFFICER)
    program.until(HomeScreen)
    machine.clock.put(machine.clock.moment + timedelta(hours=9))
    program.shell.idle.tick()
    assert machine.restarts == []
    machine.clock.sleep(seconds=60)
    program.shell.idle.tick()
    program.wait(lambda: bool(machine.restarts), timeout=PATIENCE_MS)
    assert machine.restarts == [(OFFICER, "")]


def test_an_interview_counts_down_before_it_locks(
    machine: Machine, start: Callable[[], Program]
) -> None:
    program = start()
    set_up(program)
    unlock(program, OFFICER)
    home = program.until(HomeScreen)
    program.hands.click(home.begin_buttons["practice"])
    program.hands.click(program.until(PracticeScreen).freely_button)
    program.until(PreparationScreen)
    counted: list[int] = []
    program.shell.idle.countdown_changed.connect(counted.append)
    machine.clock.advance(seconds=850)
    program.shell.idle.tick()
    assert counted
    assert 0 < counted[-1] <= 60
    QApplication.sendEvent(program.shell.window, _key())
    program.shell.idle.tick()
    assert counted[-1] == 0
    assert machine.restarts == []


def _key() -> Any:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)


def test_the_language_page_follows_the_preparation(
    machine: Machine, start: Callable[[], Program]
) -> None:
    program = start()
    set_up(program)
    unlock(program, OFFICER)
    home = program.until(HomeScreen)
    program.hands.click(home.begin_buttons["short"])
    program.until(PreparationScreen)
    program.press("Begin")
    program.settle()
    if isinstance(program.shell.window.page, PreparationScreen):
        program.press("Go on without these")
    program.until(LanguageScreen)
    assert machine.restarts == []


def test_a_stray_window_is_seen(qapp: QApplication) -> None:
    """Positive control of the detector."""
    with stray_windows(qapp) as strays:
        label = QLabel("見本 SAMPLE")
        label.setVisible(True)
    label.deleteLater()
    assert len(strays) == 1


def test_a_second_program_says_that_the_vault_is_open_and_ends(
    machine: Machine, start: Callable[[], Program], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two windows of one user on one data folder; also the command beside a window; then it is handed over."""
    program = start()
    set_up(program)
    unlock(program, OFFICER)
    program.until(HomeScreen)
    second = machine.start(qtbot.waitUntil)
    try:
        unlock(second, OFFICER)
        page = second.until(EmptyState)
        texts = [label.text() for label in page.findChildren(TextLabel)]
        assert any(
            "この保管庫は、このプログラムの別の画面かコマンドですでに開いています。" in text
            for text in texts
        )
        assert second.shell.workspace is None
        assert command_told(machine) == (2, "vault_locked")
        ended: list[bool] = []
        monkeypatch.setattr(machine.app, "quit", lambda: ended.append(True), raising=False)
        second.press("Close this window")
        assert ended == [True]
    finally:
        second.end()
    program.shell.window.activateWindow()
    qtbot.waitUntil(program.shell.window.isActiveWindow, timeout=PATIENCE_MS)
    qtbot.keyClick(program.shell.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(machine.restarts), timeout=PATIENCE_MS)
    assert command_told(machine) == (0, "")  # the lock was given back, and the next one gets in


def command_told(machine: Machine) -> tuple[int, str]:
    """A command of the same user on the same data folder: its exit code and what it says in JSON."""
    words = machine.root / "words.txt"
    words.write_text(WORDS[OFFICER], "utf-8")
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        code = main([
            "interview", "list", "--data", str(machine.root / "data"), "--user", OFFICER,
            "--passphrase-file", str(words), "--json",
        ])  # fmt: skip
    report = json.loads(out.getvalue())
    return code, report["error"] if isinstance(report, dict) and "error" in report else ""
