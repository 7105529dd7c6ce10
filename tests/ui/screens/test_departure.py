# SPDX-License-Identifier: MIT
"""The check at departure: few screens, all of it, and its four outcomes in sight at the end."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.value import Json
from app.services.workspace import Workspace
from tests.ui.screens.room import english, faults, talk
from ui.screens.interview import InterviewScreen
from ui.viewmodels import course
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.language import LanguageViewModel
from ui.viewmodels.preparation import PreparationViewModel

MOST_SCREENS = 14  # preparation, language, eleven questions, the outcome: under five minutes
FREELY: dict[str, Json] = {
    "EMB-00": "explained",
    "EMB-01": "yes",
    "EMB-02": "home_visit",
    "EMB-03": ["own_wish"],
    "EMB-04": {"pushed": "no", "here": "no"},
    "EMB-05": "no",
    "EMB-06": {"passport": "me"},
    "EMB-07": {"owed": "no", "signed": "no"},
    "EMB-08": ["go_now"],
    "EMB-09": "yes_freely",
    "EMB-10": {"signs": ["none"], "outcome": "leaves_freely"},
}


def check(workspace: Workspace, **other: Json) -> tuple[InterviewViewModel, int]:
    """A whole check through the view models; also how many screens it took."""
    vm = talk(workspace)
    vm.begin("embarkation", practice=True)
    preparation = PreparationViewModel(vm)
    assert list(preparation.items) == ["PREP-02"]
    preparation.enter("PREP-02", "done")
    preparation.go_on()
    LanguageViewModel(vm).choose("th")
    screens = 2
    answers = {**FREELY, **{key.replace("_", "-"): value for key, value in other.items()}}
    while vm.item is not None and vm.item.startswith("EMB"):
        vm.entering.enter(answers[vm.item])
        vm.walking.next()
        screens += 1
    return vm, screens + 1


def shown(vm: InterviewViewModel, qtbot: QtBot) -> str:
    screen = InterviewScreen(vm, english)
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    assert faults(screen) == []
    return " ".join(label.text() for label in screen.middle.findChildren(QLabel))


def test_who_leaves_freely_is_through_in_few_screens(workspace: Workspace, qtbot: QtBot) -> None:
    vm, screens = check(workspace)
    assert screens <= MOST_SCREENS
    assert set(FREELY) - set(vm.session.interview.answers) <= {"EMB-03"}  # asked of early leavers
    assert vm.walking.stage == "end"
    assert course.departure_outcomes(vm.session.view) == ("leaves_freely",)
    words = shown(vm, qtbot)
    assert "leaves freely" in words
    assert "no finding about what happened" in words


@pytest.mark.parametrize("answer", ["not_today", "not_sure", "declined"])
def test_whoever_does_not_say_freely_goes_on_in_full(
    workspace: Workspace, answer: str, qtbot: QtBot
) -> None:
    vm, _screens = check(workspace, EMB_09=answer)
    assert "full" in course.departure_outcomes(vm.session.view)
    assert vm.item is not None
    assert "goes on in full" in shown(vm, qtbot)


def test_danger_stands_first(workspace: Workspace, qtbot: QtBot) -> None:
    vm, _screens = check(workspace, EMB_04={"pushed": "yes", "here": "yes"})
    assert course.departure_outcomes(vm.session.view) == ("danger", "full")
    words = shown(vm, qtbot)
    assert words.index("danger first") < words.index("goes on in full")


def test_a_child_is_handed_to_the_child_path(workspace: Workspace, qtbot: QtBot) -> None:
    vm = talk(workspace)
    vm.begin("embarkation", practice=True)
    vm.perform([lambda service, case: service.set_sign(case, "apparent_minor")])
    case = vm.session.id
    vm.workspace.interviews.answer(case, "PREP-02", "done")
    vm.workspace.interviews.choose_language(case, "th")
    for item, value in {**FREELY, "EMB-09": "not_sure"}.items():
        vm.workspace.interviews.answer(case, item, value)
    vm.open(case)
    outcomes = course.departure_outcomes(vm.session.view)
    assert outcomes[-1] == "child_path"
    assert "on to the child path" in shown(vm, qtbot)


def test_no_outcome_before_the_check_is_over(workspace: Workspace) -> None:
    vm = talk(workspace)
    vm.begin("embarkation", practice=True)
    assert course.departure_outcomes(vm.session.view) == ()
    vm.begin("full", practice=True)
    assert course.departure_outcomes(vm.session.view) == ()
