# SPDX-License-Identifier: MIT
"""What a start imports before the first picture: the unlock page and nothing that is behind it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.stations import OFFICER, OFFICER_WORDS, build_house

FIRST_PICTURE = """
import os, sys
from ui.launch import main  # the command's own way in
from ui.main import run

def painted():
    print(" ".join(sys.modules), flush=True)
    os._exit(0)

run(__import__("pathlib").Path(sys.argv[1]), painted)
"""
#: Content, cryptography, paper and storage; every screen and view model but the unlock page's.
BEHIND = (
    "app.content", "app.domain.pack", "app.documents", "app.storage", "app.flow", "app.services.stations",
    "app.services.workspace", "cryptography", "joserfc", "sqlalchemy", "alembic", "sqlcipher3", "babel",
    "reportlab", "pikepdf", "pyhanko", "fontTools", "uharfbuzz", "icu", "jsonschema", "importlib.metadata",
    "socket", "ui.main.behind", "ui.main.case", "ui.main.inside", "ui.main.page.home",
)  # fmt: skip
HERE = ("ui.screens.unlock", "ui.viewmodels.unlock", "ui.main.window", "app.services.door")
ALSO = {"ui.screens.clicks", "ui.screens.refill", "ui.screens.wordings"}


def test_before_the_first_picture_nothing_behind_the_unlocking_is_imported(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, str(house.stations.folder.root)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found = set(done.stdout.split())
    assert found >= set(HERE)
    assert {module for module in found if module.startswith(BEHIND)} == set()
    pages = {module for module in found if module.startswith(("ui.screens.", "ui.viewmodels."))}
    assert {module for module in pages if not module.startswith(HERE)} - ALSO == set()


UNLOCKED = """
import os, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.main import run

class Watch:
    seen = []  # what is imported from now on, and whether the windows wait for it
    def find_spec(self, name, path=None, target=None):
        self.seen.append((name, threading.current_thread() is threading.main_thread()))

def painted():
    sys.meta_path.insert(0, Watch())
    (window,) = (w for w in QApplication.topLevelWidgets() if type(w).__name__ == "MainWindow")
    looking = QTimer(window)
    looking.timeout.connect(lambda: look(window.page))
    looking.start(5)

def look(page):
    if type(page).__name__ == "HomeScreen":
        print(*(name for name, waits in Watch.seen if waits), "|", *(n for n, _w in Watch.seen), flush=True)
        os._exit(0)
    elif not page.property("tried"):  # at once: nobody types as fast
        page.setProperty("tried", True)
        page._model.choose(sys.argv[2])
        page._model.unlock(sys.argv[3])

run(Path(sys.argv[1]), painted)
"""


def test_behind_the_unlocking_the_windows_wait_for_no_import(tmp_path: Path) -> None:
    house = build_house(tmp_path)
    place = str(house.stations.folder.root)
    done = subprocess.run(
        [sys.executable, "-c", UNLOCKED, place, OFFICER, OFFICER_WORDS],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    waited, every = (part.split() for part in done.stdout.split("|"))
    assert {"ui.main.inside", "ui.main.page.home", "ui.screens.interview", "sqlalchemy"} <= {*every}
    assert [name for name in waited if name.startswith(("ui.", "app.", "sqlalchemy"))] == []
