# SPDX-License-Identifier: MIT
"""An officer of the Coast Guard reads beside the question what to look at on a vessel; others do not (O-112)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.stations import begin, build_house
from tests.ui.pages import rest
from tests.ui.screens.room import BASE, english, talk, workspace_of
from ui.screens.interview import InterviewScreen

SEA = "jcg"


@pytest.fixture(scope="module")
def guards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = workspace_of(build_house(tmp_path_factory.mktemp("guards"), SEA))
    yield opened
    opened.close()


def beside(workspace: Workspace, qtbot: QtBot, items: tuple[str, ...]) -> dict[str, str]:
    """What stands in sight beside each question."""
    model = talk(workspace, begin(workspace, BASE))
    screen = InterviewScreen(model, english)
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    qtbot.waitExposed(screen)
    found = {}
    for item in items:
        model.walking.jump(item)
        rest()
        labels = screen.panel.guidance.findChildren(QLabel)
        found[item] = " ".join(label.text() for label in labels if label.isVisible())
    return found


def test_the_questions_on_vessels_are_read_beside_the_question(
    guards: Workspace, workspace: Workspace, qtbot: QtBot
) -> None:
    notes = {
        item.id: guards.texts.officer(variant.note, "ja").text
        for item in guards.pack.items.values()
        if (variant := item.variants.get(SEA)) and variant.note and item.id in NAMED
    }
    assert notes.keys() == NAMED
    items = tuple(sorted(notes))
    at_sea, ashore = beside(guards, qtbot, items), beside(workspace, qtbot, items)
    for item, note in notes.items():
        assert note in at_sea[item], item
        assert note not in ashore[item], item
    words = " ".join(at_sea.values())
    assert all(word in words for word in ("船員手帳", "乗組員名簿", "船籍", "寄港地"))


#: Ship, flag and ports; who has the seaman's book and the crew list; work on board; other vessels.
NAMED = {ItemId(item) for item in ("TRAV-02", "TRAV-04", "IDEN-05", "WORK-01", "OTHR-01")}
