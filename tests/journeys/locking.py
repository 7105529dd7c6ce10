# SPDX-License-Identifier: MIT
"""The windows in a process of their own that locks and begins anew: ``python locking.py DATA USER``.

On stdout: ``stands PID`` when the page stands. Then a line on stdin says what to do: ``argon WORDS``
types the passphrase and locks while the key is being derived; ``vault WORDS`` locks while the vault is
being opened; ``typed WORDS`` locks with the words in the field; ``in WORDS`` unlocks and says ``in``;
``end`` ends. A lock begins this program anew in the same process number, as the real one does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.clock import SystemClock
from app.crypto.kdf import MINIMUM_COST
from app.paths import DataFolder
from app.services.stations import Stations
from ui.main import Shell, build
from ui.main.preferences import Preferences
from ui.main.process import take_return
from ui.screens.unlock import UnlockScreen
from ui.tasks import Tasks
from ui.tour.hands import unhurried


def typed(shell: Shell, words: str) -> None:
    """Choose the user and type the passphrase, with keys in the real window."""
    assert QTest.qWaitForWindowActive(shell.window)
    page = shell.window.page
    assert isinstance(page, UnlockScreen)
    for button in page.name_buttons:
        if sys.argv[2] in button.text():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page.passphrase.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), words)


def lock(shell: Shell) -> None:
    QTest.keyClick(shell.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def do(shell: Shell) -> None:
    say(f"stands {os.getpid()}")
    task, _, words = sys.stdin.readline().strip().partition(" ")
    if task == "end":
        shell.quit()
        return
    typed(shell, words)
    if task == "typed":
        lock(shell)
        return
    model = shell._unlock  # which moment it is only the program's own state tells
    assert model is not None
    if task == "vault":
        model.unlocked.connect(lambda _user: QTimer.singleShot(0, shell, lambda: lock(shell)))
    elif task == "in":
        shell.unlocked.connect(lambda: QTimer.singleShot(0, shell, lambda: held(shell)))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    if task == "argon":
        assert model.busy, "the key is being derived"
        lock(shell)


def held(shell: Shell) -> None:
    """Logged in: stay so until a line comes, then lock."""
    say("in")
    sys.stdin.readline()
    lock(shell)


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> int:
    app, folder = QApplication(sys.argv[:1]), DataFolder(Path(sys.argv[1]))
    clock, tasks = SystemClock(), Tasks()
    shell = build(
        app,
        Stations(folder, clock, cost=MINIMUM_COST),
        clock=clock,
        tasks=tasks,
        preferences=Preferences(folder.root / "preferences.json"),
        return_to=take_return(),
        press_time=unhurried(),
    )
    shell.begin()
    shell.window.activateWindow()
    QTimer.singleShot(0, shell, lambda: do(shell))
    code = app.exec()
    tasks.shutdown()
    return code


if __name__ == "__main__":
    sys.exit(main())
