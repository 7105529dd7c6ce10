# SPDX-License-Identifier: MIT
"""Presses that were meant for what stood there before: through the native window, at positions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget

import ui.main
from tests.ui.pages import rest
from ui.main import guard
from ui.main.guard import LEAST_MS, PressGuard
from ui.widgets.held import hold
from ui.widgets.replaced import is_being_replaced, replaced, replacing

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Desk:
    """A window with the guard on, and a clock that stands until it is moved."""

    app: QApplication
    window: QWidget
    clicks: list[str] = field(default_factory=list)
    ms: int = 10_000

    def button(self, name: str, x: int, y: int = 10, *, parent: QWidget | None = None) -> Any:
        made = QPushButton(name, parent or self.window)
        made.setGeometry(x, y, 120, 40)
        made.clicked.connect(lambda: self.clicks.append(name))
        made.show()
        return made

    def click(self, x: int, y: int = 30) -> None:
        QTest.mouseClick(self.window.windowHandle(), LEFT, pos=QPoint(x, y))
        rest()

    def double(self, x: int, y: int = 30) -> None:
        """As a hand does it: press, release, and the second press says that it is one of second."""
        native, at = self.window.windowHandle(), QPoint(x, y)
        QTest.mouseDClick(native, LEFT, pos=at)
        rest()

    def key(self, key: Qt.Key, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.windowHandle(), key, modifiers)
        rest()

    def later(self, ms: int = LEAST_MS) -> None:
        self.ms += ms


@pytest.fixture
def desk(qapp: QApplication, qtbot: Any) -> Iterator[Desk]:
    window = QWidget()
    window.resize(600, 400)
    made = Desk(qapp, window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    watch = PressGuard(lambda: made.ms, window)
    qapp.installEventFilter(watch)
    made.later()
    yield made
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_press_at_rest_counts_and_so_does_each_of_two(desk: Desk) -> None:
    """Positive control, and no loss: where nothing changes, quick presses all count."""
    desk.button("a", 10)
    desk.later()
    desk.click(50)
    assert desk.clicks == ["a"]
    desk.double(50)
    assert desk.clicks == ["a"] * 3


def test_the_second_press_does_not_reach_what_came_under_the_pointer(desk: Desk) -> None:
    first = desk.button("first", 10)
    first.clicked.connect(lambda: (first.hide(), desk.button("second", 10)))
    desk.later()
    desk.double(50)
    assert desk.clicks == ["first"]
    desk.later(LEAST_MS - 1)
    desk.click(50)
    assert desk.clicks == ["first"]
    desk.later(1)
    desk.click(50)
    assert desk.clicks == ["first", "second"]


def test_moving_the_pointer_does_not_help(desk: Desk) -> None:
    other = desk.button("other", 300)
    first = desk.button("first", 10)
    first.clicked.connect(first.hide)
    desk.later()
    desk.click(50)
    desk.click(350)
    assert desk.clicks == ["first"]
    desk.later()
    desk.click(350)
    assert desk.clicks == ["first", "other"]
    assert other.isVisible()


def test_a_change_elsewhere_costs_nothing_but_a_press_into_it_does(desk: Desk) -> None:
    desk.button("here", 10)
    desk.later()
    desk.click(50)
    desk.button("there", 300)
    desk.click(50)
    desk.click(350)
    assert desk.clicks == ["here", "here"]


def test_what_moved_away_under_the_pointer_and_what_was_enabled(desk: Desk) -> None:
    first, second = desk.button("one", 10), desk.button("two", 10, 100)
    desk.later()
    desk.click(50)
    first.move(10, 300)
    second.move(10, 10)
    desk.click(50)
    assert desk.clicks == ["one"]
    second.setEnabled(False)
    desk.later()
    second.setEnabled(True)
    desk.click(50)
    assert desk.clicks == ["one"]
    desk.later()
    desk.click(50)
    assert desk.clicks == ["one", "two"]


def test_what_is_only_painted_anew_says_so(desk: Desk) -> None:
    desk.button("same", 10)
    desk.later()
    replaced(desk.window)
    desk.click(50)
    assert desk.clicks == []


def test_what_becomes_something_else_is_told_once_as_a_whole(desk: Desk) -> None:
    page = QWidget(desk.window)
    page.setGeometry(0, 0, 140, 60)  # less than a fifth of the window
    page.show()
    desk.button("other", 300)
    old = desk.button("old", 10, parent=page)
    desk.later()
    with replacing(page):
        old.hide()
        desk.button("new", 10, parent=page)
        assert is_being_replaced(old)
        assert not is_being_replaced(desk.window)
        desk.click(50)  # nothing was told yet
        desk.click(350)  # and the pointer goes elsewhere
    assert not is_being_replaced(old)
    assert desk.clicks == ["new", "other"]
    desk.click(350)
    desk.click(50)
    assert desk.clicks == ["new", "other", "other"]
    desk.later()
    desk.click(50)
    assert desk.clicks == ["new", "other", "other", "new"]


def test_what_moves_elsewhere_while_a_part_becomes_something_else_is_seen(
    desk: Desk, qtbot: Any
) -> None:
    """The window of the person may be laid out in the same moment."""
    other = QWidget()
    qtbot.addWidget(other)
    other.resize(300, 200)
    below = QPushButton("below", other)
    below.setGeometry(10, 10, 120, 40)
    below.clicked.connect(lambda: desk.clicks.append("below"))
    other.show()
    page = QWidget(desk.window)
    page.show()
    rest()
    desk.later()
    with replacing(page):
        below.move(10, 100)
    QTest.mouseClick(other.windowHandle(), LEFT, pos=QPoint(50, 120))
    rest()
    assert desk.clicks == []
    desk.later()
    QTest.mouseClick(other.windowHandle(), LEFT, pos=QPoint(50, 120))
    rest()
    assert desk.clicks == ["below"]


def test_the_focus_stays_where_it_was_when_a_press_is_refused(desk: Desk) -> None:
    line = QLineEdit(desk.window)
    line.setGeometry(10, 10, 120, 40)
    line.show()
    desk.click(50)
    assert not line.hasFocus()
    desk.later()
    desk.click(50)
    assert line.hasFocus()


def test_enter_and_space_wait_where_the_program_put_the_focus(desk: Desk) -> None:
    desk.button("one", 10)
    second = desk.button("two", 300)
    desk.later()
    second.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert desk.clicks == []
    desk.later()
    desk.key(Qt.Key.Key_Space)
    assert desk.clicks == ["two"]
    desk.key(Qt.Key.Key_Tab)  # the person's own step: no waiting
    desk.key(Qt.Key.Key_Space)
    assert desk.clicks == ["two", "one"]


def test_digits_arrows_and_keys_with_ctrl_pass(desk: Desk) -> None:
    seen: list[int] = []

    class Ear(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            seen.append(event.key())

    ear = Ear(desk.window)
    ear.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    ear.resize(50, 50)
    ear.show()
    ear.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Return):
        desk.key(key)
    desk.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    control = [Qt.Key.Key_Control, Qt.Key.Key_Return]
    assert seen == [Qt.Key.Key_1, Qt.Key.Key_Down, Qt.Key.Key_Escape, *control]
    desk.later()
    desk.key(Qt.Key.Key_Return)
    assert seen.count(Qt.Key.Key_Return) == 2


def test_a_key_that_repeats_by_itself_activates_nothing(desk: Desk) -> None:
    button = desk.button("one", 10)
    desk.later()
    button.setFocus()
    desk.later()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True, 1)
        desk.app.sendEvent(button, event)
    assert desk.clicks == []


def test_nothing_typed_is_lost_in_a_field(desk: Desk) -> None:
    line, area = QLineEdit(desk.window), QPlainTextEdit(desk.window)
    area.setGeometry(0, 100, 100, 100)
    entered: list[str] = []
    line.returnPressed.connect(lambda: entered.append(line.text()))
    for field_ in (line, area):
        field_.show()
        field_.setFocus()
        QTest.keyClicks(field_, "a b 1")
        desk.key(Qt.Key.Key_Return)
    assert (line.text(), area.toPlainText()) == ("a b 1", "a b 1\n")
    assert entered == []  # Enter in a line acts: it waits
    line.setFocus()
    desk.later()
    desk.key(Qt.Key.Key_Return)
    assert entered == ["a b 1"]


def test_a_field_into_which_the_focus_was_pushed_takes_no_key(desk: Desk) -> None:
    button = desk.button("draw", 10)
    secret = QLineEdit(desk.window)
    secret.setGeometry(300, 10, 100, 40)
    secret.show()
    desk.later()
    button.setFocus()
    button.setEnabled(False)  # Qt gives the focus to the next that takes it
    assert secret.hasFocus()
    QTest.keyClicks(secret, "a note")
    committed = QInputMethodEvent()
    committed.setCommitString("メモ")
    desk.app.sendEvent(secret, committed)
    rest()
    assert secret.text() == ""
    assert not secret.hasFocus()
    desk.later()
    desk.click(350)
    QTest.keyClicks(secret, "meant")
    assert secret.text() == "meant"
    button.setEnabled(True)
    secret.clearFocus()
    desk.later()
    button.setFocus()
    desk.key(Qt.Key.Key_Tab)
    QTest.keyClicks(desk.window.focusWidget(), " too")
    assert secret.text() in {"meant too", " too"}  # Tab selects what stands there


def test_another_window_is_not_concerned(desk: Desk, qtbot: Any) -> None:
    """The person taps in their window while the officer's page changes."""
    person = QWidget()
    qtbot.addWidget(person)
    person.resize(600, 400)
    desk.button("theirs", 10, parent=person)
    person.show()
    qtbot.waitExposed(person)
    desk.later()
    replaced(desk.window)
    QTest.mouseClick(person.windowHandle(), LEFT, pos=QPoint(50, 30))
    assert desk.clicks == ["theirs"]
    replaced(person)
    QTest.mouseClick(person.windowHandle(), LEFT, pos=QPoint(50, 30))
    assert desk.clicks == ["theirs"]


def test_the_interval_is_the_systems_when_that_is_longer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = desk.window.findChild(PressGuard)
    assert isinstance(watch, PressGuard)
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 900)
    assert watch.interval == 900
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 200)
    assert watch.interval == LEAST_MS == 400


def test_the_program_goes_by_the_machines_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests give hands that are never too quick; the program itself gives nothing else than this."""
    assert (
        vars(ui.main)["monotonic_ms"] is not guard.monotonic_ms
    )  # what conftest puts there for all tests
    monkeypatch.undo()
    assert vars(ui.main)["monotonic_ms"] is guard.monotonic_ms


def test_what_is_held_counts_right_after_a_change(desk: Desk) -> None:
    """Nothing would show the person that a press on it was refused."""
    hold(desk.button("held", 10))
    desk.button("plain", 300)
    desk.click(350)
    assert desk.clicks == []
    desk.click(50)
    assert desk.clicks == ["held"]
    desk.key(Qt.Key.Key_Space)  # what was pressed has the keyboard
    assert desk.clicks == ["held", "held"]
