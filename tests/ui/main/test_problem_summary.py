# SPDX-License-Identifier: MIT
"""Several wrong entries in one question: said once above them, each one press away; one alone needs no summary."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.services.workspace import Workspace
from tests.ui.heard import listening, misheard, told
from tests.ui.keyboard import CTRL, focused, hit, write
from tests.ui.questions import answer_of, at, click, in_view, said_above
from ui.main import Shell
from ui.widgets.part_strip import ChipButton
from ui.widgets.problem_summary import ProblemSummary

__all__ = ["listening", "told"]


@pytest.mark.usefixtures("listening")
def test_a_summary_leads_to_each_of_several_problems(
    shell: Shell, workspace: Workspace, qtbot: QtBot, told: list[tuple[str, bool]]
) -> None:
    page = at(shell, workspace, qtbot, "WORK-02")
    answer = answer_of(page)
    first, then = answer.parts()
    summary = answer.findChild(ProblemSummary)
    assert summary is not None

    def wrong(key: str) -> None:
        fields = [f for f in answer.part(key).findChildren(QLineEdit) if f.isVisible()]
        for field, text in zip(fields, ("2026", "2", "31"), strict=False):
            click(field)
            write(shell.window, text)

    wrong(first)
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert said_above(answer, first)
    assert not summary.isVisible()
    wrong(then)
    told.clear()
    hit(shell.window, Qt.Key.Key_Return, CTRL)
    assert page._vm.item == "WORK-02"
    assert in_view(summary)
    assert [words for words, _now in told if "直すところ" in words] == ["直すところが2つあります。"]
    assert answer.part(first).owns(focused())
    assert said_above(answer, first)
    chips = [chip for chip in summary.findChildren(ChipButton) if chip.isVisible()]
    assert len(chips) == 2
    assert misheard(shell.window) == []
    click(chips[1])
    assert answer.part(then).owns(focused())
    assert said_above(answer, then)
    chips[0].setFocus()
    hit(shell.window, Qt.Key.Key_Return)
    assert answer.part(first).owns(focused())
    day = [f for f in answer.part(first).findChildren(QLineEdit) if f.isVisible()][2]
    click(day)
    hit(shell.window, Qt.Key.Key_Backspace)
    hit(shell.window, Qt.Key.Key_Backspace)
    assert not summary.isVisible()
    assert said_above(answer, then)
