# SPDX-License-Identifier: MIT
"""What is typed and not stored comes back exactly, in the real windows: by keys, on every page.

A crash is another set of windows that opens the same vault: nothing of the first is asked. Time passes only
when a test lets it (`Still`), so that what is in the vault is what was written by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.domain.event import EventType
from app.domain.typing_place import answer_place, note_place
from app.domain.value import TextMark
from app.domain.written import written_texts
from app.errors import UserError
from app.ids import FlagId, InterviewId, ItemId
from app.services.ports import Draft
from app.services.workspace import Workspace
from tests.counts import sample
from tests.stations import House, begin
from tests.ui.going import go, hand_over
from tests.ui.pages import ANSWERED, around, rest, windows
from ui.main import Shell
from ui.main.case import Case
from ui.screens.interview import InterviewScreen
from ui.screens.interview.review_page import ReviewPage
from ui.screens.kept import PLACE
from ui.screens.readback.entry import SaidEntry
from ui.tasks import DirectTasks
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.unsaved import DELAY_MS
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choice import ChoiceBody
from ui.widgets.entries import entries, raws
from ui.widgets.fields import PassphraseField, SearchField, Select, TextArea
from ui.widgets.mark_select import WordsMark

ACCOUNT, NAME, MONEY, BIRTH = map(ItemId, ("RECR-00", "IDEN-01", "DEBT-03", "IDEN-03"))
ANOTHER = "文を別に書く"
TYPED = "  SAMPLE ga1 "


class Still(DirectTasks):
    """Work is done at once; what is to come later comes when `pass_time` says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, Callable[[], None]]] = []

    def later(self, owner: QObject, milliseconds: int, call: Callable[[], None]) -> None:
        self.waiting.append((milliseconds, call))

    def pass_time(self) -> None:
        waiting, self.waiting = self.waiting, []
        for _milliseconds, call in waiting:
            call()


@dataclass
class Desk:
    app: QApplication
    house: House
    workspace: Workspace

    @contextmanager
    def opened(self, interview: InterviewId) -> Iterator[tuple[Case, Still]]:
        """The program with this interview open; a crash is the end of the block."""
        still = Still()
        with windows(self.app, self.house, tasks=still) as shell:
            shell._on_open(self.house.officer, self.workspace)
            case = shell.open_case()
            case.open(interview)
            shell.window.activateWindow()
            rest()
            yield case, still

    def kept(self, interview: InterviewId) -> dict[str, Any]:
        return {draft.place: draft.fields for draft in self.workspace.drafts.of(interview)}


@pytest.fixture
def desk(qapp: QApplication, house: House, workspace: Workspace) -> Desk:
    return Desk(qapp, house, workspace)


@pytest.fixture
def talk(workspace: Workspace) -> InterviewId:
    return begin(workspace, ANSWERED, practice=True)


def shell_of(case: Case) -> Shell:
    shell = case._room.parent
    assert isinstance(shell, Shell)
    return shell


def page(case: Case) -> QWidget:
    found = shell_of(case).window.page
    assert found is not None
    return found


def at_item(case: Case, item: ItemId) -> None:
    go(case, "interview")
    case.model.walking.jump(item)
    rest()


def holder(root: QWidget, place: str) -> QWidget:
    """The widget of a place, as it stands on the page."""
    holders = [widget for widget in root.findChildren(QWidget) if widget.property(PLACE) == place]
    assert holders, place
    return holders[-1]


def fields(root: QWidget, place: str) -> list[QWidget]:
    """The text fields of a place that are in sight."""
    root = holder(root, place)
    found = [
        entry for entry in entries(root).values() if isinstance(entry, QLineEdit | QPlainTextEdit)
    ]
    return [line for line in found if line.isVisibleTo(root)]


def typed(widget: QWidget) -> str:
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text()  # type: ignore[attr-defined]


def put_focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.MouseFocusReason)
    rest()
    assert widget.window().focusWidget() is widget


