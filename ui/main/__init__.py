# SPDX-License-Identifier: MIT
"""Composition root of the windows: builds adapters, services and the shell; the only place that does.

Order of a start: Qt and the unlock page are imported and painted; then, off the GUI thread, what is
behind the door (`ui.main.behind`), SQLAlchemy and the other pages, while the passphrase is typed.
`tests/contracts/test_start.py` holds what may be imported before the first picture.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from app.clock import Clock, SystemClock
from app.i18n import Translator
from app.paths import DataFolder, default_data_dir, locales_dir
from app.services.door import Door
from ui.collector import Collector
from ui.errors import install_excepthook
from ui.main.guard import monotonic_ms
from ui.main.hardening import forget_folders
from ui.main.parts import Parts
from ui.main.preferences import Preferences
from ui.main.process import restart, take_return
from ui.main.shell import Shell
from ui.main.window import MainWindow
from ui.tasks import Tasks
from ui.theme import application

if TYPE_CHECKING:
    from app.services.stations import Stations
    from ui.main.behind import Behind

__all__ = ["MainWindow", "Shell", "build", "run"]


def build(  # noqa: PLR0913 what the windows are made of
    app: QApplication,
    stations: Stations,
    *,
    clock: Clock,
    tasks: Any,  # noqa: ANN401 Tasks or DirectTasks
    preferences: Preferences,
    restarter: Callable[[str, str], None] = restart,
    return_to: tuple[str, str] | None = None,
    practice_registry: bool = False,
    press_time: Callable[[], int] | None = None,
) -> Shell:
    """Make the shell with its window; `Shell.begin` shows it.

    ``practice_registry``: see `ui.main.behind.behind`.
    ``press_time``: milliseconds for the guard of presses; the machine's monotonic clock when left out.
    """
    from ui.main.behind import behind  # noqa: PLC0415 `run` has no station yet

    made = behind(stations, clock, practice_registry=practice_registry)
    return _shell(
        app,
        stations.door,
        lambda: made,
        clock=clock,
        tasks=tasks,
        preferences=preferences,
        restarter=restarter,
        return_to=return_to,
        press_time=press_time or monotonic_ms,
    )


def run(data: Path | None = None, painted: Callable[[], None] | None = None) -> int:
    """The windows on a data folder: this machine's where none is given. Returns the exit code.

    ``painted`` is called when the first picture stands, before anything else is done.
    """
    forget_folders()
    app = application(sys.argv[0])
    app.setApplicationName("kakehashi")
    folder = DataFolder(default_data_dir() if data is None else data)
    clock, tasks = SystemClock(), Tasks()
    door = Door(folder, clock)
    shell = _shell(
        app,
        door,
        _once(door, clock),
        clock=clock,
        tasks=tasks,
        preferences=Preferences(folder.root / "preferences.json"),
        restarter=restart,
        return_to=take_return(),
        press_time=monotonic_ms,
        painted=painted,
    )
    install_excepthook(shell.reported.emit)
    collector = Collector(app)
    shell.begin()
    code = app.exec()
    tasks.shutdown()
    collector.stop()
    return code


def _shell(  # noqa: PLR0913 as `build`
    app: QApplication,
    door: Door,
    behind: Callable[[], Behind],
    *,
    clock: Clock,
    tasks: Any,  # noqa: ANN401 as `build`
    preferences: Preferences,
    restarter: Callable[[str, str], None],
    return_to: tuple[str, str] | None,
    press_time: Callable[[], int],
    painted: Callable[[], None] | None = None,
) -> Shell:
    translator = Translator("officer", preferences.looks.language, locales_dir())
    shell = Shell(
        Parts(
            app=app,
            door=door,
            behind=behind,
            clock=clock,
            tasks=tasks,
            preferences=preferences,
            translator=translator,
            restart=restarter,
            return_to=return_to,
            press_time=press_time,
        )
    )
    if painted is not None:
        shell.window.painted.connect(painted)
    shell.window.painted.connect(shell.start)
    return shell


def _once(door: Door, clock: Clock) -> Callable[[], Behind]:
    """What is behind the door: imported and made when first asked for, from whatever thread."""
    alone = Lock()
    made: list[Behind] = []

    def behind() -> Behind:
        with alone:
            if not made:
                from ui.main.behind import of_door  # noqa: PLC0415 after the first picture

                made.append(of_door(door, clock))
            return made[0]

    return behind
