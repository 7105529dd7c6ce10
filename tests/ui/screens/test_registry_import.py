# SPDX-License-Identifier: MIT
"""A handover that came wrapped, in the registry's window: it asks for the passphrase and is taken in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from app.crypto.bundle import encrypt, new_name
from app.i18n import sentence
from app.services.workspace import Workspace
from tests.stations import ADULT, House, begin, hand_out, seal
from tests.ui.pages import rest, windows
from tests.ui.typing import Typist
from ui.main.request import To
from ui.screens.registry import RegistryScreen

WORDS = "gravel lantern meadow 7"


@pytest.fixture
def wrapped(workspace: Workspace, tmp_path: Path) -> Path:
    case = seal(workspace, begin(workspace, ADULT), {"REFR-02": "all"})
    hand_out(workspace.handovers, case, "supervisor", tmp_path / "out.pdf")
    path = tmp_path / new_name()
    path.write_bytes(encrypt((tmp_path / "out.pdf").read_bytes(), WORDS))
    return path


def test_a_wrapped_file_is_taken_in_with_its_passphrase(
    qapp: QApplication, house: House, wrapped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(*arguments: object, **_options: object) -> tuple[list[str], str]:
        offered.append(str(arguments[3]))
        return [str(wrapped)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    workspace = house.open(house.supervisor)
    with windows(qapp, house) as shell:
        shell._on_open(house.supervisor, workspace)
        shell.window.activateWindow()
        shell.go(To("registry"))
        rest()
        page = shell.window.page
        assert isinstance(page, RegistryScreen)

        def told() -> list[str]:
            table = page.results
            return [str(table.data(table.index(0, column))) for column in range(4)]

        Typist(shell.window).click(page.drop.button)
        assert "*.kkb" in offered[0]
        assert told()[3] == sentence("passphrase_needed", {}, shell.tr_officer)
        assert not page.import_button.isEnabled()
        (field,) = page.passphrase.findChildren(QLineEdit)
        Typist(shell.window).click(field)
        Typist(shell.window).type(WORDS)
        Typist(shell.window).click(page.drop.button)
        assert field.text() == ""
        assert told()[3] == ""
        Typist(shell.window).click(page.import_button)
        assert told()[2] in {row.case_number for row in page.records.rows}
        shell.home()
        rest()
    workspace.close()
