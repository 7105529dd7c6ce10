# SPDX-License-Identifier: MIT
"""An item whose parts are put one by one: each part alone with its own words, in flow, window and log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.domain.interview import facts
from app.domain.pack import Pack
from app.domain.value import Json
from app.flow.engine import Engine
from app.flow.parts import next_part
from app.flow.view import ItemStatus
from app.ids import ItemId, PartId
from app.services.record import record_items
from app.services.record_schema import fits
from app.services.workspace import Workspace
from tests import regrouped
from tests.app.domain.talking import Talk
from tests.stations import begin, build_house
from tests.ui.keyboard import focused
from tests.ui.pages import rest, windows
from tests.ui.screens.hand import Hand, hands
from tests.ui.screens.room import BASE
from tests.ui.slow_tasks import SlowTasks
from ui.screens.interview.bottom_bar import BottomBar
from ui.screens.item_spec import SpecMaker
from ui.viewmodels.person import PersonViewModel, Scene
from ui.widgets.answer_spec import NOT_ASKED
from ui.widgets.answers import AnswerWidget
from ui.widgets.choice import ChoiceBody
from ui.widgets.fields import TextArea
from ui.widgets.paged_answer import PagedAnswer
from ui.widgets.text import TextLabel

ITEM = ItemId("CTRL-07")
SEVERAL = ItemId("LAB-08")
OTHER = "CTRL-01"
WORDS = "見本の言葉"


def one_by_one(script: Any) -> None:
    """CTRL-07: yes or no, then, after a yes, the words; LAB-08: three that are due at once, one after a yes."""
    item = next(item for item in script["items"] if item["id"] == ITEM)
    item["ask"] = "parts"
    first, then = item["parts"]
    then["condition"] = {"answer": f"{ITEM}.{first['id']}", "in": ["yes"]}
    several = next(entry for entry in script["items"] if entry["id"] == SEVERAL)
    several["ask"] = "parts"
    several["parts"][-1]["condition"] = {"answer": f"{SEVERAL}.hide", "in": ["yes"]}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return regrouped.pack(tmp_path_factory.mktemp("parts") / "pack", change=one_by_one)


def parts(pack: Pack) -> tuple[PartId, ...]:
    return tuple(part.id for part in pack.items[ITEM].parts)


def status(talk: Talk) -> ItemStatus:
    view = Engine(talk.pack).plan(talk.interview)
    return next(item.status for item in view.items if item.item == ITEM)


def test_the_item_is_answered_when_every_part_that_is_due_is(pack: Pack) -> None:
    first, then = parts(pack)
    for value, more in (("yes", True), ("no", False), ("declined", False)):
        talk = Talk(pack).adult().say("SAFE-01", "yes").say(ITEM, {first: value})
        part = next_part(facts(pack, talk.interview), pack.items[ITEM])
        assert (part is not None and part.id == then) is more
        assert (status(talk) is ItemStatus.ANSWERED) is not more
    talk = Talk(pack).adult().say("SAFE-01", "yes").say(ITEM, {first: "yes", then: WORDS})
    assert status(talk) is ItemStatus.ANSWERED
    whole = Talk(pack).say("CTRL-01", "yes")
    assert next_part(facts(pack, whole.interview), pack.items["CTRL-01"]) is None


@pytest.fixture
def hand(qapp: QApplication, tmp_path: Path, pack: Pack) -> Iterator[Hand]:
    house = build_house(tmp_path)
    regrouped.lead_with(house, pack)
    workspace: Workspace = house.open(house.officer)
    with windows(qapp, house) as shell:
        shell._on_open(house.officer, workspace)
        with hands(shell, workspace, begin(workspace, BASE, language="ja")) as made:
            yield made
    workspace.close()


def raw(hand: Hand, item: ItemId) -> Json:
    """What is stored of an item, in its value form."""
    assert hand.shell.case is not None
    return hand.shell.case.model.stored_of(item)


def test_each_part_is_put_alone_and_stays_stored(hand: Hand, pack: Pack) -> None:
    first, then = parts(pack)
    model = hand.shell.case.model if hand.shell.case else None
    assert model is not None
    hand.at(ITEM)
    answer = hand.seen(AnswerWidget)
    assert list(answer.blocks()) == [first]
    asked = [label.text() for label in hand.shell.window.findChildren(QLabel) if label.isVisible()]
    assert any(pack.items[ITEM].parts[0].text.wordings["ja"].text in text for text in asked)
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hand.stored(ITEM) == {first: "yes"}
    assert (model.item, model.parts) == (ITEM, (then,))
    answer = hand.seen(AnswerWidget)
    assert list(answer.blocks()) == [then]
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # nothing said: it stays
    assert model.parts == (then,)
    hand.click(hand.seen(TextArea))
    hand.commit(WORDS)
    hand.next()
    assert hand.stored(ITEM) == {first: "yes", then: WORDS}
    assert model.item != ITEM
    hand.at(ITEM)
    assert list(hand.seen(AnswerWidget).blocks()) == [first, then]


def test_short_parts_stand_together_each_with_its_own_words(hand: Hand, pack: Pack) -> None:
    """Those that are due now, as lines of one page; one that comes due by them follows alone."""
    every = [part.id for part in pack.items[SEVERAL].parts]
    *due, later = every
    hand.at(SEVERAL)
    answer = hand.seen(PagedAnswer)
    assert list(answer.blocks()) == due
    assert answer.pages == 1
    for part in pack.items[SEVERAL].parts[:-1]:
        words = part.text.wordings["ja"].text
        labels = [text for text in answer.findChildren(TextLabel) if text.plain_text() == words]
        assert any(label.isVisible() for label in labels), part.id
    assert answer.part(due[0]).owns(focused())
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_0)
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_1)
    assert answer.value() == {due[0]: "yes", due[1]: "unsure", due[2]: "yes"}
    assert hand.stored(SEVERAL) == {due[0]: "yes", due[1]: None}, "what was left is stored"
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert raw(hand, SEVERAL) == {due[0]: "yes", due[1]: "unsure", due[2]: "yes"}
    assert list(hand.seen(PagedAnswer).blocks()) == [later]
    given = hand.workspace.interviews.open(hand.interview).interview.answers[SEVERAL]
    told: dict[str, Any] = {name: put.shown["officer"] for name, put in given.put.items()}
    words_of = [part.text.wordings["ja"].text for part in pack.items[SEVERAL].parts]
    assert [told[part]["text"] for part in due] == words_of[:-1]
    hand.key(Qt.Key.Key_2)
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hand.shell.case is not None
    assert hand.shell.case.model.item != SEVERAL
    stored = raw(hand, SEVERAL)
    assert isinstance(stored, dict)
    assert {*stored} == {*every}


def test_a_part_is_stored_when_it_is_left(hand: Hand) -> None:
    """A crash before *Next* loses none of them; nothing moves, and what was left open is asked for as before."""
    hand.at(SEVERAL)
    hand.key(Qt.Key.Key_1)
    assert hand.stored(SEVERAL) is None
    hand.key(Qt.Key.Key_Tab)
    assert hand.stored(SEVERAL) == {"doctor": "yes"}
    page = hand.seen(PagedAnswer)
    assert list(page.blocks()) == ["doctor", "insurance", "hide"]
    assert page.part("insurance").owns(focused())
    hand.workspace.clock.advance(minutes=5)  # type: ignore[attr-defined]
    hand.key(Qt.Key.Key_2)
    hand.key(Qt.Key.Key_Tab)
    assert hand.stored(SEVERAL) == {"doctor": "yes", "insurance": "no"}
    given = hand.workspace.interviews.open(hand.interview).interview.answers[SEVERAL]
    times = [given.put[PartId(part)].at for part in ("doctor", "insurance")]
    assert times[0] < times[1], "each with its own time"
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(hand.told()) == 1, "the last was not asked yet"
    assert hand.shell.case is not None
    assert hand.shell.case.model.item == SEVERAL
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert raw(hand, SEVERAL) == {"doctor": "yes", "insurance": "no", "hide": NOT_ASKED}
    assert hand.shell.case.model.item != SEVERAL


@pytest.mark.parametrize("moving", [False, True])
def test_a_part_that_is_left_while_something_is_stored_is_stored_after_it(
    hand: Hand, monkeypatch: pytest.MonkeyPatch, *, moving: bool
) -> None:
    """On a slow disk, also where what is being stored leads elsewhere."""
    assert hand.shell.case is not None
    slow, model = SlowTasks(), hand.shell.case.model
    hand.at(SEVERAL)
    monkeypatch.setattr(model, "_tasks", slow)
    hand.key(Qt.Key.Key_1)
    if moving:
        hand.key(Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier)
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_2)
    hand.key(Qt.Key.Key_Tab)
    assert model.busy
    assert hand.stored(SEVERAL) is None
    slow.work()
    rest()
    assert hand.stored(SEVERAL) == {"doctor": "yes", "insurance": "no"}
    assert (model.item is None) is moving
    assert not model.busy


def test_what_was_stored_and_is_emptied_again_is_not_kept(hand: Hand) -> None:
    hand.at(SEVERAL)
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_Tab)
    assert hand.stored(SEVERAL) == {"doctor": "yes"}
    page = hand.seen(PagedAnswer)
    hand.click(page.part("doctor").findChildren(ChoiceBody)[0].rows()[0])  # taken back
    assert page.value() is None
    for _press in range(2):
        hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hand.stored(SEVERAL) is None
    assert hand.shell.case is not None
    assert hand.shell.case.model.item != SEVERAL


def test_a_last_part_alone_is_passed_by_a_second_press(hand: Hand, pack: Pack) -> None:
    """Once it is pointed out, as any other; a question of which nothing is answered is left out by its button."""
    first, then = parts(pack)
    hand.at(ITEM)
    for _press in range(3):
        hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hand.stored(ITEM) is None, "nothing is answered: it is not passed"
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hand.shell.case is not None
    model = hand.shell.case.model
    assert model.parts == (then,)
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert model.parts == (then,)
    assert len(hand.told()) == 1
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert model.item != ITEM
    assert raw(hand, ITEM) == {first: "yes", then: NOT_ASKED}


def test_what_is_changed_on_the_last_page_takes_no_part_of_an_earlier_one_away(
    hand: Hand, pack: Pack
) -> None:
    """The last part was stored when it was left: from then on all of the question has an answer."""
    first, *due, _later = [part.id for part in pack.items[SEVERAL].parts]
    hand.workspace.interviews.answer(hand.interview, SEVERAL, {first: "no"})
    hand.at(SEVERAL)
    assert hand.shell.case is not None
    assert hand.shell.case.model.parts == (*due,)
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_2)
    hand.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert raw(hand, SEVERAL) == {first: "no", due[0]: "yes", due[1]: "no"}, "none is left to put"
    hand.key(Qt.Key.Key_2)
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert raw(hand, SEVERAL) == {first: "no", due[0]: "no", due[1]: "no"}


def test_a_part_that_is_passed_is_not_put_again(hand: Hand) -> None:
    hand.at(SEVERAL)
    hand.key(Qt.Key.Key_2)
    for _press in range(2):
        hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert raw(hand, SEVERAL) == {"doctor": "no", "insurance": NOT_ASKED, "hide": NOT_ASKED}
    assert hand.shell.case is not None
    assert hand.shell.case.model.item != SEVERAL


def test_the_person_is_asked_one_part_at_a_time(hand: Hand) -> None:
    """In their own window, and what they choose is the answer to that part alone."""
    hand.at(SEVERAL)
    case = hand.shell.case
    assert case is not None
    asked = SpecMaker(case.model.glance, str, one_part=True).item(SEVERAL)
    assert [part.id for part in asked.parts] == ["doctor"]
    person = PersonViewModel(case.model)
    assert person.scene is Scene.QUESTION
    person.answer("unsure")
    rest()
    assert raw(hand, SEVERAL) == {"doctor": "unsure"}
    assert hand.seen(PagedAnswer).part("doctor").value() == "unsure"  # the officer sees it
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert raw(hand, SEVERAL) == {"doctor": "unsure"}
    assert list(hand.seen(PagedAnswer).blocks()) == ["insurance", "hide"]
    asked = SpecMaker(case.model.glance, str, one_part=True).item(SEVERAL)
    assert [part.id for part in asked.parts] == ["insurance"]


def test_an_emptied_second_part_leaves_the_first_as_it_is(hand: Hand, pack: Pack) -> None:
    first, then = parts(pack)
    hand.at(ITEM)
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hand.shell.case is not None
    assert hand.shell.case.model.parts == (then,)
    field = hand.seen(TextArea)
    hand.click(field)
    hand.commit(WORDS)
    hand.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hand.key(Qt.Key.Key_Delete)
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hand.stored(ITEM) == {first: "yes"}
    hand.click(hand.seen(BottomBar).skip)
    assert hand.shell.case.model.item != ITEM
    assert hand.stored(ITEM) == {first: "yes"}


def test_an_earlier_part_is_changed_where_all_are_shown(hand: Hand, pack: Pack) -> None:
    """What it makes not due goes; what was emptied goes; what was taken out does not come back."""
    first, then = parts(pack)
    do, case = hand.workspace.interviews, hand.interview
    do.answer(case, ITEM, {first: "yes"})
    do.answer(case, ITEM, {then: WORDS})
    hand.at(OTHER)
    hand.at(ITEM)
    assert list(hand.seen(AnswerWidget).blocks()) == [first, then]
    hand.click(hand.seen(ChoiceBody).rows()[1])
    hand.next()
    assert hand.stored(ITEM) == {first: "no"}
    do.answer(case, ITEM, {first: "yes"})
    do.answer(case, ITEM, {then: WORDS})
    do.answer(case, ITEM, {first: "yes"}, reason="見本")
    assert hand.stored(ITEM) == {first: "yes"}
    do.answer(case, ITEM, {then: WORDS}, reason="見本")
    assert hand.stored(ITEM) == {first: "yes", then: WORDS}


def test_a_passed_part_that_is_not_due_any_more_was_not_passed(hand: Hand, pack: Pack) -> None:
    """Kept as not asked it would be told of what need not be asked, and not be put when it is due again."""
    *_others, last = [part.id for part in pack.items[SEVERAL].parts]
    given: dict[str, Json] = {"doctor": "no", "insurance": "no", "hide": "yes"}
    hand.workspace.interviews.answer(
        hand.interview, SEVERAL, {**given, last: {"state": "not_asked"}}
    )

    def change(option: int) -> PagedAnswer:
        hand.at(OTHER)
        hand.at(SEVERAL)
        answer = hand.seen(PagedAnswer)
        hand.click(answer.part("hide").findChildren(ChoiceBody)[0].rows()[option])
        hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        return answer

    change(1)
    assert raw(hand, SEVERAL) == {**given, "hide": "no"}
    assert hand.shell.case is not None
    assert hand.shell.case.model.item != SEVERAL
    assert not change(0).is_passed(last)
    assert hand.shell.case.model.item == SEVERAL  # led to it
    assert len(hand.told()) == 1


def test_each_part_keeps_its_own_words_time_and_way(hand: Hand, pack: Pack) -> None:
    """Also in a record, where a piece holds those of its own parts only."""
    first, then = parts(pack)
    do, case = hand.workspace.interviews, hand.interview
    do.answer(case, ITEM, {first: "yes"}, mode="heard")
    told: Any = {"text": WORDS, "mark": "made_to_do"}
    hand.workspace.clock.advance(minutes=5)  # type: ignore[attr-defined]
    state = do.answer(case, ITEM, {then: told}, mode="interpreted").interview
    items: Any = record_items(pack, state)
    mine, marked = items[ITEM], items[f"{ITEM}@offences_note"]
    labels = [part.text.wordings["ja"].text for part in pack.items[ITEM].parts]
    for piece, part, label, mode in (
        (mine, first, labels[0], "heard"), (marked, then, labels[1], "interpreted")
    ):  # fmt: skip
        assert piece["put"].keys() == {part}
        assert piece["put"][part]["shown"]["officer"]["text"] == label
        assert (piece["shown"], piece["mode"], piece["at"]) == ({}, mode, piece["put"][part]["at"])
    assert mine["at"] < marked["at"]
    assert all(fits("answer", piece) for piece in (mine, marked))
    stored = [entry for entry in do.as_stored(case) if entry.about == ITEM]
    assert [entry.question for entry in stored] == labels
