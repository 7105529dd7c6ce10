# SPDX-License-Identifier: MIT
"""The cards of an interview: they stay, and take one question after the other.

One card for each form that questions have in the languages of now: with a half of the person or without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.domain.typing_place import answer_place
from app.ids import ItemId
from ui.screens.interview.card_sound import CardSound
from ui.screens.item_spec import SpecMaker
from ui.screens.kept import Kept, give_up_keyboard
from ui.viewmodels import course
from ui.viewmodels.glance import Glance
from ui.viewmodels.hearing import Hearing
from ui.viewmodels.interview import InterviewViewModel
from ui.viewmodels.unsaved import Fields, Unsaved
from ui.widgets.bilingual_card import BilingualCard
from ui.widgets.words import Translate

_AHEAD_MS = 50  # between two things that are made for the next question


@dataclass(slots=True)
class AskedCard:
    """A card with what goes with it: its sound, and what is typed on it and not stored."""

    card: BilingualCard
    sound: CardSound
    kept: Kept | None = None


class Cards:
    """``layout``: where the cards stand; ``made``: called with each card that is made."""

    def __init__(
        self,
        layout: QBoxLayout,
        hearing: Hearing,
        tr: Translate,
        made: Callable[[BilingualCard], None],
    ) -> None:
        self._layout, self._hearing, self._tr, self._made = layout, hearing, tr, made
        self._cards: list[AskedCard] = []
        self._langs: tuple[str, ...] = ()
        self.asked: AskedCard | None = None  # the one that is shown

    def put_by(self) -> None:
        """No question is asked: what has the keyboard on a card gives it up, before its words are others."""
        if self.asked is not None:
            give_up_keyboard(self.asked.card, self.asked.card.answer)
        self.asked = None

    def columns(self) -> Iterator[QWidget]:
        """What lays out the parts of all cards."""
        for asked in self._cards:
            yield from asked.card.columns()

    def settle(self) -> None:
        """Hide the cards that are not shown."""
        for asked in self._cards:
            asked.card.setVisible(asked is self.asked)

    def ask(
        self,
        item: ItemId,
        glance: Glance,
        place: str,
        unsaved: Unsaved,
        fill: Callable[[BilingualCard], Fields],
    ) -> BilingualCard:
        """Ask a question; ``fill`` shows what is entered on its card and returns the fields as stored."""
        person = glance.tr_person if glance.person_lang else None
        spec = SpecMaker(glance, self._tr).item(item)
        self._forget((glance.officer_lang, glance.person_lang))
        asked = next((asked for asked in self._cards if asked.card.can_take(spec)), None)
        if asked is None:
            card = BilingualCard(spec, place=place, tr=self._tr, tr_person=person)
            asked = AskedCard(card, CardSound(card, self._hearing))
            self._made(card)
            self._layout.addWidget(card)
            self._cards.append(asked)
            stored = fill(card)
            asked.kept = Kept(unsaved, answer_place(item), card.answer, stored)
        elif asked.kept is not None:
            card = asked.card

            def taken() -> Fields:
                card.take(spec, place, person)
                return fill(card)

            asked.kept.redraw(taken, answer_place(item))
        heard = spec.question.person is not None and not glance.item_texts(item).person_hidden
        asked.sound.take(spec if heard else None)
        self.asked = asked
        return asked.card

    def make_ahead(self, item: ItemId, glance: Glance) -> bool:
        """Make some of what a question will need while another is asked; False where nothing is left."""
        spec = SpecMaker(glance, self._tr).item(item)
        person = glance.tr_person if glance.person_lang else None
        cards = (asked.card for asked in self._cards if asked.card.can_take(spec))
        card = next(cards, None)
        return card is not None and card.answer.make_ahead(spec, person)

    def _forget(self, langs: tuple[str, ...]) -> None:
        """In other languages the cards are made anew: nothing of the ones before stays."""
        if langs == self._langs:
            return
        self._langs = langs
        for asked in self._cards:
            self._layout.removeWidget(asked.card)
            asked.card.hide()
            asked.card.setParent(None)
            asked.card.deleteLater()
        self._cards = []


class Ahead(QTimer):
    """While a question is read, what the next one needs is made, a little at a time: begun with `start`."""

    def __init__(self, cards: Cards, view_model: InterviewViewModel, parent: QObject) -> None:
        super().__init__(parent)
        self._cards, self._vm = cards, view_model
        self.setSingleShot(True)
        self.setInterval(_AHEAD_MS)
        self.timeout.connect(self._make)

    def _make(self) -> None:
        vm = self._vm
        if not vm.is_open or vm.item is None or self._cards.asked is None:
            return
        coming = course.ahead(vm.session.view, vm.item)
        if coming is not None and self._cards.make_ahead(coming, vm.glance):
            self.start()
