# SPDX-License-Identifier: MIT
"""The tour's shorter visits: child path, check at departure, a group, what the answers show, distress."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton

from ui.screens.cards import CardsScreen
from ui.screens.cards.telling import TellingPanel
from ui.screens.fold import Fold
from ui.screens.handover import HandoverScreen
from ui.screens.home import HomeScreen
from ui.screens.interview import InterviewScreen
from ui.screens.pause import PauseScreen
from ui.screens.practice import LookbackScreen, PracticeScreen
from ui.screens.preparation import PreparationScreen
from ui.tour import sample
from ui.tour.hands import Hands
from ui.tour.interview import Leading

RIGHTS_CARD = "CARD-01"
FINDINGS_AT = ("WISH-01", "CLOS-03")  # the first of these that comes
CHILD_AT = "CHLD-03"  # the child's free account: the picture of the child path


class Extras:
    """Pictures that the first interview does not pass. Acts on the window as `Hands` does."""

    def __init__(self, hands: Hands, lang: str) -> None:
        self._hands, self._lang = hands, lang
        self._found = self._chosen = False

    def practice(self) -> None:
        """From the page of the invented cases: practice without one."""
        hands = self._hands
        page = hands.page(PracticeScreen)
        if not self._chosen:
            self._chosen = True
            hands.picture("practice")
        hands.click(page.freely_button)

    def look_back(self) -> None:
        """From the handover to the look back at practice, and back."""
        hands = self._hands
        hands.click(hands.page(HandoverScreen).lookback_button)
        page = hands.page(LookbackScreen)
        hands.picture("lookback")
        hands.click(page.back_button)
        hands.page(HandoverScreen)

    def telling(self) -> None:
        """From the interview: a card on rights, told back in part."""
        hands = self._hands
        hands.page(InterviewScreen).cards_opened.emit(RIGHTS_CARD)
        page = hands.page(CardsScreen)
        panel = page.findChildren(TellingPanel)[-1]
        hands.click(panel.result.findChildren(QRadioButton)[1])
        panel.note.setPlainText(f"{sample.MARK}: 休憩できることをもう一度説明した")
        hands.look_at(panel)
        hands.picture("tellback")
        hands.click(panel.record)
        hands.press(hands.page(CardsScreen), "Back to the interview")

    def findings(self) -> None:
        """From the interview: the first finding in full."""
        hands = self._hands
        page = hands.page(InterviewScreen)
        hands.press(page, "Answers, rules and sources")
        folds = page.findings.findChildren(Fold)
        if folds:
            hands.click(folds[0].button)
        hands.picture("indicators")
        decision = page.findings.decision
        hands.click(decision.status.findChildren(QRadioButton)[0])
        decision.reason.setPlainText(f"{sample.MARK}: 本人の話から")
        hands.look_at(decision)
        hands.look_at(decision.record)
        hands.picture("decision")
        hands.click(decision.record)
        hands.press(page, "Close")

    def distress(self) -> None:
        """A break in which distress is noted; then on, without the question of before."""
        hands = self._hands
        hands.click(hands.page(InterviewScreen).bar.pause)
        page = hands.page(PauseScreen)
        hands.press(page, "Note distress")
        hands.picture("distress")
        hands.press(page, "Go on when the person wants")
        hands.page(InterviewScreen)

    def at_adult(self, item: str) -> None:
        """While an adult's interview is walked: once, when much has been said."""
        if item in FINDINGS_AT and not self._found:
            self._found = True
            self.findings()

    def at_child(self, item: str) -> None:
        """While the child's interview is walked."""
        if item == CHILD_AT:
            self._hands.picture("childpath")

    def departure(self) -> None:
        """A check at departure of someone who is not sure, to where it goes on in full."""
        hands = self._hands
        hands.page(HomeScreen).interview_requested.emit("embarkation", True)  # noqa: FBT003 practice
        hands.page(PreparationScreen)
        leading = Leading(hands, sample.departure())
        leading.prepare()
        leading.choose_language(self._lang)
        leading.walk("EMB")
        hands.picture("departure")
        self.distress()
        hands.shell.home()

    def group(self) -> None:
        """Someone found during enforcement: the label, then the first person's preparation."""
        hands = self._hands
        page = hands.page(HomeScreen)
        hands.click(page.group_button)
        page.group.label.setText(f"{sample.MARK} 1")
        page.group.practice.setChecked(True)
        hands.picture("group")
        hands.click(page.group.start)
        hands.page(PreparationScreen)
        hands.shell.home()
        hands.page(HomeScreen)
        hands.picture("grouplist")
