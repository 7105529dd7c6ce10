# SPDX-License-Identifier: MIT
"""The page of newer content in the window: what is asked again, and by what names it is told what blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.domain.pack import Pack
from app.errors import UserError
from app.ids import FlagId, ItemId
from app.services.workspace import Workspace
from tests import regrouped
from tests.stations import House, begin
from tests.ui.going import go
from tests.ui.pages import rest, windows
from tests.ui.typing import Typist
from ui.main import Shell
from ui.screens.content import NewerScreen
from ui.widgets.text import TextLabel

TOLD = (("SAFE-01", "yes"), ("AGE-01", {"age": 24}), ("CONS-06", "yes"), ("REFR-02", "all"))
FLAG = FlagId("medical_urgent")
CONSENT = ItemId("CONS-06")


@pytest.fixture
def shell(qapp: QApplication, house: House, workspace: Workspace) -> Iterator[Shell]:
    with windows(qapp, house) as shell:
        shell._on_open(house.officer, workspace)
        shell.window.activateWindow()
        rest()
        yield shell
        shell.home()
        rest()
    workspace.content._shelf._newest = ""  # type: ignore[attr-defined]


def offered(workspace: Workspace, newer: Pack) -> None:
    """Newer content came while the interview was a draft."""
    shelf = workspace.content._shelf
    shelf._packs[newer.sha256], shelf._newest = newer, newer.sha256  # type: ignore[attr-defined]


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(TextLabel))


def button(shell: Shell, text: str) -> QAbstractButton | None:
    label = shell.tr_officer(text)
    found = shell.window.findChildren(QAbstractButton)
    return next(
        (candidate for candidate in found if candidate.text() == label and candidate.isVisible()),
        None,
    )


def page_of(shell: Shell) -> NewerScreen:
    assert shell.case is not None
    go(shell.case, "interview")
    rest()
    opener = button(shell, "Newer content…")
    assert opener is not None
    Typist(shell.window).click(opener)
    page = shell.window.page
    assert isinstance(page, NewerScreen)
    return page


def test_what_is_asked_again_stands_in_the_words_in_which_it_was_asked(
    shell: Shell, workspace: Workspace
) -> None:
    case = begin(workspace, TOLD)
    own = workspace.pack
    items = {name: item for name, item in own.items.items() if name != "REFR-02"}
    moved = replace(items[ItemId("SAFE-01")], group=own.items[ItemId("REFR-02")].group)
    newer = replace(
        own, sha256="0" * 64, version="2026.11.9",
        items=MappingProxyType({**items, ItemId("SAFE-01"): moved}),
    )  # fmt: skip
    offered(workspace, newer)
    shell.open_case().open(case)
    rest()
    shown = words(page_of(shell))
    for item in ("SAFE-01", "REFR-02"):
        text = workspace.texts.officer(own.items[ItemId(item)].text, "ja").text
        assert text.splitlines()[0][:20] in shown
        assert item not in shown
    for reason in (
        "Not asked any more",
        "The answer belongs to another group of data now",
    ):
        assert shell.tr_officer(reason) in shown
    assert button(shell, "Move to the newer content") is not None


def test_what_blocks_is_told_by_its_name(shell: Shell, workspace: Workspace) -> None:
    case = begin(workspace, TOLD)
    workspace.interviews.raise_flag(case, FLAG)
    own = workspace.pack
    flags = {name: flag for name, flag in own.flags.items() if name != FLAG}
    newer = replace(own, sha256="0" * 64, version="2026.11.9", flags=MappingProxyType(flags))
    offered(workspace, newer)
    shell.open_case().open(case)
    rest()
    page = page_of(shell)
    title = own.flags[FLAG].title.first("ja").text
    shown = words(page)
    assert title in shown
    assert FLAG not in shown
    assert button(shell, "Move to the newer content") is None
    with pytest.raises(UserError, match="pack_move_blocked") as told:
        workspace.interviews.move(case)
    assert told.value.params["what"] == title


def asked_in(shell: Shell) -> str:
    """What stands in the window while the consent is asked."""
    assert shell.case is not None
    go(shell.case, "interview")
    shell.case.model.walking.jump(CONSENT)
    rest()
    return words(shell.window)


def test_a_draft_of_an_earlier_release_stays_or_is_moved_by_clicks(
    shell: Shell, workspace: Workspace
) -> None:
    """Begun with the pack of the release before: it shows its own words until the officer moves it."""
    old = regrouped.first()
    offered(workspace, old)
    case = begin(workspace, TOLD)
    workspace.content._shelf._newest = ""  # type: ignore[attr-defined]  # the release of now was installed
    new = workspace.content.newest
    asked = [pack.items[CONSENT].text.first("ja").text for pack in (old, new)]
    assert asked[0] not in asked[1]
    assert asked[1] not in asked[0]

    def stands(pack: Pack) -> None:
        session = workspace.interviews.open(case)
        assert session.pack.sha256 == session.interview.pack_sha256 == pack.sha256
        assert [item in asked_in(shell) for item in asked] == [pack is old, pack is new]

    shell.open_case().open(case)
    rest()
    stands(old)
    hands = Typist(shell.window)
    back = page_of(shell) and button(shell, "Back to the interview")
    assert back is not None
    hands.click(back)
    stands(old)
    for deed in (page_of(shell) and "Move to the newer content", "Move it"):
        found = button(shell, str(deed))
        assert found is not None
        hands.click(found)
    stands(new)
    kept = workspace.interviews.open(case).interview.answers
    assert {ItemId("SAFE-01"), CONSENT} <= kept.keys()
