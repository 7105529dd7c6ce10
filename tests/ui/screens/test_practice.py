# SPDX-License-Identifier: MIT
"""Practice in the windows: choosing a case, leading one to its expected end, looking back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.content.practice import practice_cases
from app.domain.text import EN
from app.errors import UserError
from app.ids import InterviewId, ItemId
from app.services.replay import Played
from app.services.replay_report import report
from app.services.workspace import Workspace
from tests.app.cli.test_practice import case as file_of
from tests.app.cli.test_practice import seen
from tests.stations import begin
from tests.ui.rows import press_row
from tests.ui.screens.room import english, faults
from tests.ui.strays import stray_windows
from ui.main import Shell
from ui.main.request import Continue
from ui.screens.danger import DangerScreen
from ui.screens.fold import Fold
from ui.screens.handover import HandoverScreen
from ui.screens.home import HomeScreen
from ui.screens.interview.review_page import EndPage
from ui.screens.practice import LookbackScreen, PracticeScreen
from ui.screens.preparation import PreparationScreen
from ui.tasks import DirectTasks
from ui.theme import apply_theme
from ui.tour.hands import Hands
from ui.tour.interview import Leading
from ui.viewmodels.home import HomeViewModel
from ui.viewmodels.practice import LookbackViewModel, PracticeViewModel
from ui.widgets.buttons import Button
from ui.widgets.panel import CardFrame

AIRPORT = "10-forced-to-airport"
LOOKS = [("light", 100, "ja"), ("dark", 100, "en"), ("light", 200, "en"), ("dark", 200, "ja")]


@pytest.fixture
def hands(shell: Shell, tmp_path: Path) -> Hands:
    return Hands(shell, tmp_path)


def choosing(workspace: Workspace, qtbot: QtBot) -> PracticeScreen:
    model = PracticeViewModel(workspace, DirectTasks(), practice_cases)
    screen = PracticeScreen(model, english)
    shown(screen, model, qtbot)
    return screen


def looking(workspace: Workspace, interview: InterviewId, qtbot: QtBot) -> LookbackScreen:
    model = LookbackViewModel(workspace, DirectTasks(), interview)
    screen = LookbackScreen(model, english, from_case=True)
    shown(screen, model, qtbot)
    return screen


def shown(screen: Any, model: Any, qtbot: QtBot) -> Any:
    model.setParent(screen)
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    model.load()
    return screen


def words(widget: QWidget) -> str:
    """All labels in sight."""
    labels = widget.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(widget))


@pytest.mark.parametrize(("mode", "scale", "lang"), LOOKS)
def test_the_page_lists_all_cases(
    workspace: Workspace, qapp: QApplication, qtbot: QtBot, mode: Any, scale: int, lang: str
) -> None:
    apply_theme(qapp, mode, scale, lang)
    with stray_windows(qapp) as strays:
        screen = choosing(workspace, qtbot)
    assert [stray for stray in strays if not stray.startswith("PracticeScreen ")] == []
    assert faults(screen) == []
    assert screen.width() <= 1366
    texts = words(screen)
    cases = practice_cases()
    assert list(screen.case_buttons) == [case.id for case in cases]
    for case in cases:
        title, briefing = (text.wordings[lang].text for text in (case.title, case.briefing))
        assert title in texts
        assert briefing in texts
        assert title in screen.case_buttons[case.id].accessibleName()
    qtbot.waitUntil(screen.freely_button.hasFocus)


def test_cases_that_cannot_be_read_are_told(workspace: Workspace, qtbot: QtBot) -> None:
    answers = [_damaged, practice_cases]

    def read() -> Any:
        return answers.pop(0)()

    model = PracticeViewModel(workspace, DirectTasks(), read)
    screen = shown(PracticeScreen(model, english), model, qtbot)
    assert "damaged (01.json)" in words(screen)
    again = next(button for button in screen.findChildren(Button) if button.text() == "Try again")
    again.click()
    assert len(screen.case_buttons) == 12


def _damaged() -> Any:
    raise UserError("pack_damaged", file="01.json")


def test_a_case_begins_with_its_own_course_agency_and_briefing(
    shell: Shell, hands: Hands, workspace: Workspace
) -> None:
    assert workspace.station.agency == "isa"
    hands.click(hands.page(HomeScreen).begin_buttons["practice"])
    hands.click(hands.page(PracticeScreen).case_buttons["01-host-club-debt"])
    page = hands.page(PreparationScreen)
    assert shell.case is not None
    now = shell.case.model.session.interview
    assert (now.practice, now.agency, now.script) == (True, "police", "full")
    assert "店の売掛金" in words(page)
    assert faults(page) == []


def test_free_practice_has_no_briefing(shell: Shell, hands: Hands) -> None:
    hands.click(hands.page(HomeScreen).begin_buttons["practice"])
    hands.click(hands.page(PracticeScreen).freely_button)
    page = hands.page(PreparationScreen)
    assert shell.case is not None
    now = shell.case.model.session.interview
    assert (now.practice, now.agency, now.script) == (True, "isa", "full")
    assert "見本 SAMPLE" not in words(page)


# one case through the windows


class Guided(Leading):
    """Leads a practice case: facts of the file first, then its answers, and its deeds about flags."""

    def __init__(self, hands: Hands, raw: dict[str, Any]) -> None:
        self._file = raw
        answers = {answer["item"]: answer["value"] for answer in raw["answers"]}
        super().__init__(hands, answers)

    def know(self, workspace: Workspace) -> None:
        """What papers told before the talk, as a replay stores it."""
        person = self._file["person"]
        facts = {"AGE-01": {"age": person["age"]}, "IDEN-04": {"country": person["nationality"]}}
        for item, value in {**facts, "IDEN-02": {"m": "man", "f": "woman"}[person["sex"]]}.items():
            workspace.interviews.answer(
                self.case.model.session.id, ItemId(item), value, locks=False
            )

    def danger(self) -> None:
        """Write what the file says was done; every other flag stays open."""
        for event in self._file["events"]:
            flag = event.get("flag")
            if flag not in self.case.model.session.interview.flags_open:
                continue
            page = self._hands.page(DangerScreen)
            title = self.case.model.session.pack.flags[flag].title
            name = self.case.model.glance.text(title)
            card = next(c for c in page.findChildren(CardFrame) if c.title.plain_text() == name)
            card.findChildren(QPlainTextEdit)[0].setPlainText(event["action"])
            self._hands.press(card, "Record and close this flag")
            self._hands.confirm()
        self._hands.press(self._hands.page(DangerScreen), "Back to the interview")


def test_a_case_through_the_windows_comes_out_as_expected(
    shell: Shell, hands: Hands, workspace: Workspace, qapp: QApplication
) -> None:
    raw = file_of(AIRPORT)
    expected = dict(raw["expected"])
    del expected["handovers"]  # the command's test makes those
    with stray_windows(qapp) as strays:
        hands.click(hands.page(HomeScreen).begin_buttons["practice"])
        hands.click(hands.page(PracticeScreen).case_buttons[AIRPORT])
        assert "けがを訴えた後" in words(hands.page(PreparationScreen))
        leading = Guided(hands, raw)
        leading.know(workspace)
        leading.prepare()
        leading.choose_language(raw["language"])
        leading.walk("EMB")
        walked = leading.case.model.session.id
        shell.home()
        session = workspace.interviews.seal(walked)  # as the command does before its report
        found = seen(report(Played(session), []))
        assert {key: found[key] for key in expected} == expected
        assert set(session.interview.answers) >= {answer["item"] for answer in raw["answers"]}
        home = hands.page(HomeScreen)
        rows = [row.interview for row in home._table_model.rows]
        press_row(home.table, rows.index(session.id))
        hands.click(home.lookback_button)
        page = hands.page(LookbackScreen)
    assert strays == []
    assert session.interview.case_number in page.windowTitle()
    assert "早すぎた質問はありませんでした" in words(page)
    assert "CARD-13" in words(page)
    assert workspace.interviews.open(session.id).interview.seq == session.interview.seq


# the look back


@pytest.mark.parametrize(("mode", "scale", "lang"), LOOKS)
def test_the_look_back_says_the_weightiest_first(
    workspace: Workspace, qapp: QApplication, qtbot: QtBot, mode: Any, scale: int, lang: str
) -> None:
    apply_theme(qapp, mode, scale, lang)
    interview = begin(workspace, practice=True)
    before = workspace.interviews.open(interview).interview.head
    with stray_windows(qapp) as strays:
        screen = looking(workspace, interview, qtbot)
    assert [stray for stray in strays if not stray.startswith("LookbackScreen ")] == []
    assert faults(screen) == []
    assert screen.width() <= 1366
    texts = words(screen)
    early = "CONS-06 came before everything was explained."
    critical = "SAFE-02 was due and was not asked."
    card = "CARD-01 was due and was not shown"
    places = [texts.index(part) for part in (early, critical, card, "Thank you for practising.")]
    assert places == sorted(places)
    question = workspace.pack.items[ItemId("SAFE-02")].text
    assert workspace.texts.officer(question, lang).text in texts
    rest, asked = screen.findChildren(Fold)
    assert not rest.opened
    assert "WORK-01" not in texts
    rest.button.click()
    asked.button.click()
    assert "WORK-01 was due" in words(screen)
    assert faults(screen) == []
    assert workspace.interviews.open(interview).interview.head == before
    qtbot.waitUntil(screen.back_button.hasFocus)


def test_a_real_interview_is_not_looked_back_on(
    shell: Shell, hands: Hands, workspace: Workspace, qtbot: QtBot
) -> None:
    real, practised = begin(workspace), begin(workspace, practice=True)
    screen = looking(workspace, real, qtbot)
    assert "Only a practice interview can be looked back on." in words(screen)
    assert "CONS-06" not in words(screen)
    shell.home()
    home = hands.page(HomeScreen)
    rows = [row.interview for row in home._table_model.rows]
    for interview in (real, practised):
        press_row(home.table, rows.index(interview))
        assert home.lookback_button.isHidden() == (interview == real)
        shell.go(Continue(str(interview), "sealed"))
        assert hands.page(HandoverScreen).lookback_button.isHidden() == (interview == real)
        shell.home()
        home = hands.page(HomeScreen)
    assert home.lookback_button.isHidden()  # nothing is selected


@pytest.mark.parametrize("practice", [True, False])
def test_the_end_of_practice_leads_to_the_look_back_and_back(
    shell: Shell, hands: Hands, workspace: Workspace, practice: bool
) -> None:
    interview = begin(workspace, (("AGE-01", {"age": 24}), ("CONS-06", "no")), practice=practice)
    for _round in range(2):
        for planned in workspace.interviews.open(interview).view.items:
            if planned.status.value in {"due", "skipped"}:
                workspace.interviews.skip(interview, planned.item)
    case = shell.open_case()
    case.open(interview)
    case.model.walking.accept_review()
    end = _end(shell)
    offers = [b for b in end.findChildren(Button) if b.text() == shell.tr_officer("Look back")]
    assert len(offers) == practice
    if practice:
        hands.click(offers[0])
        hands.click(hands.page(LookbackScreen).back_button)
        assert _end(shell).isVisible()
        assert shell.case is case


def _end(shell: Shell) -> EndPage:
    page = shell.window.page
    assert page is not None
    found = page.findChild(EndPage)
    assert found is not None
    return found


def test_both_buttons_of_home_open_the_page(workspace: Workspace, qtbot: QtBot) -> None:
    model = HomeViewModel(workspace, DirectTasks())
    home = shown(HomeScreen(model, english), model, qtbot)
    opened: list[str] = []
    home.practice_opened.connect(lambda: opened.append("page"))
    home.interview_requested.connect(lambda script, _practice: opened.append(script))
    home.begin_buttons["practice"].click()
    first = next(b for b in home._lesson.findChildren(Button) if b.text() == "Start with practice")
    first.click()
    assert opened == ["page", "page"]
    home.begin_buttons["full"].click()  # positive control
    assert opened[-1] == "full"


def test_the_titles_are_read_from_the_files() -> None:
    """Positive control: English titles differ from each other."""
    assert len({case.title.first(EN).text for case in practice_cases()}) == 12
