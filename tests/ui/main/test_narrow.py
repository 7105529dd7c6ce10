# SPDX-License-Identifier: MIT
"""What a narrow window folds away stays within reach, by the mouse and by keys: menu, rows, recipients."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.going import go
from tests.ui.keyboard import write
from tests.ui.pages import ANSWERED, rest
from tests.ui.strays import stray_windows
from ui.main import Shell
from ui.main.bar import ProgramMenu
from ui.main.request import To
from ui.screens.about import AboutScreen
from ui.screens.directory import DirectoryScreen
from ui.screens.disclosure import DisclosureScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.settings import SettingsScreen
from ui.theme import current_theme
from ui.widgets.drawer import open_drawer
from ui.widgets.reveal import reveal

SMALLEST, NARROW = QSize(640, 360), QSize(911, 512)
LAPTOP = QSize(1366, 768)
Key = Qt.Key
#: The entries of the menu from the top, and the pages that some lead to.
ENTRIES = ("directory", "language", "theme", "settings", "about")
LEADS = {"directory": DirectoryScreen, "settings": SettingsScreen, "about": AboutScreen}


def click(shell: Shell, place: QWidget, at: QPoint | None = None) -> None:
    """At a place in the window that is in sight there."""
    rest()
    point = place.rect().center() if at is None else at
    assert place.visibleRegion().contains(point), place.accessibleName()
    spot = place.mapTo(shell.window, point)
    QTest.mouseClick(shell.window.windowHandle(), Qt.MouseButton.LeftButton, pos=spot)
    rest()


def press(shell: Shell, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(shell.window.windowHandle(), key)
        rest()


def tab_to(shell: Shell, wanted: QWidget) -> None:
    for _stop in range(40):
        if QApplication.focusWidget() is wanted:
            return
        press(shell, Key.Key_Tab)
    raise AssertionError(wanted.accessibleName())


def looks() -> tuple[str, str]:
    return current_theme().language, current_theme().mode


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_every_entry_of_the_menu_of_a_narrow_bar_does_its_work(shell: Shell, by: str) -> None:
    shell.window.resize(SMALLEST)
    shell.window.activateWindow()
    for place, name in enumerate(ENTRIES):
        shell.go(To("home"))
        rest()
        bar, before = shell.window.bar, looks()
        assert bar is not None
        assert not bar.program.directory.isVisible()
        if by == "mouse":
            click(shell, bar.menu)
        else:
            tab_to(shell, bar.program.home)
            press(shell, Key.Key_Right, Key.Key_Space)
        drawer = open_drawer(shell.window)
        assert isinstance(drawer, ProgramMenu)
        if by == "mouse":
            click(shell, getattr(drawer.program, name))
        else:
            press(shell, *[Key.Key_Tab] * place, Key.Key_Return)
        assert open_drawer(shell.window) is None
        assert isinstance(shell.window.page, LEADS.get(name, HomeScreen)), name
        assert (looks() != before) is (name not in LEADS), name


@pytest.mark.parametrize("size", [LAPTOP, NARROW])
def test_a_recipient_is_chosen_where_the_plan_stands(
    shell: Shell, workspace: Workspace, qapp: QApplication, size: QSize
) -> None:
    """What was said about it comes into sight from its top, beside the plan or under it; the keyboard
    stays on the row, and no window flashes.
    """
    shell.window.resize(size)
    shell.window.activateWindow()
    shell.open_case().open(begin(workspace, ANSWERED, language="th"))
    assert shell.case is not None
    go(shell.case, "disclosure")
    rest()
    page = shell.window.page
    assert isinstance(page, DisclosureScreen)
    assert page._sides.beside is (size == LAPTOP)
    plan = page.plan
    assert plan is not None
    with stray_windows(qapp) as strays:
        for key in map(str, page.model.recipients[:2]):
            if page.model.recipient is None:
                click(shell, plan.button(key))
            else:
                press(shell, Key.Key_Down, Key.Key_Space)
            assert page.model.recipient == key
            assert plan.button(key).hasFocus()
            assert page.detail is not None
            assert page.detail.visibleRegion().contains(QPoint(9, 9))
    assert strays == []
    for now in (LAPTOP, size):  # turned, and turned back
        shell.window.resize(now)
        rest()
    bars = [area.verticalScrollBar() for area in page._sides.findChildren(QScrollArea)]
    assert len(bars) == 2
    assert any(bar.isVisible() for bar in bars) is (
        size == LAPTOP
    )  # else one bar, that of the page


def test_a_folded_row_is_chosen_and_opened_as_any_other(shell: Shell, workspace: Workspace) -> None:
    """Anywhere in its lines by the mouse; by arrows, whichever way, and Return."""
    for _draft in range(3):
        begin(workspace, ANSWERED, language="th", practice=True)
    shell.window.resize(SMALLEST)
    shell.window.activateWindow()
    shell.go(To("home"))
    rest()
    page = shell.window.page
    assert isinstance(page, HomeScreen)
    table, view = page.table, page.table.view
    assert view.is_folded()
    reveal(table)
    rest()
    rows = [view.visualRect(view.model().index(row, 0)) for row in range(3)]
    click(shell, view.viewport(), rows[1].topLeft() + QPoint(9, 9))
    assert table.selected_row() == 1
    click(shell, view.viewport(), rows[0].bottomRight() - QPoint(9, 9))
    assert table.selected_row() == 0
    press(shell, Key.Key_Down, Key.Key_Right, Key.Key_Left)
    assert table.selected_row() == 1
    opened: list[int] = []
    table.row_activated.connect(opened.append)
    press(shell, Key.Key_Return)
    assert opened == [1]
    assert isinstance(shell.window.page, InterviewScreen)


@pytest.fixture
def quick(qapp: QApplication) -> Iterator[None]:
    """A list that has just come down takes no click for the time of a double click."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(0)
    yield
    qapp.setDoubleClickInterval(before)


