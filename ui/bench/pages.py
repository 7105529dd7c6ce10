# SPDX-License-Identifier: MIT
"""The pages behind the unlocking: the step to the next question, opening a long draft, the first list."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final, TypeVar, cast

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QVBoxLayout, QWidget

from app.cli.bench.measure import BenchCounts, Measured, measured
from app.cli.bench.station import BenchStation, begun
from app.clock import SystemClock
from app.domain.parse import AnswerError
from app.services.workspace import Workspace
from ui.main import build
from ui.main.preferences import Preferences
from ui.main.request import To
from ui.main.shell import Shell
from ui.screens.about import AboutScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.unlock import UnlockScreen
from ui.tasks import Tasks
from ui.theme import application

_SIZE: Final = (1366, 768)
_TRIES: Final = 2  # presses for each step: some questions ask for a part first, or are locked
_PATIENCE_S: Final = 60
_SAME: Final = "a bare page with the same words"
P = TypeVar("P", bound=QWidget)


class _Windows:
    """The program in its windows on one station, logged in, with the real threads."""

    def __init__(self, app: QApplication, station: BenchStation) -> None:
        self.app, self.tasks = app, Tasks()
        self.shell: Shell = build(
            app,
            station.stations,
            clock=SystemClock(),
            tasks=self.tasks,
            preferences=Preferences(None),
            restarter=lambda _user, _interview: None,
        )
        self.shell.window.resize(*_SIZE)
        self.shell.begin()
        page = self.page(UnlockScreen)
        self.rest()
        QTest.keyClicks(page.passphrase.focusWidget() or page.passphrase, station.words)
        page.unlock_button.click()
        self.page(HomeScreen)

    @property
    def workspace(self) -> Workspace:
        """Of the one who is logged in. Raises RuntimeError where nobody is."""
        if self.shell.workspace is None:
            raise RuntimeError("locked")
        return self.shell.workspace

    def page(self, kind: type[P]) -> P:
        """The page of now, when it is of this kind and painted."""
        self.until(lambda: isinstance(self.shell.window.page, kind))
        return cast("P", self.shell.window.page)

    def until(self, done: Callable[[], bool]) -> None:
        """Let the program work until this is so, and what it changed is painted. Raises TimeoutError."""
        last = time.monotonic() + _PATIENCE_S
        waiting = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        while not done() or self.tasks.busy():
            QApplication.processEvents(
                waiting
            )  # the program's clock ticks: it never waits for long
            self._delete()
            if time.monotonic() > last:
                raise TimeoutError
        QApplication.processEvents()
        self._delete()

    @staticmethod
    def _delete() -> None:
        """What Qt deletes when its loop comes round: outside of one it never does."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def rest(self) -> None:
        self.until(lambda: True)

    def took(self, act: Callable[[], object], done: Callable[[], bool]) -> float:
        """Milliseconds from an act to the picture of what it led to."""
        began = time.perf_counter()
        act()
        self.until(done)
        return (time.perf_counter() - began) * 1000

    def bare(self) -> float:
        """The same for a page that shows the words of the page of now as plain labels, once made."""
        page = self.shell.window
        words = [
            part.text()
            for part in page.findChildren(QWidget)
            if isinstance(part, QLabel | QAbstractButton) and part.isVisible() and part.text()
        ]

        def show() -> None:
            layout = QVBoxLayout(holder)
            for text in words:
                label = QLabel(text)
                label.setWordWrap(True)
                layout.addWidget(label)
            holder.resize(page.size())
            holder.show()

        holder = QWidget()
        try:
            return self.took(show, lambda: True)
        finally:
            holder.hide()
            holder.deleteLater()
            page.activateWindow()
            self.rest()

    def close(self) -> None:
        shell = self.shell
        shell.idle.stop()
        if shell.case is not None:
            shell.case.close()
        shell.window.hide()
        self.workspace.close()
        self.tasks.shutdown()
        shell.deleteLater()


def pages(folder: Path, counts: BenchCounts) -> list[Measured]:
    """The rows of the pages, each in a station of its own under ``folder``."""
    app = application("kakehashi")
    windows = _Windows(app, BenchStation(folder / "talk"))
    try:
        rows = [_next(windows, counts.steps), _draft(windows, counts)]
    finally:
        windows.close()
    return [
        *rows,
        *(_home(app, folder / f"list-{size}", size, counts.openings) for size in counts.lists),
    ]


def _next(windows: _Windows, steps: int) -> Measured:
    """*Next* with an answer: from the press to the painted next question, the answer stored.

    Pressed on a page at rest, which has made what the next one will need, as people take longer to ask
    than that. A step that leads to the page of dangers is none to a question.
    """
    case = windows.shell.open_case()
    case.open(begun(windows.workspace))
    model = case.model
    windows.page(InterviewScreen)
    real, bare = list[float](), list[float]()

    def go() -> None:
        QTest.keyClick(windows.shell.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    for _ in range(steps * _TRIES):
        if len(real) == steps or model.item is None:
            break
        if not isinstance(windows.shell.window.page, InterviewScreen):  # the danger page came
            windows.shell.go(To("interview"))
        page, here = windows.page(InterviewScreen), (model.item, model.parts)
        page.middle.press("0")  # not sure: most questions have that key
        if not model.entering.here():
            model.entering.enter("unsure")
        windows.until(partial(_is_over, page.middle.ahead))
        taken = windows.took(go, lambda: True)
        if (model.item, model.parts) == here:  # it asks for a part first, or is locked
            model.walking.skip()
            windows.rest()
            continue
        if not isinstance(windows.shell.window.page, InterviewScreen):
            continue
        real.append(taken)
        bare.append(windows.bare())
    return measured("next question", _SAME, real, bare)


def _is_over(timer: QTimer) -> bool:
    return not timer.isActive()


def _draft(windows: _Windows, counts: BenchCounts) -> Measured:
    """Opening a draft of many answers, from the list to its painted page."""
    do, interview = windows.workspace.interviews, begun(windows.workspace)
    session = do.open(interview)
    for item in windows.workspace.pack.items:
        if len(session.interview.answers) == counts.answers:
            break
        with suppress(AnswerError):  # some have no *unsure*
            session = do.answer(interview, item, "unsure", locks=False)
    real, bare = list[float](), list[float]()
    for _ in range(counts.openings):
        windows.shell.home()
        windows.page(HomeScreen)
        real.append(
            windows.took(
                lambda: windows.shell.open_case().open(interview),
                lambda: isinstance(windows.shell.window.page, InterviewScreen),
            )
        )
        bare.append(windows.bare())
    name = f"open a draft of {len(session.interview.answers)} answers"
    return measured(name, _SAME, real, bare)


def _home(app: QApplication, data: Path, number: int, openings: int) -> Measured:
    """The first list with so many interviews."""
    station = BenchStation(data)
    station.fill(number, 0)
    windows = _Windows(app, station)
    try:
        real, bare = list[float](), list[float]()
        for _ in range(openings):
            windows.shell.go(To("about"))
            windows.page(AboutScreen)
            real.append(
                windows.took(
                    windows.shell.home, lambda: isinstance(windows.shell.window.page, HomeScreen)
                )
            )
            bare.append(windows.bare())
    finally:
        windows.close()
    return measured(f"home with {number} interviews", _SAME, real, bare)
