# SPDX-License-Identifier: MIT
"""The keyboard stays on the page: whatever had the focus is redrawn, disabled or hidden, and never *Home*."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.services.workspace import Workspace
from tests.stations import OFFICER, OFFICER_WORDS, House, begin
from tests.ui.going import go, hand_over
from tests.ui.keyboard import CTRL, bring_forward, focused, hit, write
from tests.ui.pages import rest
from tests.ui.screens.room import BASE
from ui.main import MainWindow, Shell
from ui.main.request import To
from ui.screens.danger import DangerScreen
from ui.screens.disclosure import DisclosureScreen
from ui.screens.handover import HandoverScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.readback import ReadbackScreen
from ui.screens.unlock import UnlockScreen
from ui.widgets.buttons import Button
from ui.widgets.confirmation import Confirmation
from ui.widgets.drawer import Drawer
from ui.widgets.fields import CheckBox, RadioGroup
from ui.widgets.steps import Step, StepButton

THREAT = ("CTRL-04", ["hurt_family"])


def on_page(shell: Shell) -> bool:
    page = shell.window.page
    return page is not None and page.isAncestorOf(focused())


def opened(shell: Shell, workspace: Workspace, qtbot: QtBot, *answers: object) -> InterviewScreen:
    shell.open_case().open(begin(workspace, (*BASE, *answers)))
    bring_forward(shell.window, qtbot)
    page = shell.window.page
    assert isinstance(page, InterviewScreen)
    return page


def until_focused(shell: Shell, words: str) -> None:
    """Tab until a button with these words of the program has the focus."""
    for _stop in range(120):
        focus = focused()
        if isinstance(focus, Button) and focus.text() == shell.tr_officer(words):
            return
        hit(shell.window, Qt.Key.Key_Tab)
    raise LookupError(words)


def test_closing_a_flag_leads_back_to_the_interview(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    opened(shell, workspace, qtbot, THREAT)
    hit(shell.window, Qt.Key.Key_F8, CTRL)
    page = shell.window.page
    assert isinstance(page, DangerScreen)
    field = next(iter(page._fields.values()))
    QTest.mouseClick(field.field.viewport(), Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    write(shell.window, "SAMPLE called")
    until_focused(shell, "Record and close this flag")
    hit(shell.window, Qt.Key.Key_Return)  # Enter presses what has the focus
    until_focused(shell, "Close the flag")  # asked first: it cannot be undone
    hit(shell.window, Qt.Key.Key_Return)
    assert not page._vm.red
    assert shell.window.page is page
    assert focused().accessibleName() == shell.tr_officer("Back to the interview")


def test_nothing_else_has_the_keyboard_on_the_way_to_another_page(
    shell: Shell, workspace: Workspace, qtbot: QtBot, qapp: QApplication
) -> None:
    """A screen reader would begin to read it."""
    opened(shell, workspace, qtbot)
    assert shell.case is not None
    passed: list[QWidget] = []

    def note(_old: QWidget | None, new: QWidget | None) -> None:
        page = shell.window.page
        if new is not None and page is not None and not page.isAncestorOf(new):
            passed.append(new)

    qapp.focusChanged.connect(note)
    for page in ("danger", "cards", "interview", "readback", "interview"):
        go(shell.case, page)
        rest()
        assert on_page(shell)
    qapp.focusChanged.disconnect(note)
    assert passed == []


def test_after_sealing_the_focus_stays_on_the_page(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    opened(shell, workspace, qtbot)
    assert shell.case is not None
    hand_over(shell.case, shell.case.model.session.id)
    rest()
    page = shell.window.page
    assert isinstance(page, HandoverScreen)
    assert focused() is page.seal_button
    page.seal_button.click()  # what seals is not the matter here
    until_focused(shell, "Seal it now")
    hit(shell.window, Qt.Key.Key_Return)
    assert not page.model.is_draft
    assert on_page(shell)
    assert focused() is not page.home_button


def test_attesting_goes_on_to_the_next_answer_and_then_to_the_result(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    opened(shell, workspace, qtbot, THREAT)
    assert shell.case is not None
    go(shell.case, "readback")
    rest()
    page = shell.window.page
    assert isinstance(page, ReadbackScreen)
    left = len(page._vm.unattested)
    assert left > 1
    presses = 0
    for rest_of_them in range(left - 1, -1, -1):  # the page begins at the first
        hit(shell.window, Qt.Key.Key_Return)
        presses += 1
        assert len(page._vm.unattested) == rest_of_them
        assert on_page(shell)
    assert isinstance(focused(), QRadioButton)  # the result of reading back
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert shell.window.page is page  # it is asked for
    assert isinstance(focused(), QRadioButton)
    hit(shell.window, Qt.Key.Key_Space)
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert isinstance(shell.window.page, DisclosureScreen)
    assert presses == left
    words = shell.tr_officer("Go on: the filled button at the foot")
    assert ("Ctrl+Return", words) in shell.window.keys.sheet()


def test_the_answers_that_are_read_back_are_one_stop(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    """Arrows lead from one to the next; Tab leads past all of them."""
    opened(shell, workspace, qtbot, THREAT)
    assert shell.case is not None
    go(shell.case, "readback")
    rest()
    page = shell.window.page
    assert isinstance(page, ReadbackScreen)
    first = focused()
    hit(shell.window, Qt.Key.Key_Down)
    assert focused() is not first
    assert focused().accessibleName().startswith(shell.tr_officer("Correct"))
    hit(shell.window, Qt.Key.Key_Tab)
    inside = [entry for entry in page._entries.values() if entry.isAncestorOf(focused())]
    assert inside == []


def test_the_way_on_is_not_taken_through_what_lies_over_the_page(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    """Neither through a question, which Ctrl+Enter never answers, nor through the empty page."""
    opened(shell, workspace, qtbot)
    assert shell.case is not None
    hand_over(shell.case, shell.case.model.session.id)
    rest()
    page = shell.window.page
    assert isinstance(page, HandoverScreen)
    shell.window.toggle_neutral()
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    shell.window.toggle_neutral()
    assert not page.findChildren(Confirmation)
    for _press in range(3):
        hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert [asked.is_open() for asked in page.findChildren(Confirmation)] == [True]
    assert page.model.is_draft


def test_the_danger_page_says_where_back_leads(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    opened(shell, workspace, qtbot, THREAT)
    assert shell.case is not None
    for came_from, title in (("interview", ""), ("readback", "Read back"), ("cards", "Cards")):
        go(shell.case, came_from)
        rest()
        before = type(shell.window.page)
        go(shell.case, "danger")
        rest()
        words = shell.tr_officer("Back to “{page}”").format(page=shell.tr_officer(title))
        if not title:
            words = shell.tr_officer("Back to the interview")
        assert focused().accessibleName() == words
        hit(shell.window, Qt.Key.Key_Return)
        assert type(shell.window.page) is before


def test_a_correction_is_typed_at_once_and_the_focus_returns(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    opened(shell, workspace, qtbot, THREAT)
    assert shell.case is not None
    go(shell.case, "readback")
    rest()
    page = shell.window.page
    assert isinstance(page, ReadbackScreen)
    until_focused(shell, "Correct")
    item = page._vm.account[0].item
    hit(shell.window, Qt.Key.Key_Return)
    assert page._vm.editing == item
    assert page._entries[item].isAncestorOf(focused())
    page._vm.edit(None)
    rest()
    assert page._entries[item].isAncestorOf(focused())


def test_what_was_disabled_for_a_while_has_the_focus_again(shell: Shell, qtbot: QtBot) -> None:
    shell.go(To("papers"))
    bring_forward(shell.window, qtbot)
    page = shell.window.page
    assert page is not None
    button = page.print_button  # type: ignore[attr-defined]
    button.setFocus()
    rest()
    button.setEnabled(False)
    rest()
    assert on_page(shell)
    button.setEnabled(True)
    rest()
    assert focused() is button
    button.setEnabled(False)
    rest()
    page.save_button.setFocus()  # type: ignore[attr-defined]  # the officer went on
    rest()
    button.setEnabled(True)
    rest()
    assert focused() is page.save_button  # type: ignore[attr-defined]


def test_a_wrong_passphrase_leaves_the_keyboard_in_its_field(
    shell: Shell, house: House, qtbot: QtBot
) -> None:
    shell.workspace = None
    shell.show_unlock()
    bring_forward(shell.window, qtbot)
    page = shell.window.page
    assert isinstance(page, UnlockScreen)
    names = [user.name for user in house.stations.users()]
    heard: list[str] = []
    page.language_chosen.connect(heard.append)
    QTest.mouseClick(page.name_buttons[names.index(OFFICER)], Qt.MouseButton.LeftButton)
    write(shell.window, "not the words")
    hit(shell.window, Qt.Key.Key_Return)
    assert page._model.error is not None
    assert focused() is page.passphrase.focusProxy()
    write(shell.window, "not the words")
    hit(shell.window, Qt.Key.Key_Return)
    assert page._model.delay  # from the second wrong one on
    write(shell.window, OFFICER_WORDS)
    hit(shell.window, Qt.Key.Key_Return)
    assert heard == []  # typed into nothing: no button had the focus
    assert page.passphrase.text() == ""
    while page._model.delay:
        page._model._on_second()
    rest()
    assert focused() is page.passphrase.focusProxy()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_focused_button_is_pressed(key: Qt.Key, qtbot: QtBot) -> None:
    window, pressed = QWidget(), []
    layout = QVBoxLayout(window)
    button, tick = Button("SAMPLE"), CheckBox("SAMPLE tick")
    radio = RadioGroup("SAMPLE group", [("a", "SAMPLE a"), ("b", "SAMPLE b")])
    step = StepButton(Step("one", "SAMPLE step", "open"), "open", "en")
    stops: tuple[QWidget, ...] = (button, tick, radio, step)
    for stop in stops:
        layout.addWidget(stop)
    for number, clicked in enumerate(
        (button.clicked, tick.clicked, radio.chosen_changed, step.clicked)
    ):
        clicked.connect(lambda *_checked, number=number: pressed.append(number))
    qtbot.addWidget(window)
    window.show()
    bring_forward(window, qtbot)
    for number, stop in enumerate(stops):
        stop.setFocus()
        hit(window, key)
        assert pressed == list(range(number + 1))
    button.setFocus()
    hit(window, Qt.Key.Key_Return, CTRL)  # Ctrl+Enter is *Next*, wherever the focus is
    assert len(pressed) == 4


def drawers(shell: Shell) -> list[Drawer]:
    return [drawer for drawer in shell.window.findChildren(Drawer) if drawer.isVisible()]


def ring_of(window: QWidget) -> QWidget | None:
    return window.findChild(QWidget, "kakehashi_focus_ring")


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_F7, CTRL),
        (Qt.Key.Key_F6, CTRL),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_tab_stays_inside_an_open_drawer_and_esc_closes_it(
    shell: Shell, workspace: Workspace, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    page = opened(shell, workspace, qtbot)
    before = focused()
    hit(shell.window, key, modifiers)
    (drawer,) = drawers(shell)
    seen = {focused()}
    for forward in (True, False):
        for _stop in range(30):
            hit(shell.window, Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab)
            assert drawer.isAncestorOf(focused())
            seen.add(focused())
            ring = ring_of(shell.window)
            assert ring is not None
            inside = focused().mapTo(shell.window, QPoint(2, 2))
            assert not ring.isVisible() or ring.geometry().contains(inside)
    assert len(seen) > 1 or key == Qt.Key.Key_F1
    hit(shell.window, Qt.Key.Key_Escape)
    assert drawers(shell) == []
    assert shell.window.page is page
    assert focused() is before


def test_enter_in_the_search_of_languages_takes_the_first(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = opened(shell, workspace, qtbot)
    hit(shell.window, Qt.Key.Key_F7, CTRL)
    write(shell.window, "khmer")
    hit(shell.window, Qt.Key.Key_Return)
    assert page._vm.session.interview.language == "km"
    assert drawers(shell) == []
    assert on_page(shell)


def test_enter_in_the_search_of_interviews_goes_to_the_first_that_was_found(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    begin(workspace, practice=True)
    found = begin(workspace, practice=True)
    number = workspace.interviews.open(found).interview.case_number
    shell.home()
    rest()
    home = shell.window.page
    assert isinstance(home, HomeScreen)
    home.search.setFocus()
    write(shell.window, number)
    hit(shell.window, Qt.Key.Key_Return)
    assert shell.window.page is home  # the same press opens nothing
    assert home.table.view.hasFocus()
    assert home.table.selected_row() == 0
    hit(shell.window, Qt.Key.Key_Return)
    assert shell.case is not None
    assert shell.case.model.session.id == found


def test_what_takes_the_focus_beneath_an_open_drawer_does_not_keep_it(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = opened(shell, workspace, qtbot)
    hit(shell.window, Qt.Key.Key_F6, CTRL)
    (drawer,) = drawers(shell)
    page.bar.next.setFocus()
    rest()
    assert drawer.isAncestorOf(focused())


def test_a_press_beside_a_drawer_closes_it_unless_something_is_typed_in_it(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = opened(shell, workspace, qtbot)
    hit(shell.window, Qt.Key.Key_F6, CTRL)
    write(shell.window, "T-1")
    beside = page.header.mapTo(shell.window, QPoint(4, 4))
    QTest.mouseClick(shell.window.windowHandle(), Qt.MouseButton.LeftButton, pos=beside)
    rest()
    assert len(drawers(shell)) == 1
    assert page.interpreter.code.text() == "T-1"
    for _sign in "T-1":
        hit(shell.window, Qt.Key.Key_Backspace)
    QTest.mouseClick(shell.window.windowHandle(), Qt.MouseButton.LeftButton, pos=beside)
    rest()
    assert drawers(shell) == []


def test_another_interpreter_replaces_the_code_of_the_first(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = opened(shell, workspace, qtbot)
    for code in ("T-014", "T-099"):
        hit(shell.window, Qt.Key.Key_F6, CTRL)
        write(shell.window, code)
        hit(shell.window, Qt.Key.Key_Return)
        assert drawers(shell) == []
    assert page._vm.glance.header.interpreter == "T-099"


def test_a_key_that_leads_to_a_field_out_of_sight_scrolls_there(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = opened(shell, workspace, qtbot)
    shell.window.resize(1000, 600)
    page._vm.walking.jump("SAFE-03")
    rest()
    note = page.notepad.note
    assert note is not None
    assert note.visibleRegion().isEmpty()
    hit(shell.window, Qt.Key.Key_F2)
    assert focused() is note
    assert note.visibleRegion().boundingRect().height() == note.height()


def test_the_detectors_see_the_first_of_the_window(qapp: QApplication, qtbot: QtBot) -> None:
    """Positive control: without a page to ask, Qt moves the focus to the first of the window."""
    window = MainWindow()
    qtbot.addWidget(window)
    bare = QWidget()
    layout = QVBoxLayout(bare)
    home, line = Button("Home"), QLineEdit()
    for button in (home, line):
        layout.addWidget(button)
    qtbot.addWidget(bare)
    bare.show()
    bring_forward(bare, qtbot)
    line.setFocus()
    line.hide()
    rest()
    assert focused() is home
