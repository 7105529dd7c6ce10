# SPDX-License-Identifier: MIT
"""What of a question is in sight when it comes, in the real window: options, fields, states, and the way on.

``packaging/test --full tests/ui/main/test_in_sight.py -s`` measures every question in every language and
prints the table.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget

from app.ids import ItemId
from app.services.workspace import Workspace
from tests.counts import sample
from tests.stations import begin
from tests.ui.pages import ANSWERED, SEVENTEEN, rest
from ui.main import Shell
from ui.screens.interview import InterviewScreen
from ui.widgets.choice_row import ChoiceRow

LAPTOP = (1366, 768)
MOST = 10  # options of one list that stand whole on a laptop in every language
STATES = ("unsure", "declined")


@dataclass(frozen=True)
class Seen:
    """``whole`` of ``options`` were in sight; ``states`` and *Next* were."""

    item: str
    options: int
    whole: int
    states: bool
    onward: bool
    plain: bool


def in_view(widget: QWidget) -> bool:
    shown = widget.visibleRegion().boundingRect()
    return shown.height() >= widget.height() - 1 and shown.width() >= widget.width() - 1


def look(page: InterviewScreen, item: ItemId) -> Seen:
    page._vm.walking.jump(item)
    rest()
    card = page.middle.card
    assert card is not None
    rows = [row for row in card.findChildren(ChoiceRow) if row.isVisible()]
    options = [row for row in rows if row.spec.id not in STATES]
    states = [row for row in rows if row.spec.id in STATES]
    return Seen(
        str(item),
        len(options),
        sum(map(in_view, options)),
        all(map(in_view, states)),
        in_view(page.bar.next) and in_view(page.bar.danger),
        len(card.answer.blocks()) == 1,
    )


@pytest.mark.parametrize("lang", sample("in sight", SEVENTEEN, 2))
def test_what_can_be_chosen_is_in_sight(shell: Shell, workspace: Workspace, lang: str) -> None:
    case = shell.open_case()
    case.open(begin(workspace, ANSWERED, language="ja-x-easy" if lang == "ja" else lang))
    rest()
    page = shell.window.page
    assert isinstance(page, InterviewScreen)
    found = []
    for item in sample(f"in sight {lang}", list(workspace.pack.items), 20):
        page._vm.walking.jump(item)
        rest()
        if page.middle.card is not None and page._vm.item == item:  # it is not closed for now
            found.append(look(page, item))
    assert len(found) > 5
    assert [one.item for one in found if not one.onward] == []
    plain = [one for one in found if one.plain]
    assert [one.item for one in plain if not one.states] == []
    few = [one for one in plain if one.options <= MOST]
    assert [(one.item, one.whole, one.options) for one in few if one.whole < one.options] == []
    rest_of = [one for one in found if one.whole < one.options]
    print(f"{lang}: {len(found)} questions, not whole: ", end="")
    print(", ".join(f"{one.item} {one.whole}/{one.options}" for one in rest_of) or "none")


def test_the_detector_sees_what_is_hidden(shell: Shell, workspace: Workspace) -> None:
    """Positive control: in a low window not all of ten options are in sight."""
    case = shell.open_case()
    case.open(begin(workspace, ANSWERED, language="my"))
    rest()
    page = shell.window.page
    assert isinstance(page, InterviewScreen)
    seen = look(page, ItemId("CTRL-04"))
    assert (seen.whole, seen.options, seen.states) == (10, 10, True)
    shell.window.resize(1000, 420)
    seen = look(page, ItemId("CTRL-04"))
    assert seen.whole < seen.options
    assert seen.states
    assert seen.onward