@pytest.mark.usefixtures("quick")
@pytest.mark.qt_log_ignore("does not support")  # the offscreen platform's popups
@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_folded_rows_are_sorted_and_found(shell: Shell, workspace: Workspace, by: str) -> None:
    """No header can be pressed there: the order is chosen above the rows; the search leads to a row."""
    for lang in ("th", "vi", "my"):
        begin(workspace, ANSWERED, language=lang, practice=True)
    shell.window.resize(NARROW)
    shell.window.activateWindow()
    shell.go(To("home"))
    rest()
    page = shell.window.page
    assert isinstance(page, HomeScreen)
    table, model = page.table, page.table.view.model()
    assert table.view.is_folded()

    def cases() -> list[str]:
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    came, select = cases(), table.order.select
    steps = 1 if came != sorted(came) else 2  # the first column, upwards or downwards
    reveal(select)
    if by == "mouse":
        click(shell, select)
        assert select.view().isVisible()
        place = select.model().index(steps, 0)
        QTest.mouseClick(
            select.view().viewport(),
            Qt.MouseButton.LeftButton,
            pos=select.view().visualRect(place).center(),
        )
        rest()
    else:
        tab_to(shell, select)
        press(shell, *[Key.Key_Down] * steps)
    assert cases() == sorted(came, reverse=steps == 2) != came
    wanted = cases()[-1]
    line = page.search.findChild(QLineEdit)
    assert line is not None
    reveal(line)
    if by == "mouse":
        click(shell, line)
    else:
        tab_to(shell, line)
    write(shell.window, wanted[-6:])
    press(shell, Key.Key_Return)
    assert cases() == [wanted]
    assert table.view.hasFocus()
    assert not table.order.isVisible()  # one row has no order
    press(shell, Key.Key_Return)
    assert isinstance(shell.window.page, InterviewScreen)
    shell.home()
    rest()
    shell.window.resize(1366, 768)
    rest()
