# SPDX-License-Identifier: MIT
"""Practice is marked on every page and has numbers of its own; a real interview is never marked."""

from __future__ import annotations

import pytest

from app.domain import case_number
from app.ids import ItemId
from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.going import hand_over
from tests.ui.pages import around, rest
from tests.ui.screens.room import BASE
from ui.main import Shell
from ui.main.request import To
from ui.screens.interview import InterviewScreen
from ui.widgets.status import StatusBadge


def marked(shell: Shell) -> bool:
    """The word stands in the bar over the page, or in the page's own, in sight."""
    page, bar = shell.window.page, shell.window.bar
    own = page.header if isinstance(page, InterviewScreen) else bar
    assert own is not None
    word = shell.tr_officer("Practice")
    badges = [badge for badge in own.findChildren(StatusBadge) if badge.text() == word]
    return any(not badge.visibleRegion().isEmpty() for badge in badges)


@pytest.mark.parametrize("practice", [True, False])
def test_every_page_of_practice_says_so(shell: Shell, workspace: Workspace, practice: bool) -> None:
    case = shell.open_case()
    interview = begin(workspace, BASE, practice=practice)
    case.open(interview)
    case.toggle_person_window()
    rest()
    assert marked(shell) is practice
    for name, window in around(shell, (ItemId("SAFE-01"),)):
        if window is shell.window:
            assert marked(shell) is practice, name
    case.hide_person_window()
    shell.set_language("en")
    rest()
    assert marked(shell) is practice  # the bar was made anew
    shell.set_language("ja")
    hand_over(case, interview)
    rest()
    assert marked(shell) is practice
    shell.home()
    rest()
    assert not marked(shell)
    if practice:
        shell.go(To("lookback", str(interview)))
        rest()
        assert marked(shell)
    sealed = shell.open_case()
    hand_over(sealed, interview)  # not open as a talk
    rest()
    assert marked(shell) is practice


def test_practice_uses_up_no_real_number(workspace: Workspace) -> None:
    def number(*, practice: bool) -> str:
        return workspace.interviews.start(practice=practice).interview.case_number

    first, drill = number(practice=False), number(practice=True)
    assert case_number.read(first) == first
    assert case_number.read(drill) == drill
    assert first.startswith("2026-")
    assert drill.startswith("P-2026-")
