# SPDX-License-Identifier: MIT
"""An interview at 200 % on a laptop: 640x360 logical px, by clicks and keys in the real window."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.ui.main.test_in_sight import asked, in_view, look, open_page
from tests.ui.main.test_interview_menu import click
from tests.ui.pages import rest
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.widgets.banners import InlineMessage
from ui.widgets.bilingual_card import BilingualCard

SMALL = (640, 360)
LIST, FORM = ItemId("CTRL-04"), ItemId("AGE-01")


def small(shell: Shell, workspace: Workspace, lang: str = "my") -> InterviewScreen:
    page = open_page(shell, workspace, lang)
    shell.window.resize(*SMALL)
    rest()
    return page


def card_at(page: InterviewScreen, item: ItemId) -> BilingualCard:
    page._vm.walking.jump(item)
    rest()
    assert page._vm.item == item
    assert page.middle.card is not None
    return page.middle.card


def whole(things: list[QWidget]) -> int:
    return sum(map(in_view, things))


def test_states_and_next_never_scroll_away(shell: Shell, workspace: Workspace) -> None:
    """Whatever is asked: the window is no larger, states and *Next* are whole, what is hidden is counted."""
    page = small(shell, workspace)
    for item in asked(page)[::8]:
        page._vm.walking.jump(item)
        rest()
        card = page.middle.card
        if card is None or page._vm.item != item:  # it is closed for now
            continue
        assert shell.window.size().toTuple() == SMALL
        seen = look(card)
        assert seen.states, item
        for button in (page.bar.next, page.bar.back, page.bar.danger, page.header.lock):
            assert in_view(button), (item, button.text())
        assert in_view(card.foot.more) is seen.scrolls, item


def test_what_is_out_of_sight_is_counted_and_one_press_away(
    shell: Shell, workspace: Workspace
) -> None:
    page = small(shell, workspace)
    card = card_at(page, LIST)
    bar, question = card.area.verticalScrollBar(), card.head._asked
    bar.setValue(0)
    rest()
    assert not question.visibleRegion().isEmpty()
    options, seen = card.answer.things(), set()
    assert len(options) == 10
    for _press in range(9):
        at = [option for option in options if in_view(option)]
        seen |= {*at}
        told = re.findall(r"\d+", card.foot.more.text())
        below = [
            option
            for option in options
            if option.visibleRegion().boundingRect().bottom() < option.height() - 1
            and option.mapTo(card, option.rect().bottomLeft()).y() > card.area.geometry().bottom()
        ]
        assert told == ([str(len(below))] if below else [])
        if not below:
            break
        click(shell, card.foot.more)
    assert seen == {*options}
    assert whole(options) < len(options)
    click(shell, card.foot.more)
    assert bar.value() == 0, "from the end back to the question"


def test_where_all_is_in_sight_nothing_is_counted(shell: Shell, workspace: Workspace) -> None:
    page = open_page(shell, workspace, "my")
    card = card_at(page, LIST)
    assert not card.foot.more.isVisible()
    assert card.head.parentWidget() is card
    shell.window.resize(*SMALL)
    rest()
    assert card.foot.more.isVisible()
    shell.window.resize(1366, 768)
    rest()
    assert not card.foot.more.isVisible()
    assert card.head.parentWidget() is card, "the question stands above again, and does not scroll"
    assert (look(card).whole, look(card).scrolls) == (10, False)


def test_an_error_is_led_to_and_in_sight(shell: Shell, workspace: Workspace) -> None:
    page = small(shell, workspace, "th")
    card = card_at(page, FORM)
    field = card.answer.part("age").first_field()
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "abc")
    card.area.verticalScrollBar().setValue(0)
    click(shell, page.bar.next)
    assert page._vm.item == FORM
    assert in_view(field)
    shown = [
        message
        for message in card.findChildren(InlineMessage)
        if message.isVisible() and in_view(message)
    ]
    assert shown, "what is wrong stands above its field"
    assert look(card).states


@pytest.mark.parametrize("officer", ["ja", "en"])
def test_what_left_the_bar_is_in_the_menu(shell: Shell, workspace: Workspace, officer: str) -> None:
    shell.set_language(officer)
    page = small(shell, workspace, "th")
    header, menu = page.header, page.menu
    assert header.height() <= 60, "one line"
    gone = (header.person, header.panel, header.language)
    assert not any(button.isVisible() for button in gone)
    due = re.findall(r"\d+", header.menu.text())
    assert due == [str(header._due)], "that something is due is seen"
    for entry, drawer in ((menu.panel, page._panel_drawer), (menu.language, "_language_drawer")):
        click(shell, header.menu)
        reach(shell, entry)
        opened = getattr(page, drawer) if isinstance(drawer, str) else drawer
        assert opened.is_open()
        assert QRect(opened.geometry()).width() <= SMALL[0]
        opened.shut()
        rest()
    click(shell, header.menu)
    reach(shell, menu.person)
    assert shell.case is not None
    assert shell.case.person is not None
    assert shell.case.person.isVisible()
    shell.set_language("ja")


def test_the_bar_is_one_line_at_every_width(shell: Shell, workspace: Workspace) -> None:
    """Folding makes its words shorter, and that must not unfold it again: it went round until Qt gave up."""
    shell.set_language("en")
    page = small(shell, workspace, "fil")
    header = page.header
    folded = []
    for width in range(600, 1420, 20):
        shell.window.resize(width, 500)
        rest()
        assert header.height() <= 60, width
        shown = [
            button
            for button in (*header._buttons, header._case, header.saved)
            if button.isVisible()
        ]
        assert all(in_view(button) for button in shown), width
        assert header.person.isVisible() or width < 1000
        folded.append(header.person.isHidden())
    assert folded == sorted(folded, reverse=True), "wider, it never folds again"
    assert folded[0]
    shell.set_language("ja")


def reach(shell: Shell, entry: QWidget) -> None:
    """By the keyboard: the drawer scrolls to what has the focus."""
    for _step in range(30):
        if entry.hasFocus():
            break
        QTest.keyClick(shell.window.windowHandle(), Qt.Key.Key_Tab)
        rest()
    assert entry.hasFocus()
    assert in_view(entry)
    QTest.keyClick(shell.window.windowHandle(), Qt.Key.Key_Return)
    rest()


def test_the_present_phase_is_in_sight_after_every_step(shell: Shell, workspace: Workspace) -> None:
    """In the column, where not all have room, and in the drawer of a narrow window."""
    page = open_page(shell, workspace, "th")
    shell.window.resize(1366, 560)
    rest()
    for item in asked(page)[::9]:
        page._vm.walking.jump(item)
        rest()
        here = next((row.id for row in page._vm.glance.phases if row.state == "current"), None)
        if here is None:
            continue
        assert in_view(page.rail.button(here)), here
    shell.window.resize(*SMALL)
    page._vm.walking.jump("CLOS-01")
    rest()
    click(shell, page.header.menu)
    reach(shell, page.menu.phases)
    assert page._rail_drawer.is_open()
    here = next(row.id for row in page._vm.glance.phases if row.state == "current")
    assert in_view(page.rail.button(here))
