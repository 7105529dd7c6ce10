# SPDX-License-Identifier: MIT
"""The registry in its window, by clicks and keys: what is told of each file and of each record."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.crypto import bundle
from app.domain.versions import VersionStanding
from app.errors import UserError
from app.i18n import SENTENCES
from app.ids import RecipientId
from app.services.file_ports import PdfSigner
from app.services.workspace import Workspace
from tests.app.documents.forging_pages import signed as signed_pages
from tests.app.documents.forging_pages import without_page
from tests.app.services.anything import opened, signed
from tests.app.services.test_hostile_records import Post
from tests.stations import ADULT, House, begin, hand_out, seal
from tests.ui.screens.room import english
from tests.ui.screens.test_registry_conflict import conflict, press, words
from ui.screens.registry import RegistryScreen
from ui.tasks import DirectTasks
from ui.viewmodels.registry import RegistryViewModel
from ui.widgets.reveal import reveal

__all__ = ["conflict"]
WORDS = "sample words told by voice"
FILE, RESULT, _CASE, REASON = range(4)


@pytest.fixture(scope="module")
def sent(house: House, workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an honest file, the same without its second page, and a bundle with another record."""
    folder = tmp_path_factory.mktemp("sent")
    case = seal(workspace, begin(workspace, ADULT), {"REFR-02": "all"})
    prepared = workspace.handovers.prepare(case, RecipientId("wcsc"))
    drawn = workspace.handovers.draw(prepared)
    workspace.handovers.save(case, drawn, folder / "honest.pdf")
    own = house.officer.signer
    forged = signed_pages(
        prepared.document,
        PdfSigner(own.key, own.chain[0], own.chain[1:]),
        lambda pdf: without_page(pdf, number=1),
    )
    (folder / "cut.pdf").write_bytes(forged)
    other = seal(workspace, begin(workspace, ADULT), {"REFR-02": "all"})
    hand_out(workspace.handovers, other, RecipientId("wcsc"), folder / "other.pdf", WORDS)
    wrapped = bundle.encrypt((folder / "other.pdf").read_bytes(), WORDS)
    (folder / "wrapped.kkb").write_bytes(wrapped)
    return folder


@pytest.fixture
def desk(house: House) -> Iterator[Workspace]:
    made = house.open(house.supervisor)
    yield made
    made.close()


def window(workspace: Any, qtbot: QtBot) -> RegistryScreen:
    model = RegistryViewModel(workspace, DirectTasks())
    screen = RegistryScreen(model, english)
    qtbot.addWidget(screen)
    screen.resize(1600, 1100)
    screen.show()
    qtbot.waitExposed(screen)
    model.load()
    QApplication.processEvents()
    return screen


def choose(
    screen: RegistryScreen, monkeypatch: pytest.MonkeyPatch, *paths: Path, told: str = ""
) -> None:
    """Type the passphrase, press the button, and pick these files in the dialog."""
    offered: list[str] = []

    def dialog(*arguments: Any, **_more: Any) -> tuple[list[str], str]:
        offered.append(arguments[3])
        return [str(path) for path in paths], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", dialog)
    if told:
        press(screen.passphrase)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, told)
    press(screen.drop.button)
    assert ["*.kkb" in kinds for kinds in offered] == [True]


def column(screen: RegistryScreen, number: int) -> list[str]:
    """What stands in one column of the summary, by the table that is seen."""
    view = screen.result_table.view
    assert view.isVisible()
    model = view.model()
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def sentence(code: str) -> str:
    return SENTENCES[code]


