# SPDX-License-Identifier: MIT
"""Before a file goes to whoever could hold it against the person: it is shown, and a lawyer is a step away.

By keys and mouse at the real window, up to what the log says and what the file holds.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.ids import ItemId, RecipientId
from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.going import go, hand_over
from tests.ui.pages import rest
from tests.ui.screens.hand import Hand, hands
from tests.ui.screens.room import BASE, faults
from ui.main import Shell
from ui.screens.disclosure import DisclosureScreen
from ui.screens.handover import HandoverScreen
from ui.widgets.buttons import Button
from ui.widgets.check_box import CheckBox

NIGHT, NOTE, TICK = "見本の夜の仕事", "見本の覚え書き", "内容を確認し"
TOLD = (
    *BASE,
    ("WORK-01", {"sector": "sex_services", "what": NIGHT}),
    ("TRAV-01", ["broker"]),
    ("REFR-02", "all"),
    ("REFR-04", "all"),
)


def words(hand: Hand) -> str:
    labels = (label for label in hand.shell.window.findChildren(QLabel) if label.isVisible())
    return "\n".join(label.text() for label in labels)


def boxes(hand: Hand) -> list[CheckBox]:
    """What the officer ticks before the file is signed."""
    found = hand.shell.window.findChildren(CheckBox)
    return [box for box in found if box.isVisible() and box.text().startswith(TICK)]


def test_it_is_shown_beside_the_consent_and_leads_to_a_lawyer(
    shell: Shell, workspace: Workspace
) -> None:
    with hands(shell, workspace, begin(workspace, TOLD, language="ja")) as hand:
        case = shell.open_case()
        case.adopt(hand.interview)
        go(case, "disclosure", "police")
        rest()
        page = shell.window.page
        assert isinstance(page, DisclosureScreen)
        assert "本人に不利に" in words(hand)
        assert NIGHT in words(hand)
        assert "ブローカー" not in words(hand), "what harms nobody is not in the list"
        assert faults(page) == []
        assert page.plan is not None
        for by_key in (False, True):
            button = hand.seen(Button, "先に弁護士へ")
            if by_key:
                button.setFocus()
                hand.key(Qt.Key.Key_Return)
            else:
                hand.click(button)
            assert page.model.recipient == "houterasu"
            assert "本人に不利に" not in words(hand)
            assert QApplication.focusWidget() is page.plan.button("houterasu")
            hand.key(Qt.Key.Key_Return)
            assert page.model.recipient == "houterasu", "the keyboard stands on the row"
            page._on_row("police")
            rest()
        shell.set_language("en")
        rest()
        assert f"In your own words: {NIGHT} Kind of work: sex services" in words(hand)
        page = shell.window.page
        assert isinstance(page, DisclosureScreen)
        page._on_row("wcsc")
        rest()
        assert "Could be held against" not in words(hand), "who protects is no such reader"


def test_it_is_looked_at_before_the_file_is_signed(
    shell: Shell, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "police.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, **_more: (str(out), ""))
    case = begin(workspace, TOLD, language="ja")
    workspace.interviews.note(case, ItemId("WORK-01"), NOTE, "ja")
    with hands(shell, workspace, case) as hand:
        hand_over(shell.open_case(), hand.interview)
        rest()
        hand.click(hand.seen(Button, "記録を確定"))
        hand.click(hand.seen(Button, "確定する"))
        page = shell.window.page
        assert isinstance(page, HandoverScreen)
        assert page.recipients is not None
        hand.click(page.recipients.buttons[RecipientId("police")])
        assert NIGHT in words(hand)
        assert NOTE in words(hand), "and what was written beside the answer"
        assert "署名は、まだできません" in words(hand)
        hand.click(page.save_button)
        assert not out.exists(), "nothing goes before it was looked at"
        tick = boxes(hand)[0]
        tick.setFocus()
        hand.key(Qt.Key.Key_Space)
        assert tick.isChecked()
        assert page.save_button.isEnabled()
        assert "署名は、まだできません" not in words(hand)
        hand.click(page.recipients.buttons[RecipientId("wcsc")])
        assert "本人に不利に" not in words(hand)
        hand.click(page.recipients.buttons[RecipientId("police")])
        assert not page.save_button.isEnabled(), "each time anew"
        for by_key in (False, True):
            button = hand.seen(Button, "先に弁護士へ")
            if by_key:
                button.setFocus()
                hand.key(Qt.Key.Key_Return)
            else:
                hand.click(button)
            plan = shell.window.page
            assert isinstance(plan, DisclosureScreen)
            assert plan.plan is not None
            assert plan.model.recipient == "houterasu"
            assert QApplication.focusWidget() is plan.plan.button("houterasu")
            hand_over(shell.open_case(), hand.interview)
            rest()
            page = shell.window.page
            assert isinstance(page, HandoverScreen)
            assert page.recipients is not None
            hand.click(page.recipients.buttons[RecipientId("police")])
        hand.click(boxes(hand)[0])
        hand.click(page.save_button)
        assert out.exists()
        went = workspace.interviews._store.events(hand.interview)[-1]
        assert went.payload["lawyer_offered"] is True
