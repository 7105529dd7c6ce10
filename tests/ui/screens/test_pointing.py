# SPDX-License-Identifier: MIT
"""An answer is given by pointing at its picture: on the officer's page, and in the person's window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.keyboard import bring_forward, focused, hit
from tests.ui.pages import rest
from tests.ui.screens.hand import Hand, hands
from tests.ui.screens.room import BASE, english, led, talk
from ui.main import Shell
from ui.screens.person import PersonWindow
from ui.screens.person.question import QuestionPage
from ui.theme import current_theme
from ui.theme.pictograms import picture_of_answer
from ui.viewmodels.person import PersonViewModel, Scene
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.pair_row import PairRow
from ui.widgets.picture_choice import PictureTile

HELP, OUT, HURT, SEXUAL = "REFR-01", "MOVE-02", "CTRL-02", "CTRL-03"


@pytest.fixture
def hand(shell: Shell, workspace: Workspace) -> Iterator[Hand]:
    with hands(shell, workspace, begin(workspace, BASE, language="my")) as made:
        yield made


@pytest.fixture
def beside(workspace: Workspace, qtbot: QtBot) -> PersonWindow:
    """The person's window, on a laptop's screen."""
    record = begin(workspace, BASE, practice=True, language="th")
    made = PersonWindow(PersonViewModel(talk(workspace, record)), english)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    bring_forward(made, qtbot)
    return made


def rows(page: QWidget) -> dict[str, ChoiceRow]:
    return {row.spec.id: row for row in page.findChildren(ChoiceRow) if row.isVisible()}


def point_at(row: ChoiceRow, spot: QPoint) -> None:
    """Press and release at a place of a row, in the window it stands in."""
    window = row.window()
    place = row.mapTo(window, spot)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    rest()


def inked(row: ChoiceRow, area: QRect) -> bool:
    """Whether something is drawn there."""
    image = row.grab(area).toImage()
    seen = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    return len(seen) > 8  # a line has many shades at its edges


def test_the_officers_page_has_a_picture_before_the_words(hand: Hand) -> None:
    hand.at(HELP)
    shown = rows(hand.shell.window)
    doctor, states = shown["doctor"], [shown["unsure"], shown["declined"]]
    assert isinstance(doctor, PairRow)
    picture = QRect(
        doctor._lead(doctor._shape, doctor.width()) - 40, (doctor.height() - 32) // 2, 32, 32
    )
    assert all(row.spec.picture for row in (doctor, *states))
    assert inked(doctor, picture)
    assert doctor.accessibleName() == "医師"  # the word is the name, the picture decorates it
    heard = QAccessible.queryAccessibleInterface(doctor)
    assert heard is not None
    assert heard.childCount() == 0
    point_at(doctor, picture.center())
    assert doctor.isChecked()
    hand.key(Qt.Key.Key_4)
    hand.next()
    assert hand.stored(HELP) == {"": ["doctor", "interpreter"]}


def test_the_picture_of_an_answer_that_is_no_choice_is_pointed_at(hand: Hand) -> None:
    hand.at(OUT)
    declined = rows(hand.shell.window)["declined"]
    assert isinstance(declined, PairRow)
    lead = declined._lead("line", declined.width())
    assert inked(declined, QRect(lead - 32, (declined.height() - 24) // 2, 24, 24))
    point_at(declined, QPoint(lead - 20, declined.height() // 2))
    hand.next()
    assert hand.shell.case is not None
    assert hand.shell.case.model.stored_of(ItemId(OUT)) == "declined"


def test_nothing_of_violence_or_sexual_acts_is_pictured(hand: Hand) -> None:
    """The cards of yes, no, not sure and no answer are the same there as everywhere."""
    for item in (HURT, SEXUAL):
        hand.at(item)
        shown = rows(hand.shell.window)
        assert {"unsure", "declined"} < set(shown)
        for option, row in shown.items():
            assert row.spec.picture == picture_of_answer(option)


def tiles(page: PersonWindow) -> dict[str, PictureTile]:
    return {key: row for key, row in rows(page).items() if isinstance(row, PictureTile)}


def test_the_person_points_at_a_large_picture(beside: PersonWindow) -> None:
    led(beside).walking.jump(OUT)
    rest()
    page = beside.page
    assert isinstance(page, QuestionPage)
    shown = tiles(beside)
    assert list(shown) == ["yes", "with_permission", "only_with_someone", "no"]
    assert len({tile.y() for tile in shown.values()}) == 1  # beside each other
    tile = shown["only_with_someone"]
    size = current_theme().px(tile._picture)
    assert size >= 64
    picture = QRect((tile.width() - size) // 2, 10, size, size)
    assert inked(tile, picture)
    point_at(tile, picture.center())
    assert tile.isChecked()
    place = page.done.mapTo(beside, page.done.rect().center())
    QTest.mouseClick(beside.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    rest()
    assert beside._vm.scene is Scene.KEPT
    assert led(beside).stored_of(OUT) == "only_with_someone"


def test_the_person_chooses_pictures_with_the_keyboard(beside: PersonWindow) -> None:
    led(beside).walking.jump(HELP)
    rest()
    shown = tiles(beside)
    assert focused() is shown["shelter"]
    hit(beside, Qt.Key.Key_Right)
    hit(beside, Qt.Key.Key_Space)
    hit(beside, Qt.Key.Key_Down)
    hit(beside, Qt.Key.Key_Return)
    assert [key for key, tile in shown.items() if tile.isChecked()] == ["doctor", "counsellor"]
    assert isinstance(beside.page, QuestionPage)
    while focused() is not beside.page.done:
        hit(beside, Qt.Key.Key_Tab)
    hit(beside, Qt.Key.Key_Space)
    assert led(beside).stored_of(HELP) == ["doctor", "counsellor"]


@pytest.mark.parametrize(("width", "abreast"), [(1366, 6), (911, 4), (480, 2)])
def test_as_many_pictures_stand_abreast_as_have_room(
    beside: PersonWindow, width: int, abreast: int
) -> None:
    beside.resize(width, 768)
    led(beside).walking.jump(HELP)
    rest()
    shown = list(tiles(beside).values())
    assert len(shown) == 12
    assert len([tile for tile in shown if tile.y() == shown[0].y()]) == abreast
    for tile in shown:
        assert tile.height() >= tile.heightForWidth(tile.width())
        assert tile.width() >= tile.minimumSizeHint().width()
    assert len({tile.width() for tile in shown}) <= 2  # a px of rounding
