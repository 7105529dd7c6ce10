# SPDX-License-Identifier: MIT
"""The real program in its window, with somebody who types and types: a process that is made to be killed.

Served by `tests.journeys.nursery`: each line on stdin is one run, a fork of what is loaded. A run unlocks by
keys, comes back where the interview was left, says ``shown`` and what stands in the text fields there, and
types on; each key that the window took is told as ``key NANOSECONDS FIELD LETTER`` by the machine's monotonic
clock, as the killer reads it, too.
"""

from __future__ import annotations

import json
import os
import random
import string
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

import app.cli.adapters
import app.documents.writer
import app.storage.interviews
import app.storage.migrate
import app.storage.registry
import ui.screens.interview
from app.clock import SystemClock
from app.content import load_builtin
from app.crypto.kdf import MINIMUM_COST
from app.domain.typing_place import answer_place, note_place
from app.ids import ItemId
from app.paths import DataFolder
from app.services.stations import Stations
from tests.journeys.nursery import serve
from tests.stations import OFFICER, OFFICER_WORDS
from ui.main import build
from ui.main.preferences import Preferences
from ui.screens.interview import InterviewScreen
from ui.screens.kept import PLACE
from ui.screens.unlock import UnlockScreen
from ui.tasks import Tasks
from ui.tour.hands import unhurried
from ui.widgets.entries import entries

LOADED = (app.cli.adapters, app.documents.writer, app.storage.interviews, app.storage.migrate,
          app.storage.registry, ui.screens.interview)  # fmt: skip
ITEM = ItemId("RECR-00")
LETTERS = string.ascii_letters + string.digits + " .,"
PAUSE_MS = 12
ELSEWHERE = 150  # about how many letters go into one field before another one gets the focus


def say(*words: object) -> None:
    print(*words, flush=True)


def wait(until: Callable[[], bool]) -> None:
    while not until():
        QTest.qWait(2)


def press(window: QWidget, key: Any) -> None:
    """A key to what has the focus."""
    QTest.keyClick(window.focusWidget(), key)


def text_fields(page: QWidget) -> list[QPlainTextEdit]:
    """The person's words, their rendering, and the note, in this order; not the texts that wait unseen."""
    found: list[QPlainTextEdit] = []
    for place in (answer_place(ITEM), note_place(ITEM)):
        holder = next(
            widget for widget in page.findChildren(QWidget) if widget.property(PLACE) == place
        )
        fields = [entry for entry in entries(holder).values() if isinstance(entry, QPlainTextEdit)]
        found += [field for field in fields if field.isVisibleTo(page)]
    return found


def run(data: Path, interview: str) -> None:
    """In the fork: until it is killed."""
    say("pid", os.getpid())
    window_app = QApplication(["kakehashi"])
    clock, tasks = SystemClock(), Tasks()
    shell = build(
        window_app,
        Stations(DataFolder(data), clock, cost=MINIMUM_COST),
        clock=clock,
        tasks=tasks,
        preferences=Preferences(None),
        return_to=(OFFICER, interview),
        press_time=unhurried(),
    )
    shell.begin()
    shell.window.activateWindow()
    wait(lambda: shell.window.isActiveWindow() and isinstance(shell.window.page, UnlockScreen))
    page = shell.window.page
    assert isinstance(page, UnlockScreen)
    page.passphrase.setFocus()
    QTest.keyClicks(shell.window.focusWidget(), OFFICER_WORDS)
    press(shell.window, Qt.Key.Key_Return)
    wait(lambda: isinstance(shell.window.page, InterviewScreen) and not tasks.busy())
    assert shell.case is not None
    if shell.case.model.item != ITEM:  # the first time; then it is where one was typing
        shell.case.model.walking.jump(ITEM)
        wait(lambda: shell.case is not None and shell.case.model.item == ITEM and not tasks.busy())
    assert shell.window.page is not None
    fields = text_fields(shell.window.page)
    say("shown", json.dumps([field.toPlainText() for field in fields]))
    draw = random.Random(os.getpid())
    while True:
        number = draw.randrange(len(fields))
        fields[number].setFocus()
        fields[number].moveCursor(QTextCursor.MoveOperation.End)
        for _letter in range(draw.randint(1, 2 * ELSEWHERE)):
            letter = draw.choice(LETTERS)
            press(shell.window, letter)
            say("key", time.monotonic_ns(), number, json.dumps(letter))
            QTest.qWait(PAUSE_MS)


if __name__ == "__main__":
    load_builtin()
    serve(lambda: run(Path(sys.argv[1]), sys.argv[2]))
