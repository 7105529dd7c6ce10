# SPDX-License-Identifier: MIT
"""Ctrl+Enter is the way on of a page: it does what the page is for, and never leaves one that has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.ids import InterviewId
from app.services.workspace import Workspace
from tests.stations import House, begin, seal
from tests.ui.going import go
from tests.ui.keyboard import CTRL, bring_forward, focused, hit, write
from tests.ui.pages import ANSWERED, rest, windows
from tests.ui.questions import click
from ui.main import Shell
from ui.main.request import To
from ui.main.table import PAGES, Ring
from ui.screens.interpreter import InterpreterScreen
from ui.screens.settings import SettingsScreen
from ui.widgets.drawer import open_drawer
from ui.widgets.screen_frame import ScreenFrame

NOTHING = ""
#: Where Ctrl+Enter leads from each page, untouched; the page itself: its own next step, or what it misses.
LEADS = {
    "blank": NOTHING, "unlock": NOTHING, "already_open": NOTHING, "setup": "setup",
    "first_passphrase": "first_passphrase",
    "home": NOTHING, "lookback": NOTHING, "registry": NOTHING, "binding": NOTHING,
    "settings": NOTHING, "about": NOTHING, "stored": NOTHING,
    "practice": "preparation", "papers": "papers", "directory": NOTHING, "passphrase": "passphrase",
    "language": NOTHING, "interpreter": NOTHING, "danger": NOTHING, "cards": NOTHING, "newer": NOTHING,
    "point": NOTHING,
    "preparation": "interview", "interview": "interview", "pause": "interview",
    "readback": "readback", "disclosure": "handover", "handover": "handover",
}  # fmt: skip


class Desk(NamedTuple):
    """A supervisor at the windows, with a sealed practice record."""

    shell: Shell
    workspace: Workspace
    record: InterviewId


@pytest.fixture(scope="module")
def desk(qapp: QApplication, house: House) -> Iterator[Desk]:
    workspace = house.open(house.supervisor)
    record = seal(workspace, begin(workspace, practice=True), {"REFR-02": "all"})
    with windows(qapp, house) as shell:
        shell._on_open(house.supervisor, workspace)
        yield Desk(shell, workspace, record)
    workspace.close()


@pytest.fixture(scope="module")
def door(qapp: QApplication, house: House) -> Iterator[Shell]:
    with windows(qapp, house) as shell:
        yield shell


def at_the_door(shell: Shell, house: House, page: str) -> None:
    doors: dict[str, Callable[[], None]] = {
        "blank": shell.navigation.lock,
        "unlock": shell.show_unlock,
        "already_open": partial(shell._at_door, page, error=UserError("vault_locked")),
        "first_passphrase": partial(shell._at_door, page, user=house.officer),
    }
    doors.get(page, partial(shell._at_door, page))()


def around_an_interview(desk: Desk, page: str) -> None:
    case = desk.shell.open_case()
    case.open(begin(desk.workspace, ANSWERED, practice=True))
    if page == "pause":
        case.model.pausing.pause()
    go(case, page)


def stored(desk: Desk) -> None:
    gone = UserError("pack_missing", version="2026.1.1", pack="0" * 64)
    desk.shell.inside._missed(desk.record, gone)


@pytest.fixture
def newer(desk: Desk) -> Iterator[None]:
    """Newer content than that of the interview lies on the shelf."""
    own, shelf = desk.workspace.pack, desk.workspace.content._shelf
    offered = replace(own, sha256="0" * 64, version="2026.11.9", items=MappingProxyType(own.items))
    shelf._packs[offered.sha256], shelf._newest = offered, offered.sha256  # type: ignore[attr-defined]
    yield
    shelf._newest = ""  # type: ignore[attr-defined]


def bring(desk: Desk, page: str) -> None:
    if page == "stored":
        stored(desk)
    elif PAGES[page].ring is Ring.CASE:
        around_an_interview(desk, page)
    else:
        desk.shell.go(To(page, str(desk.record) if page == "lookback" else ""))


def pressed(shell: Shell, qtbot: QtBot, page: str) -> str:
    """Press the keys on this page. Returns the page that stands then; nothing where all is as before."""
    bring_forward(shell.window, qtbot)
    router = shell.navigation.router
    assert router.page == page
    before: QWidget | None = shell.window.page
    offered = page == "interview"
    if isinstance(before, ScreenFrame):
        offered = before.actions.primary() is not None
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    same = shell.window.page is before and open_drawer(shell.window) is None
    return NOTHING if same and not offered else router.page


def test_every_page_is_pressed() -> None:
    assert {*LEADS} == {*PAGES}


@pytest.mark.parametrize("page", [page for page in LEADS if PAGES[page].ring < Ring.VAULT])
def test_at_the_door(door: Shell, house: House, qtbot: QtBot, page: str) -> None:
    at_the_door(door, house, page)
    rest()
    assert pressed(door, qtbot, page) == LEADS[page]


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize("page", [page for page in LEADS if PAGES[page].ring >= Ring.VAULT])
def test_behind_it(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: ("", ""))
    bring(desk, page)
    rest()
    assert pressed(desk.shell, qtbot, page) == LEADS[page]
    if (drawer := open_drawer(desk.shell.window)) is not None:
        drawer.shut()
    desk.shell.home()
    rest()


@pytest.mark.parametrize("page", ["settings", "interpreter"])
def test_what_is_half_written_is_not_left(desk: Desk, qtbot: QtBot, page: str) -> None:
    bring(desk, page)
    rest()
    shell = desk.shell
    bring_forward(shell.window, qtbot)
    shown = shell.window.page
    assert isinstance(shown, SettingsScreen | InterpreterScreen)
    if isinstance(shown, InterpreterScreen):
        click(shown.search)
    else:
        shown.form.findChildren(QLineEdit)[0].setFocus()
        rest()
    write(shell.window, "SAMPLE")
    field = focused()
    assert isinstance(field, QLineEdit)
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert shell.window.page is shown
    assert focused() is field
    assert field.text() == "SAMPLE"
    shell.home()
    rest()
