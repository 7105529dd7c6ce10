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
from app.flow.engine import Engine
from app.flow.parts import next_part
from app.flow.view import Status
from app.ids import ItemId, PartId
from app.services.workspace import Workspace
from tests import regrouped
from tests.app.domain.talking import Talk
from tests.stations import begin, build_house
from tests.ui.pages import windows
from tests.ui.screens.hand import Hand, hands
from tests.ui.screens.room import BASE
from ui.widgets.answers import AnswerWidget

ITEM = ItemId("CTRL-07")
WORDS = "見本の言葉"


def one_by_one(script: Any) -> None:
    """CTRL-07: yes or no, then, after a yes, the words."""
    item = next(one for one in script["items"] if one["id"] == ITEM)
    item["ask"] = "parts"
    first, then = item["parts"]
    then["condition"] = {"answer": f"{ITEM}.{first['id']}", "in": ["yes"]}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return regrouped.pack(tmp_path_factory.mktemp("parts") / "pack", change=one_by_one)


def parts(pack: Pack) -> tuple[PartId, ...]:
    return tuple(part.id for part in pack.items[ITEM].parts)


def status(talk: Talk) -> Status:
    view = Engine(talk.pack).plan(talk.interview)
    return next(one.status for one in view.items if one.item == ITEM)


def test_the_item_is_answered_when_every_part_that_is_due_is(pack: Pack) -> None:
    first, then = parts(pack)
    for value, more in (("yes", True), ("no", False), ("declined", False)):
        talk = Talk(pack).adult().say("SAFE-01", "yes").say(ITEM, {first: value})
        part = next_part(facts(pack, talk.interview), pack.items[ITEM])
        assert (part is not None and part.id == then) is more
        assert (status(talk) is Status.ANSWERED) is not more
    talk = Talk(pack).adult().say("SAFE-01", "yes").say(ITEM, {first: "yes", then: WORDS})
    assert status(talk) is Status.ANSWERED
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


def test_each_part_is_put_alone_and_stays_stored(hand: Hand, pack: Pack) -> None:
    first, then = parts(pack)
    model = hand.shell.case.model if hand.shell.case else None
    assert model is not None
    hand.at(ITEM)
    answer = hand.seen(AnswerWidget)
    assert list(answer.blocks()) == [first]
    asked = [one.text() for one in hand.shell.window.findChildren(QLabel) if one.isVisible()]
    assert any(pack.items[ITEM].parts[0].text.wordings["ja"].text in one for one in asked)
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hand.stored(ITEM) == {first: "yes"}
    assert (model.item, model.part) == (ITEM, then)
    answer = hand.seen(AnswerWidget)
    assert list(answer.blocks()) == [then]
    hand.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # nothing said: it stays
    assert model.part == then
    answer.setFocus()
    hand.commit(WORDS)
    hand.next()
    assert hand.stored(ITEM) == {first: "yes", then: WORDS}
    assert model.item != ITEM
    hand.at(ITEM)
    assert list(hand.seen(AnswerWidget).blocks()) == [first, then]
