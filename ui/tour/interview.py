# SPDX-License-Identifier: MIT
"""Leading the sample interviews: preparation, language, question by question to the read-back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QRadioButton

from app.domain.value import Json
from app.ids import ItemId
from ui.main.case import Case
from ui.screens.danger import DangerScreen
from ui.screens.fold import Fold
from ui.screens.interview import InterviewScreen
from ui.screens.language import LanguageScreen
from ui.screens.preparation import PreparationScreen
from ui.screens.readback import ReadbackScreen
from ui.tour.hands import Hands
from ui.tour.sample import MARK
from ui.widgets.answer_spec import Value
from ui.widgets.answers import AnswerWidget
from ui.widgets.choice_row import ChoiceRow

_LONGEST = 400  # steps: far more than any script has items
_MOST_FLAGS = 30


class Leading:
    """Walks one interview. ``at`` is called before the answer of an item is stored."""

    def __init__(
        self,
        hands: Hands,
        answers: Mapping[str, Json],
        at: Callable[[str], None] = lambda _item: None,
    ) -> None:
        self._hands, self._answers, self._at = hands, answers, at

    @property
    def case(self) -> Case:
        if self._hands.shell.case is None:
            raise LookupError("no interview is open")
        return self._hands.shell.case

    def prepare(self) -> None:
        """Answer the first choice of every point and begin; what needs more is left open."""
        hands, page = self._hands, self._hands.page(PreparationScreen)
        for answer in page.findChildren(AnswerWidget):
            rows = answer.findChildren(ChoiceRow)
            if rows and not answer.findChildren(QPlainTextEdit):
                hands.look_at(rows[0])
                hands.click(rows[0])
        hands.press(page, "Begin")
        if isinstance(hands.shell.window.page, PreparationScreen):
            hands.press(page, "Go on without these")

    def choose_language(self, tag: str) -> None:
        """Point at the language, or type its code when it is not among those shown."""
        page = self._hands.page(LanguageScreen)
        names = {
            str(language.tag): language.endonym for language in self.case.model.workspace.languages
        }
        for button in page.grid.buttons():
            if button.text() == names.get(tag):
                self._hands.click(button)
                return
        QTest.keyClicks(page.typed, tag)
        self._hands.press(page, "Use this code")

    def walk(self, phase: str = "") -> None:
        """Question by question to the end; what the sample does not answer is left out.

        ``phase``: only as long as its questions come.
        """
        for _step in range(_LONGEST):
            self._hands.rest()
            if isinstance(self._hands.shell.window.page, DangerScreen):
                self.danger()
                continue
            page, model = self._hands.page(InterviewScreen), self.case.model
            if model.walking.stage == "end" or not str(model.item).startswith(phase):
                return
            if model.walking.stage == "review":
                self._review(page)
                continue
            self._question(page, str(model.item))
        raise LookupError("the interview does not end")

    def readback(self) -> None:
        """Through the read-back, whatever was confirmed."""
        hands = self._hands
        page = hands.page(InterviewScreen)
        hands.press(page, "Read back")
        hands.page(ReadbackScreen)

    def finish_readback(self) -> None:
        """All was read back."""
        hands, page = self._hands, self._hands.page(ReadbackScreen)
        hands.click(page.findChildren(QRadioButton)[0])
        hands.press(page, "Keep the result and go on")

    def danger(self) -> None:
        """Record what was done about every flag, in the fields of the page, and go back."""
        hands = self._hands
        for _flag in range(_MOST_FLAGS):
            page = hands.shell.window.page
            if not isinstance(page, DangerScreen):
                return
            field = self._open_field(page)
            if field is None:
                break
            field.setPlainText(f"{MARK}: 上司に知らせた")
            hands.press(page, "Record and close this flag")
            hands.confirm()
        hands.click(hands.page(DangerScreen).back)  # its words say where it leads

    def _open_field(self, page: DangerScreen) -> QPlainTextEdit | None:
        """The first field in sight, after opening the folds that hold one."""
        for fold in page.findChildren(Fold):
            if not fold.opened and fold.findChildren(QPlainTextEdit):
                self._hands.click(fold.button)
        fields = [field for field in page.findChildren(QPlainTextEdit) if field.isVisibleTo(page)]
        return fields[0] if fields else None

    def _question(self, page: InterviewScreen, item: str) -> None:
        model = self.case.model
        value = self._answers.get(item)
        locked = bool(model.glance.lock)
        if value is None or locked or page.middle.card is None:
            model.walking.skip() if locked else self._hands.click(page.bar.skip)
            return
        self._give(page, value)
        self._at(item)
        self._hands.click(self._hands.page(InterviewScreen).bar.next)

    def _give(self, page: InterviewScreen, value: Json) -> None:
        """Choose with the keyboard where a key does it, else fill the fields."""
        card = page.middle.card
        if card is None:
            raise LookupError("no card")
        for key in "123456789":
            if card.value() == value or not isinstance(value, str):
                break
            card.press(key)
        if card.value() != value:
            card.set_value(cast("Value", value))
            card.changed.emit(card.value())

    def _review(self, page: InterviewScreen) -> None:
        """Flags first, then go on to the closing."""
        model = self.case.model
        if model.session.view.blocks_closing:
            page.danger_opened.emit()
            return
        model.walking.accept_review()

    def jump(self, item: str) -> None:
        self.case.model.walking.jump(ItemId(item))
