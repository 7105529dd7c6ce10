# SPDX-License-Identifier: MIT
"""Beside a free account stands where the interpreter is; it follows at once, and nothing typed goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.ui.going import go
from tests.ui.keyboard import CTRL, focused, hit, write
from tests.ui.pages import rest
from tests.ui.questions import answer_of, at, click, in_view
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.widgets.text import TextLabel


def words(page: InterviewScreen) -> list[str]:
    """What stands in view over the fields of the account."""
    labels = answer_of(page).findChildren(TextLabel)
    return [label.plain_text() for label in labels if label.isVisible() and in_view(label)]


def test_a_word_says_where_the_interpreter_is(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "RECR-00")
    case = page._vm.session.id
    assert "通訳が訳したとおり" in words(page)
    write(shell.window, "naa")
    hit(shell.window, Qt.Key.Key_F6, CTRL)
    assert page.interpreter.code.hasFocus()
    write(shell.window, "T14")
    (phone,) = [
        button for button in page.interpreter.findChildren(QRadioButton) if button.text() == "電話"
    ]
    click(phone)
    click(page.interpreter.save)
    rest()
    assert "通訳（電話）が訳したとおり" in words(page)
    assert answer_of(page).value() == {"text": "naa", "lang": "th"}
    rendering = answer_of(page).part("").findChildren(type(focused()))[-1]
    click(rendering)
    write(shell.window, "yes")
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    given = workspace.interviews.open(case).interview.answer(ItemId("RECR-00"))
    assert given is not None
    (value,) = given.parts.values()
    assert value.rendered is not None
    assert (value.rendered.text, value.rendered.by) == ("yes", "T14")


def test_a_page_that_is_gone_draws_nothing_again(
    shell: Shell, workspace: Workspace, qtbot: QtBot
) -> None:
    page = at(shell, workspace, qtbot, "RECR-00")
    model = page._vm
    assert shell.case is not None
    go(shell.case, "cards")
    rest()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(page)
    model.deeds.choose_language("my")
    model.deeds.set_interpreter("T14", "phone")
    rest()
    go(shell.case, "interview")
    rest()
    shown = shell.window.page
    assert isinstance(shown, InterviewScreen)
    assert "通訳（電話）が訳したとおり" in words(shown)
