# SPDX-License-Identifier: MIT
"""The card read aloud in the person's language, for a person who has no window of their own."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.screens.person.person_spec import heard_texts, person_spec
from ui.sound import Spoken
from ui.viewmodels.hearing import Hearing
from ui.widgets.answer_spec import AnswerSpec
from ui.widgets.bilingual_card import BilingualCard


class CardSound(QObject):
    """One card and the sound of the question on it; ends with the card."""

    def __init__(self, card: BilingualCard, hearing: Hearing) -> None:
        super().__init__(card)
        self._card, self._hearing = card, hearing
        self._row: list[Spoken] = []
        card.play_requested.connect(self._on_play)
        hearing.changed.connect(self._on_heard)

    def take(self, spec: AnswerSpec | None) -> None:
        """Offer the sound of another question; None: of this one nothing is read aloud."""
        texts = heard_texts(person_spec(spec)) if spec is not None else ()
        self._row = [self._hearing.spoken(side.lang, side.text, mark) for mark, side in texts]
        if spec is not None:
            self._card.offer_sound()

    def _on_play(self) -> None:
        if self._hearing.way(self._row):
            self._hearing.toggle(self._row)
        else:
            self._card.say_no_sound()

    def _on_heard(self) -> None:
        self._card.show_sound(playing=self._hearing.playing)
