# SPDX-License-Identifier: MIT
"""*Next* and *Back*: through the pages of a question, then through the questions. Nothing is unseen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ui.screens.interview.middle import Middle
from ui.screens.interview.review_page import ReviewPage
from ui.screens.interview.sight import Sight
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.walking import Way
from ui.widgets.bilingual_card import BilingualCard
from ui.widgets.replaced import replaced


class Walk(QObject):
    """Where the officer is within the question on the card. ``turned``: another page of it is shown."""

    turned = Signal()

    def __init__(self, view_model: InterviewViewModel, middle: Middle) -> None:
        super().__init__(middle)
        self._vm, self._middle = view_model, middle
        self._sight: Sight | None = None
        self._passed: set[str] = set()  # parts that were pointed out once, and may be passed now
        middle.turned.connect(self._on_turned)
        middle.planned.connect(self._on_planned)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page or a question before this one."""
        card = self._card
        return (card is not None and card.answer.page > 0) or self._vm.walking.can_go_back

    @property
    def place(self) -> tuple[int, int]:
        """Which page of how many."""
        card = self._card
        return (card.answer.page + 1, card.answer.pages) if card is not None else (1, 1)

    def begin(self) -> None:
        """Another question is on the card; after *Back* it is shown from its last page."""
        self._passed = set()
        card, way, item = self._card, self._vm.walking.came(), self._vm.item

        def to_end() -> None:
            if card is not None and (self._card, self._vm.item) == (card, item):
                card.turn(card.answer.pages - 1 - card.answer.page)

        if way is Way.BACK and card is not None:
            QTimer.singleShot(0, card, to_end)
        self.watch(same=False)
        if way is Way.LED_BACK:
            self._middle.say_back()

    def again(self, page: int) -> None:
        """The same question was drawn anew, e.g. in another language: the same page of it."""
        if (card := self._card) is not None:
            card.answer.show_page(page)
        self.watch(same=True)

    def watch(self, *, same: bool) -> None:
        """Watch what comes into view on this page; ``same``: what was seen of the question stays seen."""
        card, last = self._card, self._sight
        before = last if same else None
        if last is not None:
            last.deleteLater()
        self._sight = Sight(card.area, card.answer.blocks(), before) if card is not None else None

    def onward(self) -> None:
        """Go on: to what is open or was not in view, to the next page, to the next question."""
        card = self._card
        if card is None:
            self._onward_without_card()
            return
        fault = card.answer.faulty_here()
        if fault is not None:
            self._middle.say_incomplete(card.answer.part(fault).problem_code())
        elif not self._lead(card) and not card.turn(1):
            self._vm.walking.next()

    def _onward_without_card(self) -> None:
        review = self._middle.findChild(ReviewPage)
        if review is not None:
            review.lead_on()
        else:
            self._vm.walking.next()

    def back(self) -> None:
        """Go to the page before, or to the last page of the question before."""
        card = self._card
        if card is None or not card.turn(-1):
            self._vm.walking.back()

    def _lead(self, card: BilingualCard) -> bool:
        """Lead to a part of this page that was not in view, or that nobody asked; once for each page."""
        left, answer = card.answer.open_here(), card.answer
        begun = self._vm.walking.is_begun  # parts of it were put before these
        nothing = not begun and len(answer.open_parts()) == len(answer.parts())
        if self._vm.walking.more_to_put or (nothing and answer.page + 1 == answer.pages):
            return False  # that nothing at all is entered is said by the question itself
        unseen = self._sight.first_unseen(left) if self._sight is not None else None
        if unseen is not None and self._sight is not None:
            self._passed |= {*left}
            self._middle.say_unseen(unseen, begins=self._sight.lead(unseen))
            return True
        asked = [part for part in left if part not in self._passed]
        self._passed |= {*left}
        if asked:
            self._middle.say_not_asked(asked[0], len(asked))
        else:
            answer.pass_over(left, alone=begun)
        return bool(asked)

    @property
    def _card(self) -> BilingualCard | None:
        return self._middle.card

    def _on_planned(self) -> None:
        self.watch(same=True)
        self.turned.emit()

    def _on_turned(self) -> None:
        self._middle.clear_message()
        replaced(self._middle)
        self.watch(same=True)
        self._middle.focus_entry()
        self.turned.emit()
