# SPDX-License-Identifier: MIT
"""What the officer does in an interview beside walking through it, on whatever page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.domain.value import NO_WORDS, Json, OwnWords
from app.ids import FlagId, ItemId
from app.services.calling import call_silently, open_call
from ui.viewmodels.entered import Step
from ui.viewmodels.leading import Answerable, Performing, Shown
from ui.viewmodels.talk import Arrive
from ui.viewmodels.walking import Walking


class Doable(Shown, Performing, Answerable, Protocol):
    """The interview in which it is done."""

    @property
    def answer_stored(self) -> SignalInstance: ...


class Deeds(QObject):
    """An answer from elsewhere, the language, the interpreter, a danger flag."""

    language_chosen = Signal(str)

    def __init__(self, talk: Doable, walking: Walking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._talk, self._walking = talk, walking

    def answer(
        self, item: ItemId, value: Json, *, mode: str = "", why: OwnWords = NO_WORDS
    ) -> None:
        """Store an answer to any item without moving: person's window, preparation, read-back.

        ``why``: the reason of a correction.
        """
        shown, reason, mark = mode or self._talk.glance.mode_of(item), why.text or None, why.mark
        self._talk.perform(
            [lambda do, case: do.answer(case, item, value, mode=shown, reason=reason, mark=mark)],
            then=lambda: self._answered(item),
        )

    def set_interpreter(self, code: str, mode: str) -> None:
        self._talk.perform(
            [lambda service, case: service.set_interpreter(case, code=code, mode=mode)]
        )

    def choose_language(
        self, tag: str, *, listening: bool = False, dialect: OwnWords = NO_WORDS
    ) -> None:
        """The person pointed at a language; midway the same question comes in it, and nothing moves.

        ``listening``: it is understood only when spoken.
        """
        session = self._talk.session
        steps: list[Step] = [lambda service, case: service.choose_language(case, tag, dialect)]
        if listening:
            better = "listening_better"
            asked = session.pack.roles.reading.item
            steps.append(lambda do, case: do.answer(case, asked, better, mode="heard"))
        place = self._talk.item if session.interview.language else None
        if place is None:
            self._walking.keep_to_the_script()
        arrive: Arrive = (lambda _session: place) if place else self._walking.onward
        self._talk.perform(steps, arrive=arrive, then=lambda: self.language_chosen.emit(tag))

    def raise_flag(self, flag: FlagId, by: str = "officer") -> None:
        self._talk.perform([lambda service, case: service.raise_flag(case, flag, by)])

    def call_silently(self) -> None:
        """The person touched the hand in their window."""
        self._talk.perform([call_silently])

    def open_call(self, then: Callable[[], None]) -> None:
        """The officer, alone, opens what waits; ``then`` it can be read."""
        waits = self._talk.session.interview.called
        self._talk.perform([open_call] if waits else [], then=then)

    def _answered(self, item: ItemId) -> None:
        self._talk.drafts.forget(item)
        self._talk.answer_stored.emit(str(item))