def test_each_file_is_told_with_its_reason_page_and_warnings(
    house: House, desk: Workspace, sent: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = window(desk, qtbot)
    now = house.clock.moment
    house.clock.put(now - timedelta(hours=3))  # this machine's clock is behind: a warning
    try:
        choose(screen, monkeypatch, sent / "honest.pdf", sent / "cut.pdf")
    finally:
        house.clock.put(now)
    assert column(screen, FILE) == ["honest.pdf", "cut.pdf"]
    warned, refused = column(screen, REASON)
    assert warned == sentence("signed_in_future")
    assert refused == f"Page 2: {sentence('pages_differ')}"
    before = len(screen.records.rows)
    press(screen.import_button)
    assert len(screen.records.rows) == before + 1


def test_a_bundle_is_taken_in_with_its_words(
    desk: Workspace, sent: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = window(desk, qtbot)
    wrapped = sent / "wrapped.kkb"
    choose(screen, monkeypatch, wrapped)
    assert column(screen, REASON) == [sentence("passphrase_needed")]
    assert not screen.import_button.isEnabled()
    choose(screen, monkeypatch, wrapped, told="another phrase")
    assert column(screen, REASON) == [sentence("bundle_unreadable")]
    choose(screen, monkeypatch, wrapped, told=WORDS)
    assert column(screen, REASON) == [""]
    assert screen.passphrase.text() == ""  # what was typed does not stay on the screen
    before = len(screen.records.rows)
    press(screen.import_button)
    assert len(screen.records.rows) == before + 1


def first_row(screen: RegistryScreen) -> None:
    """Open the first record by a double click on its row."""
    view = screen.table.view
    QApplication.processEvents()
    at = view.visualRect(view.model().index(0, 0)).center()
    inside: QWidget = view.viewport()
    place = inside.mapTo(screen, at)
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(
            screen.windowHandle(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(place),
        )
    QApplication.processEvents()


def test_a_record_of_a_pack_that_is_not_here_says_so(
    house: House, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    case = seal(workspace, begin(workspace, ADULT), {"REFR-02": "all"})
    (version,) = workspace.interviews._store.sealed_versions(case)
    claims, items = opened(version.token)
    odd_claims, odd = copy.deepcopy(claims), copy.deepcopy(items)
    odd_claims["pack"]["sha256"] = "e" * 64
    odd = {key: value for key, value in odd.items() if not key.startswith("group:")}
    odd["SAFE-01"]["parts"] = {"other": {"value": "SAMPLE other words"}}
    post = Post(house, claims, items, version.token, workspace)
    tokens = {"odd.pdf": signed(odd_claims, odd, house.officer.signer)}
    intake, registry, store = post.registry(tmp_path / "r.db", tokens)
    try:
        intake.import_files([tmp_path / "odd.pdf"])
        here = SimpleNamespace(
            pack=house.pack, texts=workspace.texts, intake=intake, registry=registry
        )
        screen = window(here, qtbot)
        first_row(screen)
        seen = words(screen.record)
        assert sentence("pack_unknown") in seen
        assert "Answers to questions that are not known here" in seen
        assert "SAFE-01" in seen
        assert "SAMPLE other words" in seen
    finally:
        store.close()


def test_a_decision_needs_a_reason_and_can_be_made_with_keys_alone(
    conflict: tuple[Any, Any, object], qtbot: QtBot
) -> None:
    _desk, registry, workspace = conflict
    screen = window(workspace, qtbot)
    first_row(screen)
    press(screen.record.choose_button)
    assert sentence("reason_missing") in words(screen)
    assert {row.standing for row in registry.list()} == {VersionStanding.CONFLICT}
    for _step in range(40):
        QTest.keyClick(screen.windowHandle(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() in {screen.record.reason, *children(screen.record.reason)}:
            break
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "asked both officers")
    assert screen.record.reason.text() == "asked both officers"
    QTest.keyClick(screen.windowHandle(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is screen.record.choose_button
    QTest.keyClick(screen.windowHandle(), Qt.Key.Key_Space)
    QApplication.processEvents()
    standings = sorted(row.standing for row in registry.list())
    assert standings == [VersionStanding.FIRST, VersionStanding.SET_ASIDE]


def children(widget: QWidget) -> list[QWidget]:
    return widget.findChildren(QWidget)


def test_in_a_narrow_window_the_record_of_an_opened_row_comes_into_sight(
    desk: Workspace, sent: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = window(desk, qtbot)
    choose(screen, monkeypatch, sent / "honest.pdf")
    QApplication.processEvents()
    press(screen.import_button)
    screen.resize(853, 480)
    QApplication.processEvents()
    open_first(screen)
    assert in_sight(screen.record.title)

    def gone(_record: str) -> None:
        raise UserError("record_unknown")

    monkeypatch.setattr(desk.registry, "show", gone)
    open_first(screen)
    assert in_sight(screen._message), "what was said, not the record of before"
    assert not in_sight(screen.record.title)


def open_first(screen: RegistryScreen) -> None:
    """A click and a second one on the first row, where it is seen."""
    screen.table.take_first()
    reveal(screen.table)
    QApplication.processEvents()
    view = screen.table.view
    place = view.visualRect(view.currentIndex()).center()
    assert view.viewport().visibleRegion().contains(place)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()


def in_sight(widget: QWidget) -> bool:
    return widget.visibleRegion().contains(widget.rect().center())
