# SPDX-License-Identifier: MIT
"""The officer's and the supervisor's own pages in both languages and both invented ones, at both sizes: nothing
cut off, and all of it heard in the order in which it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.i18n import PSEUDO_ACCENTS, PSEUDO_MIRRORED
from app.services.workspace import Workspace
from tests.counts import sample
from tests.stations import House, begin, build_house, seal
from tests.ui.fit import misfits
from tests.ui.heard import focus_fault, listening, misheard
from tests.ui.pages import of_officer, rest, windows
from ui.main import Shell

__all__ = ["listening"]

LANGS = ("ja", "en", PSEUDO_ACCENTS, PSEUDO_MIRRORED)
LOOKS = sample("officer pages", [(scale, lang) for scale in (100, 200) for lang in LANGS], 3)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def workspace(house: House) -> Iterator[Workspace]:
    opened = house.open(house.supervisor)
    seal(opened, begin(opened, practice=True), {"CTRL-04": ["hurt_family"], "REFR-02": "all"})
    yield opened
    opened.close()


@pytest.fixture
def shell(request: pytest.FixtureRequest, qapp: QApplication, house: House) -> Iterator[Shell]:
    """In the text size (per cent) that the test gives."""
    with windows(qapp, house, request.param) as made:
        made.show_unlock()
        yield made


@pytest.mark.slow
@pytest.mark.uncounted
@pytest.mark.usefixtures("listening")
@pytest.mark.parametrize(("shell", "lang"), LOOKS, indirect=["shell"])
def test_nothing_is_cut_off(shell: Shell, house: House, workspace: Workspace, lang: str) -> None:
    faults: list[str] = []

    def look(name: str) -> None:
        rest()
        found = (*misfits(shell.window), *misheard(shell.window), *focus_fault(shell.window))
        faults.extend(f"{name}: {fault}" for fault in found)

    shell.set_language(lang)
    look("unlock")
    shell._on_open(house.supervisor, workspace)
    (record,) = [summary.interview for summary in workspace.interviews.summaries()]
    for name in of_officer(shell, record):
        look(name)
    shell.home()
    rest()
    assert faults == []