def press(widget: QWidget, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to what has the focus in the widget's window."""
    QTest.keyClick(widget.window().focusWidget(), key, modifier)


def type_keys(widget: QWidget, text: str) -> None:
    put_focus(widget)
    for letter in text:
        press(widget, letter)


def test_typing_is_written_one_second_after_its_first_letter(desk: Desk, talk: InterviewId) -> None:
    """Going on typing does not put it off; what is written is what was typed until then."""
    with desk.opened(talk) as (case, still):
        at_item(case, ACCOUNT)
        still.pass_time()
        field = fields(page(case), answer_place(ACCOUNT))[0]
        put_focus(field)
        for number, letter in enumerate("SAMPLE sample"):
            press(field, letter)
            assert len(still.waiting) == 1, number  # one writing is due, and is not put off
        assert [wait for wait, _call in still.waiting] == [DELAY_MS]
        assert answer_place(ACCOUNT) not in desk.kept(talk)
        still.pass_time()
        assert "SAMPLE sample" in desk.kept(talk)[answer_place(ACCOUNT)].values()
        press(field, "x")
        assert len(still.waiting) == 1  # the next letter starts anew


def test_a_crash_takes_nothing_that_was_written(desk: Desk, talk: InterviewId) -> None:
    """Spaces and lines as typed; what an input method commits; the item is on the screen again."""
    with desk.opened(talk) as (case, still):
        at_item(case, ACCOUNT)
        words, rendering = fields(page(case), answer_place(ACCOUNT))
        type_keys(words, TYPED)
        press(words, Qt.Key.Key_Return)
        commit = QInputMethodEvent()
        commit.setCommitString("นายหน้าเอา\u00a0passport")
        QApplication.sendEvent(words, commit)
        type_keys(rendering, "  b")
        note = fields(page(case), note_place(ACCOUNT))[0]
        type_keys(note, " n ")
        still.pass_time()
    with desk.opened(talk) as (case, _still):
        assert case.model.item == ACCOUNT
        words, rendering = fields(page(case), answer_place(ACCOUNT))
        assert words.document().toRawText() == f"{TYPED}\u2029นายหน้าเอา\u00a0passport"  # type: ignore[attr-defined]
        assert typed(rendering) == "  b"
        assert typed(fields(page(case), note_place(ACCOUNT))[0]) == " n "
        press(page(case), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        rest()
        stored = case.model.session.interview.answer(ACCOUNT)
        assert stored is not None  # what came back is stored like what is typed
        assert case.model.item != ACCOUNT
    assert desk.kept(talk) == {}


def test_a_second_text_comes_back_and_an_empty_one_is_no_typing(
    desk: Desk, talk: InterviewId
) -> None:
    with desk.opened(talk) as (case, still):
        at_item(case, ACCOUNT)
        type_keys(fields(page(case), answer_place(ACCOUNT))[0], "a")
        another = next(
            button
            for button in page(case).findChildren(Button)
            if button.isVisible() and button.text() == ANOTHER
        )
        QTest.mouseClick(another, Qt.MouseButton.LeftButton)
        assert page(case).window().focusWidget() is fields(page(case), answer_place(ACCOUNT))[2]
        press(page(case), "b")
        still.pass_time()
    with desk.opened(talk) as (case, still):
        assert [typed(field) for field in fields(page(case), answer_place(ACCOUNT))] == [
            "a",
            "",
            "b",
            "",
        ]
        assert case.model.drafts.values[ACCOUNT] == [
            {"text": text, "lang": "th"} for text in ("a", "b")
        ]
        for field in fields(page(case), answer_place(ACCOUNT)):
            put_focus(field)
            press(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            press(field, Qt.Key.Key_Delete)
        still.pass_time()
    assert not desk.kept(talk).get(answer_place(ACCOUNT))


def test_incomplete_entries_come_back(desk: Desk, talk: InterviewId) -> None:
    """Half a date, an amount without its time, in their fields; also on going away and coming back."""
    with desk.opened(talk) as (case, still):
        at_item(case, BIRTH)
        before = [typed(field) for field in fields(page(case), answer_place(BIRTH))]
        month = fields(page(case), answer_place(BIRTH))[1]
        type_keys(month, "1")
        half = [typed(field) for field in fields(page(case), answer_place(BIRTH))]
        assert half != before
        at_item(case, MONEY)
        at_item(case, BIRTH)
        assert [typed(field) for field in fields(page(case), answer_place(BIRTH))] == half
        still.pass_time()
    with desk.opened(talk) as (case, _still):
        assert [typed(field) for field in fields(page(case), answer_place(BIRTH))] == half
        assert case.model.entering.problem.startswith("answer_date")


def test_choices_come_back(desk: Desk, talk: InterviewId) -> None:
    """A calendar by keys, an option by the mouse, a tick: chosen, and not confirmed by *Next*."""
    for item, kind in (
        (BIRTH, Select),
        (ItemId("WISH-03"), ChoiceBody),
        (ItemId("SAFE-03"), ChoiceBody),
    ):
        with desk.opened(talk) as (case, still):
            at_item(case, item)
            before = raws(holder(page(case), answer_place(item)))
            chosen = next(
                entry for entry in entries(holder(page(case), answer_place(item))).values()
                if isinstance(entry, kind)
            )  # fmt: skip
            if isinstance(chosen, Select):
                put_focus(chosen)
                press(chosen, Qt.Key.Key_Down)
            else:
                QTest.mouseClick(chosen.rows()[0], Qt.MouseButton.LeftButton)
            entered = raws(holder(page(case), answer_place(item)))
            assert entered != before
            still.pass_time()
        with desk.opened(talk) as (case, _still):
            assert case.model.item == item
            assert raws(holder(page(case), answer_place(item))) == entered


def test_the_review_names_what_is_typed_and_not_saved(desk: Desk, talk: InterviewId) -> None:
    """Half a date on a question that nobody goes back to would be in no record, unsaid."""
    desk.workspace.drafts.keep(talk, [Draft(answer_place(BIRTH), {"when/line.0": "199"})])
    with desk.opened(talk) as (case, _still):
        go(case, "interview")
        review = ReviewPage(case.model, str)
        words = case.model.glance.explainer.question(BIRTH)
        button = next(button for button in review.findChildren(Button) if button.text() == words)
        assert case.model.item == BIRTH
        case.model.walking.jump(ACCOUNT)
        button.click()
        assert case.model.item == BIRTH
        review.deleteLater()


@pytest.mark.parametrize("leave", [Shell.lock, Shell.quit, Shell.hide, Shell.home])
def test_lock_and_close_write_at_once(
    desk: Desk, talk: InterviewId, monkeypatch: pytest.MonkeyPatch, leave: Callable[[Shell], None]
) -> None:
    """An entry that is no answer yet is in the vault before the lock closes it."""
    monkeypatch.setattr(Workspace, "close", lambda _self: None)  # the other tests go on with it
    with desk.opened(talk) as (case, still):
        at_item(case, BIRTH)
        still.pass_time()
        monkeypatch.setattr(desk.app, "quit", lambda: None, raising=False)
        type_keys(fields(page(case), answer_place(BIRTH))[2], "7")
        assert desk.kept(talk) == {}
        leave(shell_of(case))
        rest()
        assert "7" in desk.kept(talk)[answer_place(BIRTH)].values()


def test_loss_of_focus_writes_at_once(desk: Desk, talk: InterviewId) -> None:
    with desk.opened(talk) as (case, still):
        at_item(case, ACCOUNT)
        words, rendering = fields(page(case), answer_place(ACCOUNT))
        still.pass_time()
        type_keys(words, "SAMPLE")
        assert desk.kept(talk) == {}
        put_focus(rendering)
        assert "SAMPLE" in desk.kept(talk)[answer_place(ACCOUNT)].values()


def test_what_is_stored_is_no_draft_any_more_in_the_same_transaction(
    desk: Desk, talk: InterviewId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit that fails leaves the draft; one that comes takes it along."""
    with desk.opened(talk) as (case, still):
        at_item(case, ACCOUNT)
        type_keys(fields(page(case), answer_place(ACCOUNT))[0], "SAMPLE")
        still.pass_time()
        store: Any = desk.workspace.drafts._store
        seen: list[tuple[bool, bool]] = []
        from app.storage import draft

        remove = draft.remove

        def watched(connection: Any, interview: InterviewId, places: Any) -> None:
            remove(connection, interview, places)
            if answer_place(ACCOUNT) in places:
                seen.append((connection.in_transaction(), True))
                if len(seen) == 1:
                    raise UserError("disk_full")

        monkeypatch.setattr(draft, "remove", watched)
        for answered in (False, True):
            press(page(case), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            rest()
            log = [
                event.type for event in store.events(talk) if event.payload.get("item") == ACCOUNT
            ]
            assert (EventType.ANSWERED in log) is answered
            assert (answer_place(ACCOUNT) in desk.kept(talk)) is not answered
        assert seen == [(True, True)] * 2


def test_the_persons_own_answer_takes_the_officers_typing_along(
    desk: Desk, talk: InterviewId
) -> None:
    with desk.opened(talk) as (case, still):
        at_item(case, ItemId("WISH-03"))
        case.model.deeds.answer(ItemId("WISH-03"), ["debt"], mode="read")
        rest()
        still.pass_time()
        assert answer_place("WISH-03") not in desk.kept(talk)


def test_a_full_disk_is_said_and_tried_again(
    desk: Desk, talk: InterviewId, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.opened(talk) as (case, still):
        at_item(case, ACCOUNT)
        type_keys(fields(page(case), answer_place(ACCOUNT))[0], "SAMPLE")
        with monkeypatch.context() as full:

            def refuse(*_any: object) -> None:
                raise UserError("disk_full")

            full.setattr(desk.workspace.drafts, "keep", refuse)
            still.pass_time()
            message = page(case).middle.message  # type: ignore[attr-defined]
            assert message.text()
        assert desk.kept(talk) == {}
        assert len(still.waiting) == 1
        still.pass_time()
        assert "SAMPLE" in desk.kept(talk)[answer_place(ACCOUNT)].values()


def text_fields(root: QWidget) -> Iterator[QWidget]:
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            above = _above(widget, root)
            if not any(isinstance(up, SearchField | PassphraseField) for up in above):
                yield widget


def _above(widget: QWidget, root: QWidget) -> list[QWidget]:
    chain: list[QWidget] = []
    up = widget.parentWidget()
    while up is not None and up is not root:
        chain.append(up)
        up = up.parentWidget()
    return chain


def loose(root: QWidget) -> list[str]:
    """The text fields of a page that belong to no place: what is typed there would be lost."""
    return [
        f"{type(root).__name__}: {field.accessibleName()}"
        for field in text_fields(root)
        if not any(up.property(PLACE) for up in _above(field, root))
    ]


def every_page(case: Case) -> Iterator[tuple[str, QWidget]]:
    """All pages around an interview, each with all that can be opened on it."""
    for name, window in around(shell_of(case)):
        if window is shell_of(case).window:
            yield name, page(case)
    shell = shell_of(case)
    go(case, "readback")
    rest()
    QTest.mouseClick(
        page(case).findChildren(SaidEntry)[0].findChildren(IconButton)[-1],
        Qt.MouseButton.LeftButton,
    )
    rest()
    yield "correction", page(case)
    go(case, "disclosure", "medical")
    rest()
    yield "basis", page(case)
    hand_over(case, InterviewId(case.interview_id))
    rest()
    yield "handover", page(case)
    assert shell.window.page is not None


def test_every_text_field_of_every_page_is_kept(desk: Desk, talk: InterviewId) -> None:
    """The kind: a field that a later page brings without a place fails here."""
    desk.workspace.interviews.raise_flag(talk, FlagId("medical_urgent"))
    desk.workspace.interviews.raise_flag(talk, FlagId("interpreter_problem"))
    with desk.opened(talk) as (case, _still):
        case.toggle_person_window()
        seen = 0
        for name, root in every_page(case):
            assert loose(root) == [], name
            seen += len(list(text_fields(root)))
        assert seen > 20
        stray = TextArea("見本 SAMPLE", parent=page(case))  # positive control
        assert len(loose(page(case))) == 1
        stray.deleteLater()
        rest()


#: Where an officer's own words can be marked; elsewhere they need every group, or are no words of a record.
MARKED = frozenset({"danger", "rendering", "readback", "correct", "basis", "note"})
PLACES = ("danger", "card", "unclear", "rendering", "readback", "correct", "basis", "decision",
          "interpreter", "note")  # fmt: skip


def show_place(case: Case, kind: str) -> None:
    ways: dict[str, Callable[[], None]] = {
        "danger": lambda: go(case, "danger"),
        "card": lambda: go(case, "cards", "CARD-01"),
        "unclear": lambda: go(case, "interpreter"),
        "rendering": lambda: go(case, "interpreter"),
        "readback": lambda: go(case, "readback"),
        "correct": lambda: go(case, "readback", "RECR-00"),
        "basis": lambda: go(case, "disclosure", "medical"),
    }
    if kind == "note":  # the seal page's: why a red flag stays open
        ways[kind] = lambda: hand_over(case, InterviewId(case.interview_id))
    ways.get(kind, lambda: go(case, "interview"))()
    shown_page = page(case)
    if isinstance(shown_page, InterviewScreen):
        shown_page.open_typed(kind)
    rest()


def marks_of(root: QWidget, place: str) -> list[WordsMark]:
    """The marks in sight that belong to words of a place."""
    found = entries(holder(root, place)).values()
    return [line for line in found if isinstance(line, WordsMark) and line.isVisibleTo(root)]


def choose_by_key(mark: WordsMark, times: int = 1) -> str:
    put_focus(mark)
    for _time in range(times):
        press(mark, Qt.Key.Key_Down)
    return mark.chosen()


def places_of(root: QWidget, kind: str) -> list[str]:
    found = [str(widget.property(PLACE) or "") for widget in root.findChildren(QWidget)]
    return [place for place in found if place.split("/")[0] == kind]


@pytest.mark.parametrize("kind", sample("kept", list(PLACES), 4))
def test_what_is_typed_on_other_pages_comes_back_there(
    desk: Desk, workspace: Workspace, kind: str
) -> None:
    """The page is open again after a crash, with the fields in sight, what was typed in them and its mark."""
    talk = begin(workspace, (*ANSWERED, ("RECR-00", {"text": "SAMPLE", "lang": "th"})))
    workspace.interviews.raise_flag(talk, FlagId("medical_urgent"))
    with desk.opened(talk) as (case, still):
        at_item(case, ItemId("WORK-04"))
        show_place(case, kind)
        place = places_of(page(case), kind)[-1]
        field = next(
            candidate
            for candidate in fields(page(case), place)
            if candidate.isVisibleTo(page(case))
        )
        type_keys(field, " a7 ")
        whole = [typed(filled) for filled in fields(page(case), place)]
        assert any(" a7 " in text for text in whole)
        chosen = [choose_by_key(mark) for mark in marks_of(page(case), place)]
        assert chosen == (["made_to_do"] if kind in MARKED else [])
        go(case, "interview")
        rest()
        show_place(case, kind)
        assert [typed(filled) for filled in fields(page(case), place)] == whole, "left and returned"
        assert [mark.chosen() for mark in marks_of(page(case), place)] == chosen
        still.pass_time()
    with desk.opened(talk) as (case, _still):
        assert place in places_of(page(case), kind)
        again = fields(page(case), place)
        assert [typed(filled) for filled in again] == whole
        assert any(" a7 " in typed(filled) and filled.isVisibleTo(page(case)) for filled in again)
        assert [mark.chosen() for mark in marks_of(page(case), place)] == chosen


#: Item -> the number of the field that holds words of its answer.
IN_ANSWERS = {"IDEN-01": 0, "TRAV-07": 0, "IDEN-03": 3}


def test_a_mark_comes_back_with_its_words(desk: Desk, workspace: Workspace) -> None:
    """Of a name and a place, stored on going on; of the words of a date and a note, not stored yet."""
    talk = begin(workspace, ANSWERED)
    with desk.opened(talk) as (case, still):
        for item, number in IN_ANSWERS.items():
            at_item(case, ItemId(item))
            assert marks_of(page(case), answer_place(item)) == [], "no words, no mark"
            type_keys(fields(page(case), answer_place(item))[number], f"SAMPLE {item}")
            (mark,) = marks_of(page(case), answer_place(item))
            assert choose_by_key(mark, 2) == "private"
        type_keys(fields(page(case), note_place(item))[0], "SAMPLE")
        (mark,) = marks_of(page(case), note_place(item))
        assert choose_by_key(mark) == "made_to_do"
        still.pass_time()
        names = written(case)
    with desk.opened(talk) as (case, _still):
        assert written(case) == names == {"SAMPLE IDEN-01": "private", "SAMPLE TRAV-07": "private"}
        assert case.model.item == item
        assert [m.chosen() for m in marks_of(page(case), note_place(item))] == ["made_to_do"]
        for kind in reversed(IN_ANSWERS):
            at_item(case, ItemId(kind))
            assert [m.chosen() for m in marks_of(page(case), answer_place(kind))] == ["private"]
        assert written(case) == {
            **names,
            "SAMPLE IDEN-03": "private",
            "SAMPLE": "made_to_do",
        }


def written(case: Case) -> dict[str, TextMark | None]:
    """The texts that are stored, with their marks."""
    session = case.model.session
    texts = written_texts(session.pack, session.interview)
    return {text.text: text.mark for text in texts if text.text.startswith("SAMPLE")}


def test_a_wrong_passphrase_takes_no_reason_away(desk: Desk, talk: InterviewId) -> None:
    """The side of the disclosure page is drawn again while a supervisor is checked."""
    with desk.opened(talk) as (case, _still):
        go(case, "disclosure", "medical")
        rest()
        place = places_of(page(case), "basis")[-1]
        type_keys(fields(page(case), place)[0], " SAMPLE reason")
        model = page(case).model  # type: ignore[attr-defined]
        model.check_supervisor("nobody", "wrong words", lambda _name: None)
        rest()
        assert typed(fields(page(case), place)[0]) == " SAMPLE reason"


def test_drafts_of_one_interview_stay_there(desk: Desk, workspace: Workspace) -> None:
    first, second = begin(workspace), begin(workspace)
    workspace.drafts.keep(first, [Draft(answer_place(NAME), {"x": "SAMPLE"})])
    assert desk.kept(second) == {}
    workspace.interviews.answer(second, NAME, "見本 SAMPLE")
    assert answer_place(NAME) in desk.kept(first)
    workspace.drafts.keep(first, [Draft(answer_place(NAME), {})])
    assert desk.kept(first) == {}


def test_a_view_model_alone_keeps_nothing_before_it_is_open(workspace: Workspace) -> None:
    from tests.ui.screens.room import UNSUPERVISED

    model = InterviewViewModel(workspace, Still(), UNSUPERVISED)
    model.unsaved.type("answer/X", {"a": "b"})
    assert model.unsaved.places == ()
