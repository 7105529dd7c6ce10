# SPDX-License-Identifier: MIT
"""Nothing by accident: double clicks and double Enter at positions in the real window.

Every event type has its place in one of the lists here: what cannot be undone asks first, in a place
of its own that no double press reaches, or wants words, a passphrase or a file's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget

from app.domain.event import EventType
from app.ids import InterviewId, RecipientId
from app.services.workspace import Workspace
from tests.stations import House, begin
from tests.ui.going import go, hand_over
from tests.ui.pages import rest, windows
from ui.main import Shell
from ui.main.case import Case
from ui.screens.danger import DangerScreen
from ui.screens.disclosure import DisclosureScreen
from ui.screens.disclosure.basis import BasisForm
from ui.screens.fold import Fold
from ui.screens.handover import HandoverScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.pause import PauseScreen
from ui.tasks import DirectTasks
from ui.widgets.confirmation import Confirmation
from ui.widgets.fields import TextArea, TextInput

LEFT = Qt.MouseButton.LeftButton

#: written by a press, append-only, and not undone by another press: each has its own confirmation
CONFIRMED = {
    EventType.DANGER_RAISED: "raise",
    EventType.DANGER_RESOLVED: "close",
    EventType.DANGER_TAKEN_BACK: "take back",
    EventType.CONSENT_WITHDRAWN: "withdraw",
    EventType.BASIS_INVOKED: "invoke",
    EventType.SEALED: "seal",
    EventType.PACK_MOVED: "move",
}
#: wants what no press gives: written words, a supervisor's passphrase, the name of a file
WRITTEN = {
    EventType.STATUS_DECIDED, EventType.LOCK_OPENED, EventType.EXPORTED, EventType.PRINTED_UNSIGNED,
    EventType.MARK_REMOVED,
}  # fmt: skip
#: the next act of the same kind stands instead of it, or it only tells what was seen or done
CORRECTED = {
    EventType.STARTED, EventType.PREPARED, EventType.LANGUAGE_CHOSEN, EventType.INTERPRETER_SET,
    EventType.SHOWN, EventType.ANSWERED, EventType.CLEARED, EventType.SKIPPED, EventType.DECLINED,
    EventType.PAUSED, EventType.RESUMED, EventType.DISTRESS, EventType.CARD_SHOWN,
    EventType.NOTE_ADDED, EventType.READ_BACK, EventType.CORRECTED, EventType.SIGN_SET,
    EventType.ATTESTED, EventType.WORDING_MARKED, EventType.TEXTS_ASKED,
}  # fmt: skip
#: a choice in a list and then a button elsewhere; it only keeps more back, and a supervisor undoes it
CHOSEN = {EventType.MARKED}
#: a hand that is held for two seconds, or its key pressed twice, in the person's window (test_silent_help)
HELD = {EventType.SILENT_CALL}
#: no window writes it
UNWRITTEN = {
    EventType.CONSENT_GIVEN, EventType.CONSENT_REFUSED, EventType.ATTACHMENT_ADDED,
    EventType.AMENDED, EventType.WITHDRAWN, EventType.IMPORTED, EventType.COUNTERSIGNED,
    EventType.CLOCK_ANOMALY, EventType.MERGE,
}  # fmt: skip
TOLD = (
    ("SAFE-01", "yes"), ("AGE-01", {"age": 24}), ("CONS-04b", "explained"), ("CONS-06", "yes"),
    ("REFR-02", "all"),
)  # fmt: skip
UNIQUE = "medical_urgent"


@dataclass
class Officer:
    """Two quick hands at the window; between two acts a second goes by only when it is said."""

    shell: Shell
    ms: int = 0

    @property
    def window(self) -> QWidget:
        return self.shell.window

    @property
    def case(self) -> Case:
        assert self.shell.case is not None
        return self.shell.case

    def wait(self) -> None:
        self.ms += 1000
        rest()

    def page(self, kind: type[Any]) -> Any:
        rest()
        assert isinstance(self.window.page, kind), type(self.window.page)  # type: ignore[attr-defined]
        return self.window.page  # type: ignore[attr-defined]

    def button(self, words: str) -> QAbstractButton:
        words_shown = self.shell.tr_officer(words)
        for button in self.window.findChildren(QAbstractButton):
            if button.text() == words_shown and button.isVisible():
                return button
        raise LookupError(words)

    def at(self, widget: QWidget) -> QPoint:
        """Where it stands in the window, scrolled into sight."""
        rest()  # what was just drawn has its place
        area = widget.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget)
        self.wait()
        return widget.mapTo(self.window, widget.rect().center())

    def click(self, widget: QWidget) -> None:
        at = self.at(widget)  # first: the binding forgets the native window meanwhile
        QTest.mouseClick(self.window.windowHandle(), LEFT, pos=at)
        rest()

    def double_click(self, widget: QWidget) -> None:
        QTest.mouseDClick(self.window.windowHandle(), LEFT, pos=self.at(widget))
        rest()

    def double_enter(self, widget: QWidget) -> None:
        widget.setFocus()
        self.wait()
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Return):
            QTest.keyClick(self.window.windowHandle(), key)
            rest()

    def asked(self) -> Confirmation | None:
        return next((q for q in self.window.findChildren(Confirmation) if q.is_open()), None)


@pytest.fixture
def officer(qapp: QApplication, house: House, workspace: Workspace) -> Iterator[Officer]:
    hand: list[Officer] = []
    with windows(qapp, house, press_time=lambda: hand[0].ms if hand else 0) as shell:
        hand.append(Officer(shell))
        shell._on_open(house.officer, workspace)
        shell.window.activateWindow()
        hand[0].wait()
        yield hand[0]
        shell.home()
        rest()


@pytest.fixture(autouse=True)
def _own_content(workspace: Workspace) -> Iterator[None]:
    """What a test put on the shelf goes with it."""
    yield
    workspace.content._shelf._newest = ""  # type: ignore[attr-defined]


def opened(officer: Officer, workspace: Workspace, *, more: Any = ()) -> InterviewId:
    case = begin(workspace, (*TOLD, *more))
    officer.shell.open_case().open(case)
    officer.wait()
    return case


def written(workspace: Workspace, case: InterviewId, kind: EventType) -> int:
    return sum(event.type is kind for event in workspace.interviews._store.events(case))


def test_every_event_type_has_its_place() -> None:
    lists = (set(CONFIRMED), WRITTEN, CORRECTED, CHOSEN, HELD, UNWRITTEN)
    assert sum(map(len, lists)) == len(EventType)
    assert set().union(*lists) == set(EventType)
    sources = "".join(path.read_text("utf-8") for path in Path("ui/screens").rglob("*.py"))
    assert ".amend(" not in sources  # the one service verb of those that no window writes


def to_raise(officer: Officer, _workspace: Workspace, _case: InterviewId) -> QWidget:
    go(officer.case, "danger")
    page = officer.page(DangerScreen)
    fold = page.findChildren(Fold)[-1]
    if not fold.opened:
        officer.click(fold.button)
    return officer.button(officer.case.model.glance.text(flag_of(officer).title))


def flag_of(officer: Officer) -> Any:
    return officer.case.model.session.pack.flags[UNIQUE]


def to_close(officer: Officer, _workspace: Workspace, _case: InterviewId) -> QWidget:
    officer.case.model.deeds.raise_flag(UNIQUE)
    go(officer.case, "danger")
    officer.page(DangerScreen).findChildren(TextArea)[0].setPlainText("見本: 119")
    rest()  # with the first letter comes the mark of the words
    return officer.button("Record and close this flag")


def to_take_back(officer: Officer, workspace: Workspace, case: InterviewId) -> QWidget:
    to_close(officer, workspace, case)
    page = officer.page(DangerScreen)
    fold = next(f for f in page.findChildren(Fold) if f.isAncestorOf(f.button) and mistake(f))
    officer.click(fold.button)
    line = fold.findChildren(TextInput)[0]
    officer.click(line)
    QTest.keyClicks(QApplication.focusWidget(), "SAMPLE wrong line")
    return officer.button("Take this flag back")


def mistake(fold: Fold) -> bool:
    return fold.button.text() in {"誤って出した", "Raised by mistake"}


def plan(officer: Officer, recipient: str) -> DisclosureScreen:
    go(officer.case, "disclosure")
    page: DisclosureScreen = officer.page(DisclosureScreen)
    page.model.choose(RecipientId(recipient))
    rest()
    return page


def to_withdraw(officer: Officer, _workspace: Workspace, _case: InterviewId) -> QWidget:
    page = plan(officer, "wcsc")
    assert page.detail is not None
    return page.detail.withdraw_button


def to_invoke(officer: Officer, _workspace: Workspace, _case: InterviewId) -> QWidget:
    page = plan(officer, "cgc")
    form = page.findChildren(BasisForm)[-1]
    form.basis.choose("child_protection")
    form.reason.setPlainText("見本: 15歳と本人が話した")
    rest()
    return form.invoke_button


def to_seal(officer: Officer, _workspace: Workspace, case: InterviewId) -> QWidget:
    hand_over(officer.case, case)
    page: HandoverScreen = officer.page(HandoverScreen)
    return page.seal_button


def to_move(officer: Officer, _workspace: Workspace, _case: InterviewId) -> QWidget:
    """Newer content came while the interview was a draft."""
    workspace = officer.shell.workspace
    assert workspace is not None
    newer = replace(workspace.pack, sha256="0" * 64, version="2026.11.9")
    shelf = workspace.content._shelf
    shelf._packs[newer.sha256], shelf._newest = newer, newer.sha256  # type: ignore[attr-defined]
    go(officer.case, "interview")
    officer.click(officer.button("Newer content…"))
    return officer.button("Move to the newer content")


ACTS: dict[str, Callable[[Officer, Workspace, InterviewId], QWidget]] = {
    "raise": to_raise,
    "close": to_close,
    "take back": to_take_back,
    "withdraw": to_withdraw,
    "invoke": to_invoke,
    "seal": to_seal,
    "move": to_move,
}


@pytest.mark.parametrize(("kind", "act"), CONFIRMED.items(), ids=str)
def test_no_double_press_writes_what_cannot_be_undone(
    officer: Officer, workspace: Workspace, kind: EventType, act: str
) -> None:
    case = opened(officer, workspace)
    button = ACTS[act](officer, workspace, case)
    before = written(workspace, case, kind)
    officer.double_click(button)
    question = officer.asked()
    assert question is not None
    assert written(workspace, case, kind) == before
    officer.click(question.no_button)
    assert officer.asked() is None
    officer.double_enter(button)
    assert written(workspace, case, kind) == before
    if (question := officer.asked()) is None:
        officer.click(button)
        question = officer.asked()
    assert question is not None
    officer.double_click(question.yes_button)
    assert written(workspace, case, kind) == before + 1
    assert officer.asked() is None


def test_recording_twice_raises_no_flag(officer: Officer, workspace: Workspace) -> None:
    """It raised another red one that stood where the button had been."""
    case = opened(officer, workspace)
    officer.double_click(to_close(officer, workspace, case))
    question = officer.asked()
    assert question is not None
    officer.double_click(question.yes_button)
    officer.double_click(officer.button("Back to the interview"))
    state = workspace.interviews.open(case).interview
    assert state.flags_open == frozenset()
    assert set(state.flags) == {UNIQUE}
    officer.page(InterviewScreen)


def test_seal_and_hand_over_twice_only_opens_the_page(
    officer: Officer, workspace: Workspace
) -> None:
    case = opened(officer, workspace)
    page = plan(officer, "wcsc")
    officer.double_click(page.next_button)
    officer.page(HandoverScreen)
    assert officer.asked() is None
    assert written(workspace, case, EventType.SEALED) == 0


def test_break_twice_stays_in_the_break(officer: Officer, workspace: Workspace) -> None:
    opened(officer, workspace)
    page = officer.page(InterviewScreen)
    officer.double_click(page.bar.pause)
    officer.page(PauseScreen)
    assert officer.asked() is None
    home = officer.button("Another day")
    officer.double_click(home)
    officer.page(PauseScreen)
    question = officer.asked()
    assert question is not None
    officer.double_click(question.yes_button)
    officer.page(HomeScreen)


class LateTasks:
    """Work that touches no vault is done when it is told: pages that are still being drawn."""

    def __init__(self) -> None:
        self._now = DirectTasks()
        self.waiting: list[Callable[[], None]] = []

    def run(self, owner: Any, work: Any, on_success: Any, on_failure: Any, **where: bool) -> None:
        def go() -> None:
            self._now.run(owner, work, on_success, on_failure)

        if where.get("database", True):
            go()
        else:
            self.waiting.append(go)

    def later(self, owner: Any, milliseconds: int, call: Callable[[], None]) -> None:
        self._now.later(owner, milliseconds, call)

    def catch_up(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()
        rest()


def test_what_is_typed_while_pages_are_drawn_is_no_passphrase(
    officer: Officer, workspace: Workspace, tmp_path: Path
) -> None:
    """And no row of the recipients moves, before, during and after a file was saved."""
    case = opened(officer, workspace)
    workspace.interviews.seal(case)
    late = LateTasks()
    hand_over(officer.case, case)
    page: HandoverScreen = officer.page(HandoverScreen)
    page.model._tasks = late  # the same calls
    assert page.recipients is not None
    assert page.saving is not None
    rows = page.recipients.buttons

    def places() -> list[QPoint]:
        rest()
        return [button.mapToGlobal(QPoint(0, 0)) for button in rows.values()]

    first, stood = next(iter(rows)), places()
    officer.click(rows[first])
    assert late.waiting
    line = page.saving.passphrase.findChildren(QLineEdit)[0]
    for sign in "note 1":
        QTest.keyClick(officer.window.windowHandle(), sign)  # type: ignore[call-overload]
    rest()
    late.catch_up()
    QTest.keyClick(officer.window.windowHandle(), "x")  # type: ignore[call-overload]
    assert page.saving.passphrase.text() == ""
    assert places() == stood
    assert [name for name, button in rows.items() if button.isChecked()] == [first]
    officer.click(line)
    QTest.keyClicks(QApplication.focusWidget(), "meant for the file")
    assert page.saving.passphrase.text() == "meant for the file"
    page.save_to(tmp_path / "見本.pdf", page.saving.take_passphrase())
    late.catch_up()
    report = page.message.accessibleName()
    assert officer.shell.tr_officer("Saved: {name}").format(name="見本.pdf") in report
    assert "口頭" in report or "by voice" in report
    assert places() == stood
    assert page.recipients.buttons is rows
    page.save_to(tmp_path / "見本-open.pdf")
    late.catch_up()
    report = page.message.accessibleName()
    assert "口頭" not in report
    assert "by voice" not in report
