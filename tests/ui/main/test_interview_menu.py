# SPDX-License-Identifier: MIT
"""The interview's one bar leads everywhere the bar of the other pages does, by clicks in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.pages import ANSWERED, rest
from ui.main import Shell
from ui.screens.about import AboutScreen
from ui.screens.binding import BindingScreen
from ui.screens.danger import DangerScreen
from ui.screens.directory import DirectoryScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.settings import SettingsScreen
from ui.theme import current_theme


def click(shell: Shell, button: QAbstractButton) -> None:
    """At its place in the window, and only if it is seen there."""
    rest()
    assert not button.visibleRegion().isEmpty(), button.text()
    at = button.mapTo(shell.window, button.rect().center())
    QTest.mouseClick(shell.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    rest()


def opened(shell: Shell, workspace: Workspace) -> InterviewScreen:
    shell.open_case().open(begin(workspace, ANSWERED, language="th"))
    rest()
    assert shell.window.bar is not None
    assert not shell.window.bar.isVisible(), "one bar, not two"
    page = shell.window.page
    assert isinstance(page, InterviewScreen)
    return page


@pytest.mark.parametrize(
    ("button", "kind"),
    [
        ("directory", DirectoryScreen),
        ("settings", SettingsScreen),
        ("about", AboutScreen),
    ],
)
@pytest.mark.parametrize("width", [1366, 1000])
def test_the_menu_leads_to_the_pages_of_the_program(
    shell: Shell, workspace: Workspace, button: str, kind: type[QWidget], width: int
) -> None:
    page = opened(shell, workspace)
    shell.window.resize(width, 768)
    click(shell, page.header.menu)
    click(shell, getattr(page.program, button))
    assert isinstance(shell.window.page, kind)
    assert shell.window.bar is not None
    assert shell.window.bar.isVisible(), "the other pages have their own"


def test_the_way_home_is_in_the_bar_and_in_the_menu(shell: Shell, workspace: Workspace) -> None:
    page = opened(shell, workspace)
    click(shell, page.program.home)
    assert isinstance(shell.window.page, HomeScreen)
    page = opened(shell, workspace)
    click(shell, page.header.menu)
    click(shell, page.menu.home)
    assert isinstance(shell.window.page, HomeScreen)


def test_the_theme_changes_from_the_menu_and_the_question_stays(
    shell: Shell, workspace: Workspace
) -> None:
    page = opened(shell, workspace)
    page._vm.walking.jump("CTRL-04")
    click(shell, page.header.menu)
    click(shell, page.program.theme)
    assert current_theme().mode == "dark"
    again = shell.window.page
    assert isinstance(again, InterviewScreen)
    assert again._vm.item == "CTRL-04"
    assert not again._menu_drawer.is_open()


def test_the_urgent_sign_leads_to_the_danger_page(shell: Shell, workspace: Workspace) -> None:
    page = opened(shell, workspace)
    click(shell, page.header.urgent)
    assert isinstance(shell.window.page, DangerScreen)


def test_the_interpreter_opens_from_the_bar(shell: Shell, workspace: Workspace) -> None:
    page = opened(shell, workspace)
    click(shell, page.header.interpreter)
    assert page._interpreter_drawer.is_open()


def test_where_phases_have_no_column_the_menu_has_them(shell: Shell, workspace: Workspace) -> None:
    page = opened(shell, workspace)
    shell.window.resize(1000, 768)
    click(shell, page.header.menu)
    click(shell, page.menu.phases)
    assert page._rail_drawer.is_open()
    first = next(row for row in page._vm.glance.phases if row.state != "locked")
    click(shell, page.rail.button(first.id))
    assert not page._rail_drawer.is_open()


def test_the_documents_that_bind_are_reached_from_the_menu_and_opened_by_keys(
    shell: Shell, workspace: Workspace
) -> None:
    """From an open interview by clicks; on their page one Tab and Space at a time."""
    page = opened(shell, workspace)
    click(shell, page.header.menu)
    click(shell, page.program.directory)
    directory = shell.window.page
    assert isinstance(directory, DirectoryScreen)
    click(shell, directory.binding_button)
    binding = shell.window.page
    assert isinstance(binding, BindingScreen)
    names = list(binding.folds)
    assert binding.folds[names[0]].button.hasFocus()
    QTest.keyClick(shell.window.windowHandle(), Qt.Key.Key_Tab)
    rest()
    second = binding.folds[names[1]]
    assert second.button.hasFocus()
    shut = not second.opened
    QTest.keyClick(shell.window.windowHandle(), Qt.Key.Key_Space)
    rest()
    assert shut
    assert second.opened
    words = " ".join(label.text() for label in second.content.findChildren(QLabel))
    document = workspace.pack.binding[names[1]]
    assert document.source in words
    assert workspace.texts.officer(document.about, current_theme().language).text in words
    click(shell, binding.home_button)
    assert isinstance(shell.window.page, HomeScreen)
