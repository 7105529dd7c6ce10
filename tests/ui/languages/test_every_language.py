# SPDX-License-Identifier: MIT
"""Every page around an interview in every language: nothing cut off, all of it heard as it is read, and as it
looked when it was looked at.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain import case_number
from app.ids import CaseNumber, ItemId
from app.services.workspace import Workspace
from tests.counts import sample
from tests.golden import compare, differs, of_widget
from tests.stations import build_house
from tests.ui.fit import misfits
from tests.ui.heard import focus_fault, listening, misheard
from tests.ui.pages import EVERY, ITEMS, PSEUDO, around, opened, pseudo_texts, windows
from tests.ui.screens.room import workspace_of
from ui.main import Shell
from ui.widgets.answer_spec import SideText
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow, RowSpec
from ui.widgets.text import TextLabel

__all__ = ["listening", "pseudo_texts"]

Room = tuple[Shell, Workspace]

#: Six screens a language that are compared with their golden pictures.
GOLDEN = {
    "interview CTRL-04", "person CTRL-04", "cards", "interpreter", "readback", "person pause",
}  # fmt: skip
#: At double size: the tallest scripts, the longest words, both directions.
DOUBLED = ("ja", "th", "km", "my", "ne", "ru", "fil", "ur", *PSEUDO)
FEW = ITEMS[::3]


def room_at(scale: int, app: QApplication, factory: pytest.TempPathFactory) -> Iterator[Room]:
    house = build_house(factory.mktemp("languages"))
    workspace = workspace_of(house)
    with windows(app, house, scale) as shell:
        shell._on_open(house.officer, workspace)
        yield shell, workspace
    workspace.close()


@pytest.fixture
def at_100(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    yield from room_at(100, qapp, tmp_path_factory)


@pytest.fixture
def at_200(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    yield from room_at(200, qapp, tmp_path_factory)


@pytest.mark.slow
@pytest.mark.uncounted
@pytest.mark.usefixtures("pseudo_texts", "drawn_numbers", "listening")
@pytest.mark.parametrize("lang", sample("languages", EVERY, 4))
def test_nothing_is_cut_off_and_all_looks_as_it_did(at_100: Room, lang: str) -> None:
    walk(*at_100, lang, ITEMS, golden=lang not in PSEUDO)


@pytest.mark.slow
@pytest.mark.uncounted
@pytest.mark.usefixtures("pseudo_texts", "listening")
@pytest.mark.parametrize("lang", sample("double size", DOUBLED, 2))
def test_nothing_is_cut_off_at_double_size(at_200: Room, lang: str) -> None:
    walk(*at_200, lang, FEW, golden=False)


@pytest.fixture
def drawn_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same case number in every picture: it stands in the head of the window."""
    chance, drawn = random.Random(1), case_number.draw

    def draw(year: int, _choose: object, *, practice: bool = False) -> CaseNumber:
        return drawn(year, chance.choice, practice=practice)

    monkeypatch.setattr(case_number, "draw", draw)


def walk(
    shell: Shell, workspace: Workspace, lang: str, items: tuple[ItemId, ...], *, golden: bool
) -> None:
    faults: list[str] = []
    with opened(shell, workspace, lang):
        for name, window in around(shell, items):
            faults += [f"{name}: {fault}" for fault in (*misfits(window), *misheard(window))]
            if window is shell.window:
                faults += [f"{name}: {fault}" for fault in focus_fault(window)]
            if golden and name in GOLDEN:
                found = differs(of_widget(window), f"{lang}/{name.replace(' ', '-')}")
                faults += [found] if found else []
    assert not faults, "\n".join(faults)


def test_what_does_not_fit_is_found(qtbot: QtBot) -> None:
    """Positive control, one for each kind of widget and each way of not fitting."""
    box = QWidget()
    qtbot.addWidget(box)
    box.resize(300, 320)
    low = TextLabel("word " * 30, lang="en", parent=box)
    low.setGeometry(0, 0, 100, 30)
    button = Button("A long word on a button that wraps", parent=box)
    button.setGeometry(0, 50, 90, 44)
    text = (SideText("my", "တစ်ယောက်ယောက်က " * 9),)
    line = ChoiceRow(RowSpec("x", text), key="1", size=18, multi=False, parent=box)
    line.setGeometry(0, 120, 200, 52)
    TextLabel("out", lang="en", parent=box).setGeometry(280, 200, 100, 30)
    TextLabel("under", lang="en", parent=box).setGeometry(0, 310, 100, 30)
    TextLabel("Wideword", lang="en", parent=box, wrap=False).setGeometry(0, 260, 20, 30)
    plain = QLabel("of Qt's own", box)
    plain.setGeometry(0, 230, 10, 30)
    box.show()
    QApplication.processEvents()
    found = misfits(box)
    assert len(found) == 7
    for kind, why in (
        ("TextLabel", "low"), ("Button", "low"), ("ChoiceRow", "low"), ("TextLabel", "out sideways"),
        ("TextLabel", "out above or below"), ("TextLabel", "wide"), ("QLabel", "wide"),
    ):  # fmt: skip
        assert any(fault.startswith(f"{kind} {why}") for fault in found), (kind, why, found)
    low.setGeometry(0, 0, 290, low.heightForWidth(290))
    assert len(misfits(box)) == 6


@pytest.mark.usefixtures("pseudo_texts")
def test_another_word_is_another_picture(at_100: Room) -> None:
    """Positive control of the golden pictures: one short text changed on a full screen."""
    shell, workspace = at_100
    with opened(shell, workspace, "th"):
        name, window = next(around(shell, (ItemId("CTRL-04"),)))
        assert name == "interview CTRL-04"
        before = of_widget(window)
        assert compare(of_widget(window), before, name) == ""
        row = next(row for row in window.findChildren(ChoiceRow) if row.spec.id == "hurt_me")
        row.spec = RowSpec("hurt_me", tuple(SideText(s.lang, "อื่น ๆ") for s in row.spec.texts))
        row._flows.clear()
        row.update()
        assert compare(of_widget(window), before, name)
