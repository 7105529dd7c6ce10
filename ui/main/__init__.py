# SPDX-License-Identifier: MIT
"""Composition root of the windows: builds adapters, services and the shell; the only place that does.

First the window paints, then SQLAlchemy and the libraries of paper are imported, off the GUI thread.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.clock import Clock, SystemClock
from app.content.library import PackLibrary
from app.content.practice import practice_cases
from app.crypto.kdf import MINIMUM_COST
from app.crypto.keyring import OpenUser
from app.domain.agency import Agencies
from app.i18n import Translator
from app.paths import DataFolder, default_data_dir, locales_dir
from app.services.stations import Stations
from app.services.workspace import Workspace, open_workspace
from ui.collector import Collector
from ui.errors import install_excepthook
from ui.main.guard import monotonic_ms
from ui.main.hardening import forget_folders
from ui.main.preferences import Preferences
from ui.main.process import restart, take_return
from ui.main.shell import Parts, Shell
from ui.main.window import MainWindow
from ui.tasks import Tasks
from ui.viewmodels.unlock import ProgramInfo

__all__ = ["MainWindow", "Shell", "build", "run", "throwaway_stations"]


def agencies() -> Agencies:
    """Those of the pack of this release."""
    return PackLibrary().newest.agencies


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

    ``practice_registry``: only the throw-away station of the tour takes practice records.
    ``press_time``: milliseconds for the guard of presses; the machine's monotonic clock when left out.
    """
    packs = PackLibrary(stations.folder.packs, stations.station)

    def open_(user: OpenUser) -> Workspace:
        from app.cli.adapters import adapters  # noqa: PLC0415 SQLAlchemy, after the first paint

        return open_workspace(
            stations, user, packs, clock, adapters(clock), practice_registry=practice_registry
        )

    translator = Translator("officer", preferences.looks.language, locales_dir())
    parts = Parts(
        app=app,
        stations=stations,
        clock=clock,
        tasks=tasks,
        preferences=preferences,
        translator=translator,
        program=ProgramInfo(program_version(), packs.newest.version),
        agencies=packs.newest.agencies,
        open_workspace=open_,
        restart=restarter,
        practice_cases=practice_cases,
        return_to=return_to,
        press_time=press_time or monotonic_ms,
    )
    return Shell(parts)


def run() -> int:
    """The windows on this machine's data folder. Returns the exit code."""
    forget_folders()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("kakehashi")
    folder = DataFolder(default_data_dir())
    clock, tasks = SystemClock(), Tasks()
    shell = build(
        app,
        Stations(folder, clock),
        clock=clock,
        tasks=tasks,
        preferences=Preferences(folder.root / "preferences.json"),
        return_to=take_return(),
    )
    install_excepthook(shell.reported.emit)
    collector = Collector(app)
    shell.begin()
    QTimer.singleShot(0, shell, lambda: _warm(shell))
    code = app.exec()
    tasks.shutdown()
    collector.stop()
    return code


def throwaway_stations(folder: DataFolder, clock: Clock) -> Stations:
    """A station whose keys are quick to derive: for the tour's, which is deleted at its end."""
    return Stations(folder, clock, cost=MINIMUM_COST)


def program_version() -> str:
    """The version of the installed program."""
    try:
        return version("kakehashi")
    except PackageNotFoundError:
        return "0"


def _warm(shell: Shell) -> None:
    """Import the slow libraries while the officer types the passphrase."""

    def work() -> None:
        import app.cli.adapters  # noqa: PLC0415
        import app.storage.interviews  # noqa: F401, PLC0415

    shell.tasks.run(shell, work, lambda _none: None, lambda _error: None, database=False)
