# SPDX-License-Identifier: MIT
"""The directory on screen: found, filtered, told how old; corrected by supervisors, never by officers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.directory import ContactMark
from app.i18n import Translator
from app.paths import locales_dir
from app.services.directory import FILE
from app.services.workspace import Workspace
from tests.app.documents.typeset import poppler
from tests.stations import House, begin, build_house, seal
from tests.ui.rows import press_row
from tests.ui.screens.room import english, faults, nobody
from ui.main.bar import TopBar
from ui.screens.directory import DirectoryScreen
from ui.screens.directory.words import age_words, mark_label
from ui.screens.handover import HandoverScreen
from ui.tasks import DirectTasks
from ui.theme import apply_theme
from ui.viewmodels.directory import DirectoryViewModel
from ui.viewmodels.handover import HandoverViewModel
from ui.viewmodels.unsaved import Unsaved
from ui.widgets.status import StatusBadge

NUMBER = "0120-000-111"


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[tuple[House, Workspace]]:
    house = build_house(tmp_path)
    opened = house.open(house.supervisor)
    yield house, opened
    opened.close()


def screen_of(workspace: Workspace, qtbot: QtBot, width: int = 1366) -> DirectoryScreen:
    model = DirectoryViewModel(workspace, DirectTasks())
    made = DirectoryScreen(model, english)
    qtbot.addWidget(made)
    made.resize(width, 768)
    made.show()
    qtbot.waitExposed(made)
    model.load()
    return made


@pytest.fixture
def screen(workspace: Workspace, qtbot: QtBot) -> DirectoryScreen:
    return screen_of(workspace, qtbot)


def entry_words(screen: DirectoryScreen) -> str:
    assert screen.entry is not None
    return " | ".join(label.text() for label in screen.entry.findChildren(QLabel))


def badges(screen: DirectoryScreen) -> list[str]:
    assert screen.entry is not None
    return [badge.accessibleName() for badge in screen.entry.findChildren(StatusBadge)]


def ids(screen: DirectoryScreen) -> list[str]:
    return [entry.contact.id for entry in screen.contacts.rows]


def test_every_contact_is_listed_and_found(screen: DirectoryScreen) -> None:
    assert len(ids(screen)) == 134
    for words, found in (
        ("0120924839", "D03"),
        ("#9110", "D02"),
        ("houterasu", "D19"),
        ("119", "X06"),
    ):
        screen.model.search(words)
        assert found in ids(screen), words
    screen.model.search("nothing like this")
    assert ids(screen) == []
    screen.search.clear()
    assert len(ids(screen)) == 134


def test_filters_by_type_and_prefecture(screen: DirectoryScreen) -> None:
    screen.model.narrow(kind="women", prefecture="JP-13")
    assert ids(screen) == ["D11", "X09", "D27", "D11-JP-13"]
    assert (screen.kind.chosen(), screen.prefecture.chosen()) == ("women", "JP-13")
    screen.model.narrow(kind="", prefecture="", language="km")
    assert "D04" in ids(screen)
    assert "D08" not in ids(screen)


def test_an_old_unverified_conflicting_entry_says_so_in_words(screen: DirectoryScreen) -> None:
    screen.model.choose("D03")
    text = entry_words(screen)
    assert badges(screen) == ["Sources differ", "Old", "Not verified"]
    assert "0120-924-839" in text
    assert "9:30〜18:15" in text
    assert "10:00〜17:00" in text
    assert "2020-05-25 · about 6 years old (2374 days)" in text
    assert "AR20 Fig. 24" in text


def test_a_place_to_fill_invents_no_number(screen: DirectoryScreen) -> None:
    screen.model.choose("D11-JP-47")
    assert "Headquarters fills this in" in badges(screen)
    assert "do not guess" in entry_words(screen)


def test_every_mark_has_an_icon_and_a_word_of_its_own() -> None:
    looks = [mark_label(mark, english) for mark in ContactMark]
    assert len({word for word, _kind, _icon in looks}) == len(looks)
    assert len({icon for _word, _kind, icon in looks}) == len(looks)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 days old"), (59, "59 days old"), (91, "about 3 months old (91 days)"),
     (2374, "about 6 years old (2374 days)")],
)  # fmt: skip
def test_age_in_words(days: int, words: str) -> None:
    assert age_words(days, english) == words


def test_an_officer_gets_no_form(screen: DirectoryScreen) -> None:
    screen.model.choose("D22")
    assert screen.form is None


def test_a_supervisor_corrects_and_the_refusal_keeps_what_was_typed(
    supervised: tuple[House, Workspace], qtbot: QtBot
) -> None:
    house, workspace = supervised
    screen = screen_of(workspace, qtbot)
    screen.model.choose("D22")
    form = screen.form
    assert form is not None
    assert faults(screen) == []
    form.phone.setText(NUMBER)
    form.button.click()
    assert "reason" in form.message.text()
    assert form.phone.text() == NUMBER
    form.reason.setText("見本：電話で確かめた")
    with qtbot.waitSignal(screen.model.corrected):
        form.button.click()
    assert NUMBER in entry_words(screen)
    assert "見本：電話で確かめた" in entry_words(screen)
    assert house.supervisor.name in entry_words(screen)
    assert "Corrected here" in badges(screen)
    again = screen_of(workspace, qtbot)
    again.model.choose("D22")
    assert NUMBER in entry_words(again)


def test_a_forged_correction_is_told_above_the_list(
    supervised: tuple[House, Workspace], qtbot: QtBot
) -> None:
    house, workspace = supervised
    assert not screen_of(workspace, qtbot).warning.isVisible()
    workspace.directory.correct("D22", phone=NUMBER, reason="見本")
    path = house.stations.folder.root / FILE
    path.write_text(path.read_text("utf-8").replace(NUMBER, "0120-666-666"), "utf-8")
    screen = screen_of(workspace, qtbot)
    assert screen.warning.isVisible()
    assert "1 corrections carry no valid signature" in screen.warning.accessibleName()
    screen.model.choose("D22")
    assert "0120-666-666" not in entry_words(screen)


def test_the_focus_comes_to_the_search_and_keys_open_an_entry(screen: DirectoryScreen) -> None:
    line = screen.search.focusProxy()
    assert line is not None
    assert line.hasFocus()
    screen.table.view.setFocus()
    press_row(screen.table, 3)
    QTest.keyClick(screen.table.view, Qt.Key.Key_Return)
    assert screen.entry is not None
    assert screen.model.entry == screen.contacts.rows[3]


def test_enter_in_the_search_goes_to_the_first_that_was_found(screen: DirectoryScreen) -> None:
    window = screen.windowHandle()
    for letter in "police":
        QTest.keyClick(window, ord(letter))
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert screen.table.view.hasFocus()
    assert screen.table.selected_row() == 0
    assert screen.model.entry == screen.contacts.rows[0]  # a chosen one stands beside the list


def test_enter_in_the_search_stays_where_nothing_was_found(screen: DirectoryScreen) -> None:
    line = screen.search.focusProxy()
    assert line is not None
    for letter in "zzzzzz":
        QTest.keyClick(screen.windowHandle(), ord(letter))
    QTest.keyClick(screen.windowHandle(), Qt.Key.Key_Return)
    assert line.hasFocus()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("scale", [100, 200])
def test_it_fits_a_small_laptop(
    workspace: Workspace, qapp: QApplication, qtbot: QtBot, mode: str, scale: int
) -> None:
    apply_theme(qapp, "dark" if mode == "dark" else "light", scale, "ja")
    screen = screen_of(workspace, qtbot)
    assert faults(screen) == []
    press_row(screen.table, 0)
    screen.table.row_activated.emit(0)
    assert faults(screen) == []
    assert screen.width() <= 1366
    assert screen.back_button.isVisible() is (scale == 200)
    screen.back_button.click()
    assert screen.table.isVisible()


def test_the_bar_leads_there_for_every_role(qtbot: QtBot) -> None:
    bar = TopBar("SAMPLE Station · officer one", english)
    qtbot.addWidget(bar)
    with qtbot.waitSignal(bar.program.directory_wanted):
        bar.program.directory.click()


@pytest.mark.parametrize("scale", [100, 125, 150, 175, 200])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_bar_fits_a_small_laptop(
    qapp: QApplication, qtbot: QtBot, scale: int, language: str
) -> None:
    words = Translator("officer", language, locales_dir()).gettext
    apply_theme(qapp, "light", scale, language)
    bar = TopBar("SAMPLE Station · officer one", words)
    qtbot.addWidget(bar)
    assert bar.minimumSizeHint().width() <= 1366


def test_the_persons_paper_has_a_doubtful_number_only_where_it_was_ticked(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    """By a real click; what was said in the interview chose the numbers."""
    case = seal(workspace, begin(workspace), {"CLOS-05": "paper"})
    model = HandoverViewModel(workspace, DirectTasks(), case, nobody, ())
    made = HandoverScreen(model, english, Unsaved(workspace.drafts, DirectTasks()))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    model.load()
    model.show_paper()
    panel = made.saving
    assert panel is not None
    assert panel.numbers is not None
    number, box = next(iter(panel.numbers.boxes.items()))
    assert made.save_button.isEnabled()  # without it the paper is whole
    box_at = QPoint(12, box.height() // 2)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box_at)
    assert model.confirmed == {number}
    assert box.isChecked()
    model.save_paper(tmp_path / "with.pdf")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box_at)
    model.save_paper(tmp_path / "without.pdf")
    assert number in poppler((tmp_path / "with.pdf").read_bytes())
    plain = poppler((tmp_path / "without.pdf").read_bytes())
    assert number not in plain
    assert "110" in plain
    assert faults(made) == []
