# SPDX-License-Identifier: MIT
"""The health of the vault in the settings, with one press: in sentences, and what to do."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QApplication

from app.services.workspace import Workspace
from tests.stations import House, begin
from tests.ui.pages import rest, windows
from tests.ui.typing import Typist
from ui.main.request import To
from ui.screens.settings import SettingsScreen


def test_what_is_wrong_is_told_in_sentences(
    qapp: QApplication, house: House, workspace: Workspace
) -> None:
    heads = house.stations.folder.heads_log
    begin(workspace)
    workspace.interviews.seal(begin(workspace))
    whole = heads.read_bytes()
    with windows(qapp, house) as shell:
        shell._on_open(house.officer, workspace)
        shell.window.activateWindow()
        shell.go(To("settings"))
        rest()
        page = shell.window.page
        assert isinstance(page, SettingsScreen)
        heads.write_bytes(re.sub(rb'("sig": ?")', rb"\1AAAA", whole))
        try:
            Typist(shell.window).click(page.check_button)
        finally:
            heads.write_bytes(whole)
        report = page.health.text()
        assert ": signature" not in report
        assert "heads.logの1行目" in report
        assert "上司に知らせてください" in report
        Typist(shell.window).click(page.check_button)
        assert page.health.text() == shell.tr_officer("Everything is sound.")
        shell.home()
        rest()
