# SPDX-License-Identifier: MIT
"""The program follows the system's wish for high contrast, and no words are hard to see in any of its looks."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.paths import program_root
from app.services.workspace import Workspace
from tests.counts import sample
from tests.ui.ink import faint
from tests.ui.main.test_in_sight import open_page
from tests.ui.pages import rest
from ui.main import Shell
from ui.main.request import To
from ui.theme import apply_theme, current_theme
from ui.theme.core import Mode
from ui.widgets.text import TextLabel

PAGES = ("home", "practice", "papers", "directory", "settings", "about", "binding")
LOOKS: tuple[tuple[Mode, bool], ...] = (
    ("light", False), ("dark", False), ("light", True), ("dark", True),
)  # fmt: skip
#: What moves by itself, or would: nothing here, so nothing has to stop for who asked the system for less.
MOVING = re.compile(
    r"\b(Q\w*Animation\w*|QMovie|QTimeLine|QScroller|Q\w*Transition|setAnimated|setCursorFlashTime"
    r"|slideTo|QGraphicsRotation)\b"
)


def ask(app: QApplication, wanted: Qt.ContrastPreference) -> None:
    """Say what the system says when its setting changes."""
    styles = app.styleHints()
    hints = styles.accessibility()
    hints.contrastPreferenceChanged.emit(wanted)
    rest()


@pytest.mark.parametrize(("mode", "high"), sample("looks", LOOKS, 2))
def test_no_words_are_hard_to_see(
    shell: Shell, workspace: Workspace, qapp: QApplication, mode: Mode, *, high: bool
) -> None:
    shell.set_looks(mode=mode)
    if high:
        ask(qapp, Qt.ContrastPreference.HighContrast)
    assert current_theme().high is high
    found = []
    for page in sample("contrast", PAGES, 3):
        shell.go(To(page))
        rest()
        found += [f"{page}: {fault}" for fault in faint(shell.window, high=high)]
    open_page(shell, workspace, "th")
    found += [f"interview: {fault}" for fault in faint(shell.window, high=high)]
    assert found == []


def test_the_looks_follow_the_system_while_the_program_runs(
    shell: Shell, qapp: QApplication
) -> None:
    """The page of now is drawn again, both ways; another answer of the system changes nothing."""
    shell.go(To("about"))
    for wanted, high in (
        (Qt.ContrastPreference.HighContrast, True),
        (Qt.ContrastPreference.HighContrast, True),
        (Qt.ContrastPreference.NoPreference, False),
    ):
        ask(qapp, wanted)
        assert current_theme().high is high
        ground = shell.window.grab().toImage().pixelColor(2, shell.window.height() // 2)
        assert ground.name() == current_theme().hex("window")
        assert (ground.name() == "#ffffff") is high


def test_what_is_hard_to_see_is_found(qtbot: QtBot, qapp: QApplication) -> None:
    """Positive control: the same words in a tone for what cannot be used, and in one for reading."""
    apply_theme(qapp)
    window = QWidget()
    window.setProperty("page", True)
    layout = QVBoxLayout(window)
    for tone in ("text", "warning_border", "secondary"):
        layout.addWidget(TextLabel(f"Words that are {tone}", tone=tone))
    qtbot.addWidget(window)
    window.show()
    rest()
    (fault,) = faint(window)
    assert "warning_border" in fault
    (fault,) = faint(window, high=True)
    assert "warning_border" in fault


def test_nothing_moves_by_itself() -> None:
    """Who asked the system for less motion sees none: no animation stands anywhere in the windows."""
    folder = program_root() / "ui"
    found = [path.name for path in folder.rglob("*.py") if MOVING.search(path.read_text("utf-8"))]
    assert found == []
    assert MOVING.search("moving = QPropertyAnimation(self, b'pos')")
    assert MOVING.search("view.setAnimated(True)")
