# SPDX-License-Identifier: MIT
"""The program on two screens of different density, in a process of its own: `test_two_screens` starts it.

Prints one line of JSON for each window on each screen.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget

from app.ids import ItemId
from tests.stations import build_house
from tests.ui.pages import opened, rest, windows
from tests.ui.room import squeezed
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow

LIST = ItemId("CTRL-04")


def put(window: QWidget, screen: QScreen) -> None:
    """Move a window to a screen, as large as that is."""
    window.move(screen.geometry().topLeft() + QPoint(1, 1))
    rest()  # its size is told in the density of the screen that it stands on
    window.resize(screen.availableGeometry().size())
    rest()


def tell(name: str, window: QWidget, screen: QScreen) -> None:
    size = screen.availableGeometry().size()
    picture = window.grab()
    targets = [
        target.height()
        for kind in (Button, ChoiceRow)
        for target in window.findChildren(kind)
        if target.isVisibleTo(window)
    ]
    told = {
        "window": name,
        "screen": screen.name(),
        "density": window.devicePixelRatioF(),
        "pixels": [picture.width(), picture.height()],
        "size": [window.width(), window.height()],
        "least": min(targets),
        "faults": squeezed(window, (size.width(), size.height())),
    }
    print(json.dumps(told), flush=True)


def main(root: Path) -> None:
    app = QApplication([])
    house = build_house(root)
    workspace = house.open(house.officer)
    with windows(app, house) as shell:
        shell._on_open(house.officer, workspace)
        with opened(shell, workspace, "my"):
            case = shell.case
            if case is None or case.person is None:
                raise RuntimeError("no person's window")
            case.model.walking.jump(LIST)
            rest()
            screens = {screen.name(): screen for screen in app.screens()}
            for screen in (screens[name] for name in sys.argv[2:]):
                for name, window in (("person", case.person), ("officer", shell.window)):
                    put(window, screen)
                    tell(name, window, screen)
    os._exit(0)  # nothing is left to be told


if __name__ == "__main__":
    main(Path(sys.argv[1]))
