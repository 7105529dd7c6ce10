# SPDX-License-Identifier: MIT
"""Hands that press anything: random clicks, double clicks and keys at positions on every page.

A few dozen presses a day by a rotating seed, ten thousand with ``--full``. No exception page, no event
that cannot be undone without its own confirmation, and what stands in a field stays there.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from app.domain.event import EventType, NewEvent
from app.domain.value import PartValue
from app.ids import InterviewId, ItemId
from app.services.workspace import Workspace
from tests.counts import count, draw, sample
from tests.stations import House, begin, build_house
from tests.ui.going import go, hand_over
from tests.ui.pages import ANSWERED, rest, windows
from ui.main import Shell, printing
from ui.main.request import To
from ui.screens.home import HomeScreen
from ui.widgets.confirmation import Confirmation
from ui.widgets.entries import WAITS
from ui.widgets.feedback import ReportPage
from ui.widgets.form import PassphraseField, SearchField
from ui.widgets.part_base import PartWidget
from ui.widgets.part_choice import StatedPart

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
K = Qt.Key
PRESSES = (40, 10_000)  # a day, with --full
PAGES = 12  # a day, in turn: to open one costs more than the presses on it
MOUSE, TWICE, UNHURRIED = 0.62, 0.3, 0.7  # shares of the presses
#: what a hand writes with one press and cannot take back with another
IRREVERSIBLE = {
    EventType.DANGER_RAISED, EventType.DANGER_RESOLVED, EventType.DANGER_TAKEN_BACK,
    EventType.CONSENT_WITHDRAWN, EventType.BASIS_INVOKED, EventType.SEALED, EventType.AMENDED,
    EventType.WITHDRAWN, EventType.EXPORTED, EventType.STATUS_DECIDED, EventType.LOCK_OPENED,
}  # fmt: skip
KEYS: tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...] = (
    (K.Key_Tab, NONE), (K.Key_Tab, NONE), (K.Key_Tab, NONE), (K.Key_Backtab, SHIFT),
    (K.Key_Space, NONE), (K.Key_Space, NONE), (K.Key_Return, NONE), (K.Key_Return, NONE),
    (K.Key_Escape, NONE), (K.Key_Up, NONE), (K.Key_Down, NONE), (K.Key_Left, NONE),
    (K.Key_Right, NONE), (K.Key_1, NONE), (K.Key_2, NONE), (K.Key_0, NONE), (K.Key_Minus, NONE),
    (K.Key_A, NONE), (K.Key_B, NONE), (K.Key_Return, CTRL), (K.Key_F2, NONE), (K.Key_F1, NONE),
    (K.Key_F4, NONE), (K.Key_F3, CTRL), (K.Key_F6, CTRL), (K.Key_F7, CTRL), (K.Key_F8, CTRL),
    (K.Key_F9, CTRL), (K.Key_PageDown, NONE), (K.Key_End, NONE),
)  # fmt: skip
TURNED = (K.Key_Tab, K.Key_Backtab)
ITEMS = ("SAFE-03", "AGE-01", "IDEN-01", "RECR-03", "CTRL-04", "WORK-04", "DEBT-05", "REFR-02")


@dataclass
class Walk:
    """One pair of hands; ``faults`` is what must stay empty."""

    shell: Shell
    workspace: Workspace
    chance: random.Random
    ms: int = 0
    pressed: int = 0
    asked: int = 0
    confirming: bool = False
    last: str = ""
    faults: list[str] = field(default_factory=list)

    def on_append(self, events: Sequence[NewEvent]) -> None:
        """What is stored while a press goes on; the first event of a step is the hand's own."""
        kind = next(event.type for event in events if event.type is not EventType.CLOCK_ANOMALY)
        if kind in IRREVERSIBLE and not self.confirming:
            self.faults.append(f"{kind} without its confirmation, by {self.last}")

    def go(self, times: int) -> None:
        for _number in range(times):
            if self.chance.random() < UNHURRIED:
                self.ms += 1000  # else the hand is quicker than any eye
            self._step()
            if self.faults:
                return

    def _step(self) -> None:
        shell = self.shell
        page = shell.window.page
        before, item = self._texts(page), self._item()
        touched = self._mouse() if self.chance.random() < MOUSE else self._key()
        self.confirming = False
        self._settle()
        self.pressed += 1
        if shell.workspace is None:
            self.faults.append(f"locked by {self.last}")
        if isinstance(shell.window.page, ReportPage):
            self.faults.append(f"exception page after {self.last}")
        if shell.window.page is not page:
            return
        after = self._texts(page) if self._item() == item else self._kept(before)
        # Unsure and declined put what was typed aside: it comes back with the next press there.
        parts = page.findChildren(StatedPart) if page is not None else []
        aside = {text for part in parts for text in part._aside[1]}
        for name, text in before.items():
            gone = name in after and not after[name].startswith(text) and text not in aside
            if text and gone and name != touched:
                self.faults.append(f"{name}: text lost after {self.last}")

    def _item(self) -> str:
        """The question on the page, whose fields bear the same names as those of another one."""
        case = self.shell.case
        return str(case.model.item) if case and case.model.is_open else ""

    def _kept(self, before: Mapping[str, str]) -> dict[str, str]:
        """What is kept of the words in the areas of a question that the hand left; "" where it is not."""
        case = self.shell.case
        if case is None:
            return {}
        case.model.unsaved.flush()
        rest()
        session = case.model.session
        held: list[object] = [draft.fields for draft in self.workspace.drafts.of(session.id)]
        held += [dict(g.answer.parts) for g in session.interview.answers.values()]
        held += [{"note": note.text} for note in session.interview.notes]
        words = set(_leaves(held))
        areas = {name: text for name, text in before.items() if name.startswith("TextArea")}
        return {name: text if text in words else "" for name, text in areas.items()}

    def _mouse(self) -> str:
        targets = self._targets()
        if not targets:
            return ""
        target = self.chance.choice(targets)
        at = target.mapTo(self.shell.window, target.rect().center())
        twice = self.chance.random() < TWICE
        self._about_to(target, "double click" if twice else "click")
        press: Callable[..., None] = QTest.mouseDClick if twice else QTest.mouseClick
        touched = _place(target)
        press(self.shell.window.windowHandle(), LEFT, NONE, at)
        return touched

    def _key(self) -> str:
        key, with_ = self.chance.choice(KEYS)
        # A window that a popup left inactive sends keys to what had its focus.
        focus: QWidget | None = QApplication.focusWidget() or self.shell.window.focusWidget()
        if focus is not None and _is(focus, self.shell.tr_officer("Lock")):
            key, with_ = K.Key_Tab, NONE
        self._about_to(focus, f"key {key.name}")
        touched = _place(focus) if focus is not None and key not in TURNED else ""
        for _time in range(2 if self.chance.random() < TWICE else 1):
            QTest.keyClick(self.shell.window.windowHandle(), key, with_)
        return touched

    def _about_to(self, target: QWidget | None, deed: str) -> None:
        page = self.shell.window.page
        words = target.accessibleName() if target is not None else "nothing"
        self.last = f"{deed} on {words!r} of {type(page).__name__} (press {self.pressed})"
        for confirmation in self.shell.window.findChildren(Confirmation):
            if confirmation.is_open() and target is confirmation.yes_button:
                self.asked += 1
                self.confirming = True

    def _settle(self) -> None:
        rest()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        if self.shell.window.is_neutral:
            self.shell.hide()
        if self.shell.case is not None:
            self.shell.case.hide_person_window()
        rest()

    def _targets(self) -> list[QWidget]:
        """What can be pressed and lies in sight, not beneath something else."""
        window = self.shell.window
        kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView, QComboBox)
        found = [widget for kind in kinds for widget in window.findChildren(kind)]
        lock = self.shell.tr_officer("Lock")
        return [
            widget
            for widget in found
            if widget.isVisible()
            and widget.isEnabled()
            and self._in_sight(widget)
            and not _is(widget, lock)
        ]

    def _in_sight(self, widget: QWidget) -> bool:
        window = self.shell.window
        at = widget.mapTo(window, widget.rect().center())
        there = window.childAt(at)
        return there is not None and (there is widget or widget.isAncestorOf(there))

    def _texts(self, page: QWidget | None) -> dict[str, str]:
        """What stands in the fields of a page, by item and name; secrets are wiped by design."""
        if page is None or not isValid(page):
            return {}
        found: dict[str, str] = {}
        for editor in page.findChildren(QPlainTextEdit):
            if not _waits(editor):
                found[_place(editor)] = editor.toPlainText()
        for line in page.findChildren(QLineEdit):
            # What is searched for is no entry: a letter typed at a list begins another search.
            passing = (*page.findChildren(PassphraseField), *page.findChildren(SearchField))
            secret = any(field.isAncestorOf(line) for field in passing)
            offered = isinstance(page, HomeScreen) and not line.isModified()  # by the program
            if line.isVisible() and not secret and not offered:
                found[_place(line)] = line.text()
        return found


