# SPDX-License-Identifier: MIT
"""Every page at every size of a screen: no window larger than it, nothing outside, nothing scrolls sideways.

``packaging/test --full tests/ui/main/test_sizes.py`` measures all pages in all these looks on all screens,
and prints how many that were.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.counts import sample
from tests.stations import build_house
from tests.ui.every_page import every_page
from tests.ui.pages import rest
from tests.ui.room import LARGE_TEXT, SCREENS, squeezed, unlabelled
from ui.main.table import PAGES
from ui.theme import apply_theme
from ui.widgets.form import beside_label
from ui.widgets.inputs import TextInput
from ui.widgets.scroller import Scroller
from ui.widgets.tables import ListTable
from ui.widgets.words import english

#: Size of the text (per cent), the officer's language, the person's.
LOOKS = (
    (100, "ja", "th"), (100, "en", "ur"), (150, "ja", "vi"), (200, "ja", "my"),
)  # fmt: skip
#: The empty page of the lock has nothing on it.
BARE = {"blank"}


@pytest.mark.slow
@pytest.mark.uncounted
@pytest.mark.parametrize(("scale", "words", "lang"), sample("sizes", LOOKS, 1))
def test_every_page_fits_every_screen(
    qapp: QApplication, tmp_path: Path, scale: int, words: str, lang: str
) -> None:
    screens = sample("screens", SCREENS if scale == 100 else LARGE_TEXT, 2)
    house = build_house(tmp_path / "house")
    faults, seen, looked = [], set(), 0
    for name, window in every_page(qapp, house, tmp_path / "new", scale, words, lang):
        seen.add(name.split(" ")[0])
        for screen in screens:
            window.resize(QSize(*screen))
            rest()
            found, looked = squeezed(window, screen), looked + 1
            faults += [f"{name} at {screen[0]}x{screen[1]}: {fault}" for fault in found]
        window.resize(1366, 768)
        faults += [f"{name}: {fault}" for fault in unlabelled(window)]
    print(
        f"{scale} % {words} + {lang}: {len(seen)} pages, {looked} looks at {len(screens)} screens,"
        f" {len(faults)} faults"
    )
    assert set(PAGES) - BARE - seen == set()
    assert not faults, "\n".join(faults)


def shown(qtbot: QtBot, window: QWidget, *parts: QWidget) -> QWidget:
    """The parts under each other in a window of 640x360."""
    layout = QVBoxLayout(window)
    for part in parts:
        layout.addWidget(part)
    qtbot.addWidget(window)
    window.resize(640, 360)
    window.show()
    rest()
    return window


def beside(*texts: str) -> QWidget:
    """Buttons of Qt's own side by side, which never break their words."""
    line = QWidget()
    layout = QHBoxLayout(line)
    for text in texts:
        layout.addWidget(QPushButton(text))
    return line


def test_what_has_no_room_is_found(qtbot: QtBot) -> None:
    """Positive controls: each kind of fault by itself, and a window without one."""
    apply_theme(QApplication.instance())
    words, slot, area = ["a word on a button"] * 9, Scroller(QLabel("line\n" * 40)), QScrollArea()
    slot.setFixedHeight(60)
    area.setWidget(beside(*words))
    parts = {
        "": QLabel("words"), "window": beside(*words), "sideways": area, "in 60 px": slot,
        "out": Scroller(beside(*words)),
    }  # fmt: skip
    seen = {fault: shown(qtbot, QWidget(), part) for fault, part in parts.items()}
    for fault, window in seen.items():
        found = squeezed(window, (640, 360))
        assert any(fault in line for line in found) if fault else found == []


def test_a_field_without_a_label_is_found(qtbot: QtBot) -> None:
    """Positive control: what stands in the field is no label; a label that leads to it is one."""
    apply_theme(QApplication.instance())
    bare = shown(qtbot, QWidget(), TextInput("Name", placeholder="Name"))
    assert unlabelled(bare) == ["TextInput 'Name' has no label"]
    led = shown(qtbot, QWidget(), beside_label("Whose it is", TextInput("Name")))
    assert unlabelled(led) == []


def test_a_row_that_has_no_room_goes_on_in_further_lines(qtbot: QtBot) -> None:
    """All of a table stays in sight and is read out; where there is room, columns stand again."""
    apply_theme(QApplication.instance())
    titles = [f"Column {number}" for number in range(6)]
    model = QStandardItemModel(3, len(titles))
    model.setHorizontalHeaderLabels(titles)
    for row in range(3):
        for column in range(len(titles)):
            model.setData(model.index(row, column), f"a value of some length {row}{column}")
    table = ListTable(model, name="Values", tr=english)
    window = shown(qtbot, QWidget(), table)
    assert squeezed(window, (640, 360)) == []
    assert not table.view.horizontalHeader().isVisible()
    cell = table.view.model().index(1, 0)
    told = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("a value of some length 10, Column 1 a value of some length 11")
    assert "15" in told
    QTest.mouseClick(
        table.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.view.visualRect(cell).bottomRight() - QPoint(9, 9),
    )
    assert table.selected_row() == 1
    window.resize(1920, 360)
    rest()
    assert table.view.horizontalHeader().isVisible()
    assert table.selected_row() == 1
