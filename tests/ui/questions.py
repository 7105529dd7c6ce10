# SPDX-License-Identifier: MIT
"""One question in the real window of an interview: to stand at it, and to see what an officer sees of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.keyboard import bring_forward
from tests.ui.pages import rest
from tests.ui.screens.room import BASE
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.widgets.bilingual_card import BilingualCard
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.paged_answer import PagedAnswer


def at(
    shell: Shell,
    workspace: Workspace,
    qtbot: QtBot,
    item: str,
    size: tuple[int, int] = (1366, 768),
    lang: str = "th",
) -> InterviewScreen:
    """An interview of its own, open at this question in a window of this size."""
    shell.open_case().open(begin(workspace, BASE, language=lang))
    page = shell.window.page
    assert isinstance(page, InterviewScreen)
    bring_forward(shell.window, qtbot)
    shell.window.resize(*size)
    rest()
    page._vm.walking.jump(ItemId(item))
    rest()
    return page


def card_of(page: InterviewScreen) -> BilingualCard:
    assert page.middle.card is not None
    return page.middle.card


def answer_of(page: InterviewScreen) -> PagedAnswer:
    return card_of(page).answer


def click(widget: QWidget) -> None:
    """A press of the mouse at the place of a widget in its window, which finds by itself what lies there."""
    window = widget.window()
    where = widget.mapTo(window, widget.rect().center())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=where)
    rest()


def row_of(page: InterviewScreen, part: str, option: str) -> ChoiceRow:
    """The row of an option or a state of a part, wherever on the card it is seen."""
    card = card_of(page)
    owner = card.answer.part(part)
    (row,) = [
        row
        for row in card.findChildren(ChoiceRow)
        if row.spec.id == option and row.isVisible() and owner.owns(row)
    ]
    return row


def in_view(widget: QWidget) -> bool:
    """Begins and ends where the officer sees it."""
    seen = widget.visibleRegion().boundingRect()
    return not seen.isEmpty() and seen.top() <= 1 and seen.bottom() >= widget.height() - 2


def said_above(answer: PagedAnswer, key: str) -> str:
    """What stands in view directly above a part, or nothing."""
    part, message = answer.part(key), answer._messages[key]
    gap = (
        part.mapTo(answer, QPoint(0, 0)).y()
        - message.mapTo(answer, QPoint(0, message.height())).y()
    )
    return message.text() if in_view(message) and 0 <= gap < 24 else ""