def _is(widget: QWidget, words: str) -> bool:
    return isinstance(widget, QAbstractButton) and words in {widget.text(), widget.accessibleName()}


def _leaves(value: object) -> Iterator[str]:
    """Every text in a structure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, PartValue):
        yield from _leaves(value.data)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner)


def _waits(widget: QWidget | None) -> bool:
    """Whether a field stands in a line that waits, unseen, for a question of its kind: it is no entry."""
    while widget is not None and not widget.property(WAITS):
        widget = widget.parentWidget()
    return widget is not None


def _place(widget: QWidget) -> str:
    """A name for a field that holds after the page was drawn anew; parts have fields of the same name."""
    above = widget.parentWidget()
    if isinstance(above, QAbstractScrollArea):
        widget = above
    part = widget.parentWidget()
    while part is not None and not isinstance(part, PartWidget):
        part = part.parentWidget()
    within = f" of {part.name}" if part is not None else ""
    return f"{type(widget).__name__} {widget.accessibleName()}{within}"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("pressed"))


@pytest.fixture(scope="module")
def workspace(house: House) -> Iterator[Workspace]:
    opened = house.open(house.officer)
    yield opened
    opened.close()


@pytest.fixture
def walk(
    qapp: QApplication, house: House, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Walk]:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([], ""))
    for name in ("print_pages", "print_card"):
        monkeypatch.setattr(printing, name, lambda *_a, **_k: None)
    hand: list[Walk] = []
    with windows(qapp, house, press_time=lambda: hand[0].ms if hand else 0) as shell:
        hand.append(Walk(shell, workspace, draw("presses")))
        store: Any = workspace.interviews._store
        append = store.append

        def watched(interview: InterviewId, events: Any, *more: Any) -> Any:
            listed = list(events)
            hand[0].on_append(listed)
            return append(interview, listed, *more)

        monkeypatch.setattr(store, "append", watched, raising=False)
        shell._on_open(house.officer, workspace)
        shell.window.activateWindow()
        hand[0].ms += 1000
        rest()
        yield hand[0]
        shell.home()
        rest()


def _to(name: str) -> Callable[[Any], object]:
    return lambda case: go(case, name)


def _at(item: str) -> Callable[[Any], object]:
    return lambda case: case.model.walking.jump(ItemId(item))


def _places(walk: Walk, workspace: Workspace) -> list[tuple[str, Callable[[], None]]]:
    """Every page, each reached as its way leads there; interview pages get an interview of their own."""
    shell = walk.shell

    def within(show: Callable[[Any], object]) -> Callable[[], None]:
        def begun() -> None:
            case = shell.open_case()
            case.open(begin(workspace, ANSWERED, practice=True))
            rest()
            show(case)

        return begun

    found: list[tuple[str, Callable[[], None]]] = [
        (name, lambda name=name: shell.go(To(name)))  # type: ignore[misc]
        for name in ("home", "practice", "papers", "settings", "about", "directory")
    ]
    names = ("danger", "cards", "interpreter", "readback", "disclosure", "language", "preparation")
    found += [(name, within(_to(name))) for name in names]
    found.append(("pause", within(lambda case: case.model.pausing.pause())))
    found.append(("handover", within(lambda case: hand_over(case, case.model.session.id))))
    found += [(item, within(_at(item))) for item in ITEMS]
    return found


@pytest.mark.slow
@pytest.mark.qt_log_ignore(
    "does not support grabbing the keyboard"
)  # the offscreen platform's popups
def test_random_presses_do_no_harm(walk: Walk, workspace: Workspace) -> None:
    places = sample("pressed pages", _places(walk, workspace), PAGES)
    walk.chance.shuffle(places)
    whole = count(*PRESSES)
    each = ceil(whole / len(places))
    while walk.pressed < whole:
        for name, way in places:
            walk.last = f"going to {name}"
            walk.confirming = True  # what the way itself stores is no press
            way()
            walk.confirming = False
            walk.ms += 1000
            rest()
            walk.go(each)
            assert walk.faults == [], name
    assert walk.pressed >= whole


def test_the_walk_sees_what_must_not_happen(walk: Walk) -> None:
    """Positive controls of its three detectors."""
    walk.on_append([NewEvent(EventType.SEALED, {})])
    walk.on_append([NewEvent(EventType.ANSWERED, {}), NewEvent(EventType.DANGER_RAISED, {})])
    assert len(walk.faults) == 1
    walk.confirming = True
    walk.on_append([NewEvent(EventType.SEALED, {})])
    assert len(walk.faults) == 1
