# SPDX-License-Identifier: MIT
"""Every page of the program with its drawers and steps, one after the other, in windows that can be resized."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from PySide6.QtWidgets import QApplication, QWidget

from app.crypto.kdf import MINIMUM_COST
from app.errors import UserError
from app.ids import FlagId, InterviewId, ItemId, RecipientId
from app.paths import DataFolder
from app.services.stations import Stations
from app.services.workspace import Workspace
from tests.stations import House, begin, seal
from tests.ui.going import go
from tests.ui.pages import ANSWERED, around, of_officer, opened, rest, windows
from ui.main import Shell
from ui.main.bar import TopBar
from ui.main.request import Begin, To
from ui.screens.directory import DirectoryScreen
from ui.screens.disclosure import DisclosureScreen
from ui.screens.handover import HandoverScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.setup import SetupScreen
from ui.viewmodels.setup import SHARES
from ui.widgets.drawer import open_drawer

Page = tuple[str, QWidget]
FLAG = FlagId("pursuer_near")
SPOKEN = ItemId("REFR-02")
NARROW = (911, 512)  # an interview has one column


def every_page(
    app: QApplication, house: House, root: Path, scale: int, words: str, lang: str
) -> Iterator[Page]:
    """Name and window. ``words``: the officer's language, ``lang``: the person's; ``root`` is empty."""
    with windows(app, replace(house, stations=_empty(house, root)), scale) as new:
        new.set_language(words)
        yield from _setup(new)
    rest()  # its window is gone before another comes
    with windows(app, house, scale) as shell:
        shell.set_language(words)
        yield from _at_the_door(shell, house)
        officer = house.open(house.officer)
        shell._on_open(house.officer, officer)
        rest()
        yield "home of a first use", shell.window
        shell.go(Begin("full", practice=True))
        rest()
        yield "preparation of a new one", shell.window
        yield from _around_an_interview(shell, officer, lang)
        officer.close()
        supervisor = house.open(house.supervisor)
        record = _record(supervisor, lang)
        shell._on_open(house.supervisor, supervisor)
        yield from _behind_the_door(shell, record)
        shell.home()
        rest()
        supervisor.close()


def _empty(house: House, root: Path) -> Stations:
    return Stations(DataFolder(root), house.clock, cost=MINIMUM_COST)


def _setup(shell: Shell) -> Iterator[Page]:
    shell.begin()
    rest()
    page = shell.window.page
    assert isinstance(page, SetupScreen)
    yield "setup", shell.window
    model = page._model
    model.found("isa", "SAMPLE Station", "SAMPLE", "sample words of a supervisor")
    rest()
    yield "setup sheet", shell.window
    model.ask_back()
    rest()
    yield "setup check", shell.window
    while model.step == SHARES:
        model.kept([model.words[number] for number in model.asked])
        if model.step == SHARES:
            model.ask_back()
    rest()
    yield "setup officer", shell.window


def _at_the_door(shell: Shell, house: House) -> Iterator[Page]:
    shell.show_unlock()
    rest()
    yield "unlock", shell.window
    shell._at_door("already_open", error=UserError("vault_locked"))
    rest()
    yield "already_open", shell.window
    shell._at_door("first_passphrase", user=house.officer)
    rest()
    yield "first_passphrase", shell.window
    shell.show_unlock()
    rest()


def _record(workspace: Workspace, lang: str) -> InterviewId:
    interview = begin(workspace, language=lang, practice=True)
    workspace.interviews.raise_flag(interview, FLAG)
    for _draft in range(2):
        begin(workspace, ANSWERED, language=lang)
    answers = {"CTRL-04": ["hurt_family"], "REFR-02": "all", "REFR-04": "all"}
    return seal(workspace, interview, answers)


def _around_an_interview(shell: Shell, workspace: Workspace, lang: str) -> Iterator[Page]:
    with opened(shell, workspace, lang):
        case = shell.case
        assert case is not None
        yield from around(shell, (ItemId("CTRL-04"),))
        case.model.deeds.raise_flag(FLAG)
        go(case, "danger")
        rest()
        yield "danger with a flag", shell.window
        go(case, "point")
        rest()
        yield "point", shell.window
        go(case, "disclosure")
        yield from _disclosure(shell)
        go(case, "interview")
        rest()
        page = shell.window.page
        assert isinstance(page, InterviewScreen)
        yield from _drawers(shell, page)
    yield from _other_content(shell, workspace, lang)


def _drawers(shell: Shell, page: InterviewScreen) -> Iterator[Page]:
    """What the bar and the panel of an interview open; the columns where they have no room."""
    yield from _drawer(shell, "_open_findings", page.panel.findings_wanted.emit)
    yield from _drawer(shell, "_open_keys", page.menu.keys_wanted.emit)
    yield from _drawer(shell, "_open_interpreter", page.header.interpreter_wanted.emit)
    yield from _drawer(shell, "_open_language", page.header.language_wanted.emit)
    yield from _drawer(shell, "_open_menu", page.header.menu_wanted.emit)
    columns = {"panel": page.header.panel_wanted, "phases": page.menu.phases_wanted}
    for name, wanted in columns.items():
        shell.window.resize(*NARROW)
        rest()
        yield from _drawer(shell, f"_open_{name}", wanted.emit)


def _disclosure(shell: Shell) -> Iterator[Page]:
    page = shell.window.page
    assert isinstance(page, DisclosureScreen)
    page.model.choose(RecipientId("police"))
    rest()
    yield "disclosure of one", shell.window
    yield from _drawer(shell, "disclosure preview", page._on_preview)


def _other_content(shell: Shell, workspace: Workspace, lang: str) -> Iterator[Page]:
    """Newer content than that of a draft, and content that is gone."""
    interview = begin(workspace, ANSWERED, language=lang)
    own, shelf = workspace.pack, workspace.content._shelf
    items = {name: item for name, item in own.items.items() if name != SPOKEN}
    safe = items[ItemId("SAFE-01")]
    items[safe.id] = replace(safe, group=own.items[SPOKEN].group)
    newer = replace(own, sha256="0" * 64, version="2026.11.9", items=MappingProxyType(items))
    shelf._packs[newer.sha256], shelf._newest = newer, newer.sha256  # type: ignore[attr-defined]
    shell.open_case().open(interview)
    rest()
    assert shell.case is not None
    go(shell.case, "newer")
    rest()
    yield "newer", shell.window
    shelf._newest = ""  # type: ignore[attr-defined]
    gone = UserError("pack_missing", version="2026.1.1", pack="0" * 64)
    shell.inside._missed(interview, gone)
    rest()
    yield "stored", shell.window
    shell.home()
    rest()


def _behind_the_door(shell: Shell, record: InterviewId) -> Iterator[Page]:
    for name in of_officer(shell, record):
        yield name.replace("look back", "lookback"), shell.window
        page = shell.window.page
        if isinstance(page, HomeScreen):
            yield from _drawer(shell, "home group", page._open_group)
            yield from _drawer(shell, "keys", lambda: shell.window.show_keys(shell.tr_officer))
            bar = shell.window.bar
            assert isinstance(bar, TopBar)
            yield from _drawer(shell, "menu", bar.menu_wanted.emit)
        elif isinstance(page, DirectoryScreen):
            page.table.row_activated.emit(0)
            rest()
            yield "directory entry", shell.window
        elif isinstance(page, HandoverScreen):
            page.model.show(RecipientId("police"))
            rest()
            yield "handover of one", shell.window
    shell.go(To("passphrase"))
    rest()
    yield "passphrase", shell.window


def _drawer(shell: Shell, name: str, opens: Callable[[], object]) -> Iterator[Page]:
    opens()
    rest()
    assert open_drawer(shell.window) is not None, name
    yield name, shell.window
    if (drawer := open_drawer(shell.window)) is not None:
        drawer.shut()
    rest()
