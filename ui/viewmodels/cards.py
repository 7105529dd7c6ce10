# SPDX-License-Identifier: MIT
"""Cards: rights and next steps, one idea per line, in both languages; what was done with each is logged."""

from __future__ import annotations

import re
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.card import CardFact
from app.domain.state import CardShown
from app.domain.text import Wording
from app.ids import CardId
from app.services.interviews import TELLINGS, TOLD_BACK
from app.services.texts import CardTexts
from ui.viewmodels.companion import CompanionViewModel
from ui.viewmodels.facing import Facing
from ui.viewmodels.glance import CardRow
from ui.viewmodels.leading import Keeping

_SENTENCE = re.compile(r"(?<=[。！？။।។])|(?<=[.!?؟۔])\s+(?=\D)")
TELL_BACK = "TELL-BACK"
HOW = ("shown", "read_aloud", "understood", "questions")


class CardsTalk(Keeping, Protocol):
    """The interview of the cards."""

    @property
    def facing(self) -> Facing: ...


class CardsViewModel(CompanionViewModel):
    """The cards of one interview: those due, and all others an officer may open."""

    changed = Signal()
    result_missing = Signal()  # nothing was chosen about the telling back
    card_marked = Signal(str, str)  # card, how

    def __init__(self, interview: CardsTalk, parent: QObject | None = None) -> None:
        super().__init__(interview, parent)
        self._talk = interview
        self._card: CardId | None = None
        self._telling: dict[CardId, tuple[str, str]] = {}
        interview.session_changed.connect(self.changed)

    @property
    def due(self) -> tuple[CardRow, ...]:
        return self._talk.glance.cards_due

    @property
    def facts(self) -> tuple[CardFact, ...]:
        """What the officer has behind the open card and that holds today; never read out."""
        session = self._talk.session
        card = session.pack.cards[self.card] if self.card else None
        return card.facts_on(session.texts.today) if card else ()

    @property
    def others(self) -> tuple[CardRow, ...]:
        """All cards that are not due; a child sees others only when it asks (CONTENT.md §6)."""
        talk = self._talk
        due = talk.session.view.cards_due
        return tuple(
            talk.glance.card_row(card) for card in talk.session.pack.cards if card not in due
        )

    @property
    def card(self) -> CardId | None:
        """The open card: the chosen one, else the first one due."""
        if self._card is not None:
            return self._card
        due = self._talk.session.view.cards_due
        return due[0] if due else None

    @property
    def row(self) -> CardRow | None:
        return self._talk.glance.card_row(self.card) if self.card else None

    @property
    def texts(self) -> CardTexts | None:
        return self._talk.glance.card_texts(self.card) if self.card else None

    @property
    def lines(self) -> tuple[tuple[str, str | None], ...]:
        """The lines of the open card: officer's and person's, one idea each, beside each other.

        Where the two do not have the same number of lines, each side stands as one block.
        """
        texts = self.texts
        if texts is None:
            return ()
        officer = _lines(texts.text[0].text)
        wording = texts.text[1]
        if wording is None:
            return tuple((line, None) for line in officer)
        person = _lines(wording.text)
        if len(person) != len(officer):
            return (("\n".join(officer), "\n".join(person)),)
        return tuple(zip(officer, person, strict=True))

    @property
    def on_person_screen(self) -> bool:
        return self.card is not None and self._talk.facing.person_card == self.card

    @property
    def tell_back(self) -> tuple[Wording, Wording | None] | None:
        """The tell-back question of a card on consent or rights, on both sides; None for others."""
        if self.card is None or not self._talk.session.pack.cards[self.card].tell_back:
            return None
        return self._talk.glance.shared_text(TELL_BACK)

    @property
    def told(self) -> tuple[CardShown, ...]:
        """How the open card was told back so far, oldest first."""
        shown = self._talk.session.interview.cards
        return tuple(showing for showing in shown if showing.card == self.card and showing.result)

    @property
    def telling(self) -> tuple[str, str]:
        """(result, note) as chosen and typed for the open card, not stored yet."""
        return self._telling.get(self.card, ("", "")) if self.card else ("", "")

    def keep_telling(self, result: str, note: str) -> None:
        """Keep what is chosen and typed about the telling back."""
        if self.card is not None:
            self._telling[self.card] = (result, note)

    def record_telling(self) -> None:
        """Store how the person told the open card back; a result has to be chosen."""
        card, (result, note) = self.card, self.telling
        if card is None or result not in TELLINGS:
            self.result_missing.emit()
            return
        self._card = card

        def stored() -> None:
            self._telling.pop(card, None)
            self.card_marked.emit(str(card), TOLD_BACK)
            self.changed.emit()

        self._talk.perform(
            [
                lambda service, case: service.show_card(
                    case, card, TOLD_BACK, result=result, note=note
                )
            ],
            then=self._while_here(stored),
        )

    def choose(self, card: str) -> None:
        """Open a card."""
        self._card = CardId(card)
        self.changed.emit()

    def mark(self, how: str) -> None:
        """Log what was done with the open card; it stays open. Raises ValueError for another word."""
        if how not in HOW:
            raise ValueError(how)
        if self.card is None:
            return
        card = self._card = self.card
        self._talk.perform([lambda service, case: service.show_card(case, card, how)])
        self.card_marked.emit(str(card), how)

    def show_to_person(self, *, on: bool) -> None:
        """Show the open card in the person's window, or the question again."""
        if self.card is None:
            return
        self._card = self.card
        self._talk.facing.show_card_to_person(self.card if on else None)
        self.changed.emit()


def _lines(text: str) -> list[str]:
    """One idea per line: by the lines of the text, or by its sentences where it has one line.

    Thai, Lao and Dzongkha mark no sentences; such a text stays one block.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        return lines
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]
