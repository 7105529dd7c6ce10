# SPDX-License-Identifier: MIT
"""No page and no paper shows people an id of the program or a note that its drafters wrote to each other."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.ids import FlagId, InterviewId, RecipientId
from app.services.workspace import Workspace
from tests.counts import sample
from tests.stations import House, begin, build_house, hand_out, seal
from tests.ui.codes import codes_among, ids_of, texts_of
from tests.ui.going import go
from tests.ui.pages import ITEMS, around, of_officer, opened, rest, windows
from ui.main import Shell
from ui.screens.handover import HandoverScreen

FLAGS = ("pursuer_near", "threat_if_speaks", "sexual_violence", "forced_return", "child_case")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("codes"))


@pytest.fixture(scope="module")
def workspace(house: House) -> Iterator[Workspace]:
    opened_ = house.open(house.supervisor)
    yield opened_
    opened_.close()


@pytest.fixture(scope="module")
def record(workspace: Workspace) -> InterviewId:
    interview = begin(workspace, practice=True)
    workspace.interviews.raise_flag(interview, FlagId("pursuer_near"))
    return seal(
        workspace,
        interview,
        {"CTRL-04": ["hurt_family"], "REFR-02": "all", "REFR-04": "all", "CLOS-05": "paper"},
    )


@pytest.fixture
def shell(qapp: QApplication, house: House, workspace: Workspace) -> Iterator[Shell]:
    with windows(qapp, house) as made:
        made.show_unlock()
        yield made


@pytest.mark.slow
@pytest.mark.uncounted
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_officers_pages(
    shell: Shell, house: House, workspace: Workspace, record: InterviewId, lang: str
) -> None:
    ids = ids_of(house.pack) if lang == "ja" else frozenset()
    faults: list[str] = []

    def look(name: str) -> None:
        rest()
        faults.extend(f"{name}: {fault}" for fault in codes_among(texts_of(shell.window), ids))

    shell.set_language(lang)
    shell._on_open(house.supervisor, workspace)
    for name in of_officer(shell, record):
        look(name)
    page = shell.window.page
    assert isinstance(page, HandoverScreen)
    for recipient in ("wcsc", "police", "embassy"):
        page.model.show(RecipientId(recipient))
        look(f"handover {recipient}")
    shell.home()
    rest()
    assert faults == []


@pytest.mark.slow
@pytest.mark.uncounted
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_pages_of_an_interview(
    shell: Shell, house: House, workspace: Workspace, lang: str
) -> None:
    ids = ids_of(house.pack) if lang == "ja" else frozenset()
    faults: list[str] = []

    def look(name: str, window: QWidget) -> None:
        faults.extend(f"{name}: {fault}" for fault in codes_among(texts_of(window), ids))

    shell.set_language(lang)
    shell._on_open(house.supervisor, workspace)
    with opened(shell, workspace, "th"):
        case = shell.case
        assert case is not None
        for flag in FLAGS:
            case.model.deeds.raise_flag(FlagId(flag))
        rest()
        for name, window in around(shell, tuple(sample("codes", ITEMS, 8))):
            look(name, window)
        go(case, "interview")
        rest()
        page = shell.window.page
        for opens in ("_open_findings", "_open_keys", "_open_interpreter", "_open_language"):
            getattr(page, opens)()
            rest()
            look(opens, shell.window)
    assert faults == []


def test_the_papers(
    workspace: Workspace, record: InterviewId, house: House, tmp_path: Path
) -> None:
    faults: list[str] = []
    for recipient in house.pack.recipients:
        out = tmp_path / f"{recipient}.pdf"
        try:
            if recipient == house.pack.roles.person:
                workspace.handovers.paper(record, out)
            else:
                hand_out(workspace.handovers, record, recipient, out)
        except UserError:
            continue
        done = subprocess.run(
            ["pdftotext", "-layout", str(out), "-"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        faults += [
            f"{recipient}: {fault}" for fault in codes_among(done.stdout.splitlines(), frozenset())
        ]
    assert len(list(tmp_path.glob("*.pdf"))) >= 3
    assert faults == []


def test_what_is_looked_for_is_found(qtbot: QtBot, house: House) -> None:
    """One of each kind, in the places where words can hide."""
    box, ids = QWidget(), ids_of(house.pack)
    qtbot.addWidget(box)
    for text in (
        "警告 pursuer_near",
        "根拠は child_protection",
        "110番に電話（要確認）",
        "[legal] draft x",
        "{name} さん",
    ):
        QLabel(text, box)
    QLabel("提供先は police です", box)
    QLabel("見えない", box).setAccessibleName("first_contact_24h")
    found = codes_among(texts_of(box), ids)
    for code in (
        "pursuer_near",
        "child_protection",
        "要確認",
        "[legal",
        "{name}",
        "police",
        "first_contact_24h",
    ):
        assert any(fault.startswith(code) for fault in found), code
    assert codes_among(["見本 SAMPLE Station · officer one", "CTRL-04", "a@b_c.jp"], ids) == []
