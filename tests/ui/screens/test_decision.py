# SPDX-License-Identifier: MIT
"""Findings explain themselves and lead on; a person's decision stands beside them and changes none."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from app.domain.consent import decide
from app.domain.state import Decided
from app.errors import UserError
from app.services.deciding import STATUSES, decide_status
from app.services.record import disclosed, record_items
from app.services.workspace import Workspace
from tests.stations import OFFICER, begin
from tests.ui.screens.room import BASE, english, faults, talk
from ui.screens.fold import Fold
from ui.screens.interview import InterviewScreen
from ui.screens.interview.decision_form import status_words
from ui.viewmodels.interview import InterviewViewModel
from ui.widgets.buttons import Button

SAID = (
    *BASE,
    ("CTRL-04", ["hurt_family"]),
    ("CTRL-02", "no"),
    ("MOVE-02", "only_with_someone"),
    ("WORK-05", "yes"),
    ("REFR-02", "all"),
)


@pytest.fixture
def vm(workspace: Workspace) -> InterviewViewModel:
    return talk(workspace, begin(workspace, SAID))


@pytest.fixture
def screen(vm: InterviewViewModel, qtbot: QtBot) -> InterviewScreen:
    made = InterviewScreen(vm, english)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made._open_findings()
    for fold in made.findings.findChildren(Fold):
        if not fold.opened:
            fold.toggle()
    return made


def decisions(vm: InterviewViewModel) -> tuple[Decided, ...]:
    """As stored now."""
    return vm.workspace.interviews.open(vm.session.id).interview.decisions


def test_every_entry_explains_itself(screen: InterviewScreen, vm: InterviewViewModel) -> None:
    texts = "\n".join(label.text() for label in screen.findings.findChildren(QLabel))
    texts += "\n".join(fold.button.text() for fold in screen.findings.findChildren(Fold))
    assert vm.glance.findings.means
    for finding in vm.glance.findings.means:
        assert finding.title in texts
        assert finding.source in texts
        assert finding.answers[0].answer in texts
        assert finding.rules[0] in texts
    against = [cited for finding in vm.glance.findings.means for cited in finding.against]
    assert against
    for cited in against:
        assert f"Speaks against it: {cited.item}" in texts
    assert "No answer speaks against it so far." in texts
    assert "never a verdict" in texts
    assert faults(screen) == []


def test_what_has_no_published_strength_says_so_and_never_medium(
    workspace: Workspace, qtbot: QtBot
) -> None:
    """A sexual purpose with two signs: the sentence above the elements, the short mark at each sign."""
    answers = ("WORK-06", ["sex_for_money"]), ("MOVE-05", {"hard": ["depend_place", "past"]})
    model = talk(workspace, begin(workspace, (*BASE, *answers)))
    made = InterviewScreen(model, english)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made._open_findings()
    found = model.glance.findings
    assert found.ungraded >= 2
    labels = [label.text() for label in made.findings.findChildren(QLabel)]
    sentence = f"Ungraded: {found.ungraded} signs found."
    (place,) = (n for n, words in enumerate(labels) if words.startswith(sentence))
    assert place < next(n for n, words in enumerate(labels) if words.startswith("Act ("))
    rows = [row for row in found.dimensions if row.grade == "ungraded"]
    assert rows
    titles = [fold.button.text() for fold in made.findings.findChildren(Fold)]
    assert all(f"{row.id} {row.title}: ungraded" in titles for row in rows)
    signs = [sign for row in rows for sign in row.findings]
    assert all(f"{sign.title} (ungraded)" in labels for sign in signs)
    assert not any("assumed" in words or "not enough" in words for words in labels)
    assert not any(f"{sign.title} (medium" in words for sign in signs for words in labels)
    assert all("none is given" in sign.source for sign in signs)


def test_what_to_ask_next_is_one_click_away(
    screen: InterviewScreen, vm: InterviewViewModel
) -> None:
    finding = next(finding for finding in vm.glance.findings.means if finding.not_asked)
    button = next(
        button
        for button in screen.findings.findChildren(Button)
        if button.text().startswith(f"Ask next: {finding.not_asked[0]} ")
    )
    button.click()
    assert vm.item == finding.not_asked[0]
    assert not screen._findings_drawer.isVisible()


def test_a_person_decides_with_a_reason_and_no_finding_moves(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot
) -> None:
    before = vm.session.assessment
    form = screen.findings.decision
    form.status.findChildren(QRadioButton)[1].click()
    form.record.click()  # no reason yet
    assert not decisions(vm)
    assert "reason" in form._message.text()
    form.reason.setPlainText("見本の理由")
    form.record.click()
    decided = decisions(vm)[0]
    assert (decided.status, decided.reason, decided.by) == (
        "presumed",
        "見本の理由",
        OFFICER,
    )
    assert decided.at == vm.workspace.clock.now()
    assert vm.session.assessment == before
    assert vm.drafts.decision == {}
    shown = " ".join(label.text() for label in form.findChildren(QLabel))
    assert "Presumed victim (decided by" in shown
    assert faults(screen) == []
    assert vm.workspace.interviews.rebuild(vm.session.id)


def test_the_drawer_shuts_after_its_opener_was_drawn_anew(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot
) -> None:
    screen._findings_drawer.shut()
    opener = next(
        button
        for button in screen.panel.findChildren(Button)
        if button.text() == "Answers, rules and sources"
    )
    screen.activateWindow()
    opener.setFocus()
    opener.click()
    assert screen._findings_drawer._before is opener
    vm.perform(
        [lambda service, case: service.distress(case)]
    )  # a session change fills the side panel anew
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    screen._findings_drawer.shut()
    assert not screen._findings_drawer.is_open()


def test_a_recognition_says_who_and_when(
    screen: InterviewScreen, vm: InterviewViewModel, qtbot: QtBot
) -> None:
    form = screen.findings.decision
    form.status.findChildren(QRadioButton)[2].click()
    assert form.agency.isVisible()
    form.reason.setPlainText("見本の通知")
    form.on.setText("2999-01-01")
    form.agency.choose("police")
    form.agency.chosen_changed.emit("police")
    form.record.click()
    assert "future" in form._message.text()
    assert not decisions(vm)
    form.on.setText("2026-11-20")
    form.record.click()
    decided = decisions(vm)[0]
    assert (decided.agency, decided.on) == ("police", "2026-11-20")


def test_the_seal_keeps_the_decision_and_gives_its_reason_to_none_but_the_whole(
    vm: InterviewViewModel,
) -> None:
    service, case = vm.workspace.interviews, vm.session.id
    today = vm.workspace.clock.now().date()
    decide_status(service, case, "possible", "見本一", today=today)
    session = decide_status(service, case, "not_recognised", "見本二", today=today, agency="isa")
    pack, interview = vm.session.pack, session.interview
    items = record_items(pack, interview)
    entry: Any = items["decision"]
    assert [decision["status"] for decision in entry["decided"]] == ["possible", "not_recognised"]
    assert entry["decided"][-1]["agency"] == ""  # who recognised stands with a recognition only
    assert "見本" not in str([{**decision, "by": ""} for decision in entry["decided"]])
    center = disclosed(pack, decide(pack, interview, "wcsc"), items)
    assert "decision_reasons" not in center
    own = disclosed(pack, decide(pack, interview, "supervisor"), items)
    assert {"decision", "decision_reasons"} <= own


def test_no_word_says_not_a_victim() -> None:
    assert tuple(status_words(english)) == STATUSES
    assert not any("not a victim" in words.lower() for words in status_words(english).values())


@pytest.mark.parametrize(
    ("status", "reason", "agency", "on", "code"),
    [
        ("cleared", "見本", "", "", "status_unknown"),
        ("possible", " ", "", "", "reason_missing"),
        ("recognised", "見本", "", "2026-11-01", "recognition_missing"),
        ("recognised", "見本", "isa", "yesterday", "recognition_missing"),
        ("recognised", "見本", "isa", "2026-12-24", "recognition_later"),
    ],
)
def test_a_wrong_decision_stores_nothing(
    vm: InterviewViewModel, status: str, reason: str, agency: str, on: str, code: str
) -> None:
    service, case = vm.workspace.interviews, vm.session.id
    today = vm.workspace.clock.now().date()
    with pytest.raises(UserError) as refused:
        decide_status(service, case, status, reason, today=today, agency=agency, on=on)
    assert refused.value.code == code
    assert service.open(case).interview.decisions == ()
