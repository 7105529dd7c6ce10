# SPDX-License-Identifier: MIT
"""What comes in between: others in danger, another interpreter, a companion who is not kept apart."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services.workspace import Workspace
from tests.stations import begin
from tests.ui.screens.room import english, faults, talk
from ui.screens.interview import InterviewScreen
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.buttons import Button
from ui.widgets.confirmation import Confirmation

VOLUNTEERED = "The person says others are in danger"


def volunteered(screen: InterviewScreen) -> list[Button]:
    return [button for button in screen.panel.findChildren(Button) if button.text() == VOLUNTEERED]


def volunteer(screen: InterviewScreen) -> None:
    """The button asks once, because what is raised stays in the record."""
    volunteered(screen)[0].click()
    assert "others_in_danger" not in screen._vm.session.interview.flags
    screen.findChildren(Confirmation)[-1].yes_button.click()


@pytest.mark.parametrize("place", ["SAFE-02", "CTRL-02", "WISH-01"])
def test_others_in_danger_come_forward_in_one_action(
    screen: InterviewScreen, vm: InterviewViewModel, place: str
) -> None:
    vm.walking.jump(place)
    vm.entering.enter("unsure")
    assert faults(screen) == []
    volunteer(screen)
    assert vm.item == "OTHR-01"
    assert vm.session.interview.flags["others_in_danger"].raises[0].by == "person"
    assert vm.stored_of(place) == "unsure"  # nothing entered is lost
    assert not volunteered(screen)


def test_others_in_danger_may_be_said_before_consent(workspace: Workspace, qtbot: QtBot) -> None:
    vm = talk(workspace, begin(workspace, ()))
    screen = InterviewScreen(vm, english)
    qtbot.addWidget(screen)
    volunteer(screen)
    assert vm.item == "OTHR-01"
    assert not vm.glance.lock


def test_the_interpreter_changes_midway(screen: InterviewScreen, vm: InterviewViewModel) -> None:
    vm.deeds.set_interpreter("T-014", "phone")
    vm.walking.jump("CTRL-02")
    vm.entering.enter("no")
    screen.bar.interpreter_wanted.emit()
    screen.interpreter.code.setText("T-020")
    screen.interpreter.mode.choose("in_person")
    screen.interpreter.save.click()
    assert vm.item == "CTRL-02"
    assert vm.entering.shown_value == "no"  # the question and its answer stay
    assert vm.glance.header.interpreter == "T-020"
    vm.walking.next()
    assert vm.session.interview.answers["CTRL-02"].mode == "interpreted"


def test_a_companion_who_is_not_kept_apart_is_shown(workspace: Workspace, qtbot: QtBot) -> None:
    case = begin(workspace, (("PREP-02", {"not_possible": "見本: 同じ部屋にいる"}),))
    vm = talk(workspace, case)
    screen = InterviewScreen(vm, english)
    qtbot.addWidget(screen)
    assert "companion_present" in vm.session.interview.flags_open
    title = next(flag.title for flag in vm.glance.flags if flag.id == "companion_present")
    assert any(title in button.text() for button in screen.panel.findChildren(Button))
    apart = talk(workspace, begin(workspace, (("PREP-02", "done"),)))
    assert "companion_present" not in apart.session.interview.flags_open
    words = [label.text() for label in screen.panel.findChildren(QLabel)]
    assert "No open flag." not in words
