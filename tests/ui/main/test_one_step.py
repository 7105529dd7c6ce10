# SPDX-License-Identifier: MIT
"""A step to the next question: one transaction, and what says the same as before stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from app.errors import UserError
from app.services.workspace import Workspace
from tests.ui.keyboard import CTRL, hit
from tests.ui.questions import answer_of, at, click, row_of
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.screens.interview.middle import Middle


@contextmanager
def transactions(workspace: Workspace) -> Iterator[list[str]]:
    """What the vault's file is told of each: stored, or taken back."""
    engine, seen = workspace.interviews._store._vault.engine, []  # type: ignore[attr-defined]
    kinds = {
        kind: lambda _connection, kind=kind: seen.append(kind) for kind in ("commit", "rollback")
    }
    for kind, note in kinds.items():
        event.listen(engine, kind, note)
    try:
        yield seen
    finally:
        for kind, note in kinds.items():
            event.remove(engine, kind, note)


def declined(shell: Shell, workspace: Workspace, qtbot: QtBot) -> InterviewScreen:
    """Where one question stands alone, answered and not stored yet."""
    page = at(shell, workspace, qtbot, "CTRL-04")
    answer = answer_of(page)
    click(row_of(page, next(iter(answer.parts())), "declined"))
    assert page._vm.entering.is_entered
    return page


def standing(page: InterviewScreen) -> set[QWidget]:
    """The widgets beside the card: bars, phases, panel with its guidance, the field for a note."""
    beside = (page.header, page.bar, page.rail, page.panel)
    buttons = {button for part in beside for button in part.findChildren(QAbstractButton)}
    return {page.middle, *buttons, *page.notepad.findChildren(QWidget)}


def test_a_step_is_one_transaction(shell: Shell, workspace: Workspace, qtbot: QtBot) -> None:
    page = declined(shell, workspace, qtbot)
    case, before = page._vm.session.id, page._vm.session.interview.seq
    with transactions(workspace) as seen:
        hit(shell.window, Qt.Key.Key_Return, CTRL)
        assert page._vm.item != "CTRL-04"
    assert seen == ["commit"]
    kinds = [e.type.value for e in workspace.interviews._store.events(case) if e.seq > before]
    assert kinds[0] == "answered"
    assert kinds[-1] == "shown"


def test_a_step_that_fails_stores_nothing_and_keeps_what_was_entered(
    shell: Shell, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = declined(shell, workspace, qtbot)
    case, heads = page._vm.session.id, workspace.interviews._store.heads()

    def full(*_of: object, **_more: object) -> None:
        raise UserError("disk_full")

    monkeypatch.setattr(workspace.interviews, "shown", full)
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert page._vm.item == "CTRL-04"
    assert page.middle.message.isVisible()
    assert page._vm.entering.is_entered
    assert workspace.interviews._store.heads() == heads
    monkeypatch.undo()
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert page._vm.item != "CTRL-04"
    assert workspace.interviews.open(case).interview.answer("CTRL-04") is not None
    assert workspace.interviews.rebuild(case)


def test_what_says_the_same_stays(shell: Shell, workspace: Workspace, qtbot: QtBot) -> None:
    page = declined(shell, workspace, qtbot)
    before = standing(page)
    assert len(before) > 20
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert page._vm.item != "CTRL-04"
    assert standing(page) == before


def test_a_page_that_opens_draws_its_question_once(
    shell: Shell, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = Middle.draw

    def noted(middle: Middle) -> None:
        drawn.append(str(middle._vm.item))
        draw(middle)

    monkeypatch.setattr(Middle, "draw", noted)
    page = at(shell, workspace, qtbot, "CTRL-04")
    first, last = drawn[0], drawn[-1]
    assert drawn == [first, last]
    assert last == "CTRL-04"
    page._vm.walking.back()
    assert len(drawn) == 3
    assert drawn[-1] == page._vm.item
