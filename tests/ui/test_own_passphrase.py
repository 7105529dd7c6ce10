# SPDX-License-Identifier: MIT
"""One's own passphrase in the real windows: demanded, refused, changed; the pause after wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.errors import UserError
from app.paths import DataFolder
from app.services.stations import Stations
from tests.ui.test_shell import (
    FIRST,
    OFFICER,
    PATIENCE_MS,
    SUPERVISOR,
    WORDS,
    Machine,
    Program,
    choose_own,
    machine,
    set_up,
    start,
    unlock,
)
from ui.main.request import To
from ui.screens.home import HomeScreen
from ui.screens.passphrase import PassphraseScreen
from ui.screens.settings import SettingsScreen
from ui.screens.unlock import UnlockScreen

__all__ = ["machine", "start"]  # fixtures


def refused(program: Program, page: PassphraseScreen, first: str, second: str) -> None:
    for field, words in ((page.new.passphrase, first), (page.new.again, second)):
        field.clear()
        program.hands.type(field, words)
    program.hands.click(page.change_button)
    program.settle()
    assert program.shell.window.page is page
    assert program.shell.workspace is None


def test_what_somebody_else_set_is_changed_before_anything_opens(
    machine: Machine, start: Callable[[], Program]
) -> None:
    program = start()
    set_up(program)
    unlock(program, OFFICER, FIRST)
    page = program.until(PassphraseScreen)
    refused(program, page, "one thing of many words", "another thing of words")
    refused(program, page, FIRST, FIRST)  # the one of before
    refused(program, page, "passwordpassword1234", "passwordpassword1234")
    QTest.keyClick(program.shell.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: bool(machine.restarts), timeout=PATIENCE_MS)
    assert program.shell.workspace is None  # a lock there begins a new process as well
    program = start()
    unlock(program, OFFICER, FIRST)
    choose_own(program, WORDS[OFFICER])
    program.until(HomeScreen)
    program.shell.lock()
    # The next program begins when this one has closed the vault, not beside it.
    program.wait(lambda: len(machine.restarts) == 2, timeout=PATIENCE_MS)
    program = start()
    unlock(program, OFFICER, WORDS[OFFICER])
    program.until(HomeScreen)  # asked once
    with pytest.raises(UserError, match="wrong_passphrase"):
        machine_stations(machine).unlock(OFFICER, FIRST)


def machine_stations(machine: Machine) -> Stations:
    return Stations(DataFolder(machine.root / "data"), machine.clock)


def test_everyone_changes_the_own_passphrase_in_the_settings(
    machine: Machine, start: Callable[[], Program]
) -> None:
    program = start()
    set_up(program)
    unlock(program, SUPERVISOR)
    program.until(HomeScreen)
    program.shell.go(To("settings"))
    settings = program.until(SettingsScreen)
    program.hands.look_at(settings.passphrase_button)
    program.hands.click(settings.passphrase_button)
    page = program.until(PassphraseScreen)
    line = page.present.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "not the present one at all")
    for field in (page.new.passphrase, page.new.again):
        program.hands.type(field, "lantern of a quiet harbour")
    program.hands.click(page.change_button)
    program.settle()
    assert isinstance(program.shell.window.page, PassphraseScreen)
    line.clear()
    QTest.keyClicks(line, WORDS[SUPERVISOR])
    program.hands.click(page.change_button)
    program.until(SettingsScreen)
    assert machine_stations(machine).unlock(SUPERVISOR, "lantern of a quiet harbour")
    program.shell.go(To("passphrase"))
    program.hands.click(program.until(PassphraseScreen).leave_button)
    program.until(SettingsScreen)


def test_the_pause_after_wrong_words_survives_a_restart(
    machine: Machine, start: Callable[[], Program], qtbot: Any
) -> None:
    program = start()
    set_up(program)
    for _ in range(3):
        unlock(program, SUPERVISOR, "not the words of anyone")
        program.settle()
        machine.clock.ticks += 2_500
        page = program.until(UnlockScreen)
        page._model.choose(SUPERVISOR)
    program = start()
    page = program.until(UnlockScreen)
    names = [user.name for user in program.shell.parts.stations.users()]
    program.hands.click(page.name_buttons[names.index(SUPERVISOR)])
    assert not page.unlock_button.isEnabled()  # 4 s, of which 2.5 are over
    program.hands.click(page.name_buttons[names.index(OFFICER)])
    assert page.unlock_button.isEnabled()  # each user's own
    machine.clock.ticks += 60_000
    unlock(program, SUPERVISOR)
    program.until(HomeScreen)
