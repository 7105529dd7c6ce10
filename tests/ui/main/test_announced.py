# SPDX-License-Identifier: MIT
"""What a deed came to is announced: sealed, saved, refused, looked at, taken in. Nothing is seen, only heard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.stations import ADULT, House, begin
from tests.ui.going import hand_over
from tests.ui.heard import Role, listening, told
from tests.ui.keyboard import bring_forward
from tests.ui.pages import rest, windows
from tests.ui.reader import Reader
from ui.main.request import To

__all__ = ["listening", "told"]


@pytest.mark.usefixtures("listening")
def test_what_became_of_a_handover_is_heard_from_its_seal_to_the_registry(
    qapp: QApplication,
    house: House,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[tuple[str, bool]],
) -> None:
    file = tmp_path / "sample.pdf"
    places = [tmp_path / "no such folder" / "sample.pdf", file]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_o: (str(places.pop(0)), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_o: ([str(file)], ""))
    workspace, reader = house.open(house.supervisor), Reader()
    with windows(qapp, house) as shell:
        shell.set_language("en")
        shell._on_open(house.supervisor, workspace)
        interview = begin(workspace, (*ADULT, ("REFR-02", "all")))
        case_number = str(workspace.interviews.open(interview).interview.case_number)
        hand_over(shell.open_case(), interview)
        bring_forward(shell.window, qtbot)

        def heard_after(role: Role, name: str) -> list[tuple[str, bool]]:
            told.clear()
            reader.press(role, name)
            return list(told)

        reader.press(Role.Button, "Seal")
        assert "Seal the record?" in reader.inside
        assert heard_after(Role.Button, "Seal it now")[-1] == ("The record is sealed.", False)
        drawn = heard_after(Role.RadioButton, "")
        assert [words for words, _now in drawn[:1]] == ["Drawing the real pages…"]
        assert drawn[-1][0].startswith("Pages of the handover, Page 1 of ")
        refused = heard_after(Role.Button, "Sign and save")
        assert refused[-1][0].startswith("sample.pdf cannot be read or written here.")
        assert refused[-1][1]  # at once
        assert heard_after(Role.Button, "Sign and save")[-1] == ("Saved: sample.pdf", False)
        shell.go(To("registry"))
        rest()
        line = f"sample.pdf, New record, {case_number}"
        looked_at = heard_after(Role.Button, "Choose files")
        assert looked_at[-1] == (f"What an import would do. {line}", False)
        taken_in = heard_after(Role.Button, "Take these in")
        assert taken_in[-1] == (f"What became of the files. {line}", False)
        shell.home()
        rest()
    workspace.close()
