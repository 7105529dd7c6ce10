# SPDX-License-Identifier: MIT
"""Whose eyes a text is for: chosen beside the text by hand and key, asked once before the seal, and undone
by a supervisor only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from app.domain.value import TextMark
from app.domain.written import written_texts
from app.ids import ItemId, RecipientId
from app.services.workspace import Workspace
from tests.journeys.test_in_confidence import held
from tests.stations import SUPERVISOR_WORDS, begin
from tests.ui.going import hand_over
from tests.ui.pages import rest
from tests.ui.screens.hand import Hand, hands
from tests.ui.screens.room import BASE
from ui.main import Shell
from ui.screens.handover import HandoverScreen
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import PassphraseField, TextArea, TextInput
from ui.widgets.mark_select import MarkSelect, WordsMark
from ui.widgets.part_input import TextPart

WORDS, SECRET, NOTE = "見本の言葉", "見本のひみつ", "見本のないしょ"
PRIVATE = TextMark.PRIVATE
ANOTHER = "文を別に書く"


@pytest.fixture
def hand(shell: Shell, workspace: Workspace) -> Iterator[Hand]:
    with hands(shell, workspace, begin(workspace, BASE, language="ja")) as made:
        yield made


def marks(hand: Hand) -> list[tuple[str, TextMark | None]]:
    state = hand.workspace.interviews.open(hand.interview).interview
    return [
        (written_text.text, written_text.mark)
        for written_text in written_texts(hand.workspace.pack, state)
    ]


def tab_to(hand: Hand, widget: QWidget) -> None:
    """Go there as a keyboard does."""
    for _press in range(60):
        if QApplication.focusWidget() is widget:
            return
        hand.key(Qt.Key.Key_Tab)
    pytest.fail("no Tab leads there")


def test_a_delicate_sentence_is_a_text_of_its_own(hand: Hand) -> None:
    """Written below the other by keys alone, marked, shown again, and never lost with the first."""
    hand.at("WORK-01")
    area = hand.seen(TextPart).first_field()
    assert area is not None
    hand.click(area)
    hand.commit(WORDS)
    tab_to(hand, hand.seen(Button, ANOTHER))
    hand.key(Qt.Key.Key_Space)
    hand.commit(SECRET)
    first, second = in_sight(hand)
    assert (first.text(), second.text()) == (WORDS, SECRET)
    tab_to(
        hand,
        [select for select in hand.shell.window.findChildren(MarkSelect) if select.isVisible()][1],
    )
    hand.key(Qt.Key.Key_Down)
    hand.next()
    both = [(WORDS, None), (SECRET, TextMark.MADE_TO_DO)]
    assert marks(hand) == both
    hand.at("WORK-01")
    assert [text_area.text() for text_area in in_sight(hand)] == [WORDS, SECRET]
    selects = [
        select for select in hand.shell.window.findChildren(MarkSelect) if select.isVisible()
    ]
    assert [select.chosen() for select in selects] == ["", "made_to_do"]
    hand.click(in_sight(hand)[0])
    hand.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hand.key(Qt.Key.Key_Delete)
    hand.next()
    assert marks(hand) == both[1:]


def in_sight(hand: Hand) -> list[TextArea]:
    part = hand.seen(TextPart)
    return [area for area in part.findChildren(TextArea) if area.isVisible()]


def test_texts_are_asked_about_at_the_seal_and_a_supervisor_undoes_a_mark(hand: Hand) -> None:
    do, case = hand.workspace.interviews, hand.shell.case
    do.answer(hand.interview, ItemId("WORK-01"), {"what": WORDS}, locks=False)
    do.note(hand.interview, ItemId("SAFE-01"), SECRET, "ja")  # of no group that is asked about
    assert case is not None
    case.open(hand.interview)
    hand_over(case, hand.interview)
    rest()
    labels = [label.text() for label in hand.shell.window.findChildren(QLabel) if label.isVisible()]
    assert any("知られたくないこと" in label for label in labels)
    assert any(WORDS in label for label in labels)
    tab_to(hand, hand.seen(MarkSelect))
    hand.key(Qt.Key.Key_Down)
    hand.click(hand.seen(IconButton, "ほかの文すべて"))
    assert any(
        SECRET in label.text()
        for label in hand.shell.window.findChildren(QLabel)
        if label.isVisible()
    )
    selects = [
        select for select in hand.shell.window.findChildren(MarkSelect) if select.isVisible()
    ]
    tab_to(hand, selects[-1])
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Down)
    hand.click(hand.seen(Button, "記録を確定"))
    hand.click(hand.seen(Button, "確定する"))
    assert marks(hand) == [(WORDS, TextMark.MADE_TO_DO), (SECRET, PRIVATE)]
    assert do.open(hand.interview).interview.versions
    do.amend(hand.interview, "見本の理由")
    case.open(hand.interview)
    hand_over(case, hand.interview)
    rest()
    assert not any(select.isVisible() for select in hand.shell.window.findChildren(MarkSelect))
    hand.click(hand.seen(Button, "印を外す"))
    assert marks(hand)[0] == (WORDS, TextMark.MADE_TO_DO)
    hand.click(hand.seen(TextInput, "理由"))
    hand.commit("見本の理由")
    hand.click(hand.seen(PassphraseField))
    hand.commit(SUPERVISOR_WORDS)
    hand.click(hand.seen(Button, "印を外す"))
    assert marks(hand) == [(WORDS, None), (SECRET, PRIVATE)]


def sealed_and_saved(hand: Hand, recipient: str) -> str:
    """Seal, choose a recipient, sign and save, all by clicks: what the file holds, pages and record."""
    assert hand.shell.case is not None
    hand_over(hand.shell.case, hand.interview)
    rest()
    hand.click(hand.seen(Button, "記録を確定"))
    hand.click(hand.seen(Button, "確定する"))
    page = hand.shell.window.page
    assert isinstance(page, HandoverScreen)
    assert page.recipients is not None
    hand.click(page.recipients.buttons[RecipientId(recipient)])
    hand.click(hand.seen(Button, "署名して保存"))
    return held(Path(QFileDialog.getSaveFileName()[0]))


def test_what_is_marked_by_hand_is_in_no_file_and_what_went_before_is_said(
    shell: Shell, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A private text and a private note, by keys; later a text that had gone: to whom, and not again."""
    told = (*BASE, ("WISH-03", ["debt"]), ("REFR-05", "all"))
    files = iter(f"{number}.pdf" for number in range(9))
    names: list[str] = []

    def ask(*given: object, **_more: object) -> tuple[str, str]:
        names.extend([str(tmp_path / next(files))] if given else [])
        return names[-1], ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    with hands(shell, workspace, begin(workspace, told, language="ja")) as hand:
        hand.at("WORK-01")
        hand.click(in_sight(hand)[0])
        hand.commit(WORDS)
        tab_to(hand, hand.seen(Button, ANOTHER))
        hand.key(Qt.Key.Key_Space)
        hand.commit(SECRET)
        choose(hand, marks_in_sight(hand)[1], "private")
        hand.click(hand.seen(TextArea, "メモ"))
        hand.commit(NOTE)
        choose(hand, marks_in_sight(hand)[-1], "private")
        hand.next()
        assert marks(hand) == [(WORDS, None), (SECRET, PRIVATE), (NOTE, PRIVATE)]
        first = sealed_and_saved(hand, "iom")
        assert [words in first for words in (WORDS, SECRET, NOTE)] == [True, False, False]

        workspace.interviews.amend(hand.interview, "見本の理由")
        shell.open_case().open(hand.interview)
        hand.at("WORK-01")
        choose(hand, marks_in_sight(hand)[0], "private")
        hand.next()
        assert marks(hand)[0] == (WORDS, PRIVATE)
        hand_over(shell.open_case(), hand.interview)
        rest()
        texts = [label.text() for label in shell.window.findChildren(QLabel) if label.isVisible()]
        (went,) = (text for text in texts if text.startswith("印の前に渡した"))
        assert "IOM" in went
        assert "今後のファイルには入りません" in went
        second = sealed_and_saved(hand, "iom")
        assert [words in second for words in (WORDS, SECRET, NOTE)] == [False, False, False]
        assert "WISH-03" in second, "there is something in it"


def marks_in_sight(hand: Hand) -> list[WordsMark]:
    return [mark for mark in hand.shell.window.findChildren(WordsMark) if mark.isVisible()]


def choose(hand: Hand, mark: WordsMark, wanted: str) -> None:
    """By keys, as from a keyboard."""
    tab_to(hand, mark)
    for _press in range(3):
        if mark.chosen() == wanted:
            return
        hand.key(Qt.Key.Key_Down)
    pytest.fail("it is not offered")
