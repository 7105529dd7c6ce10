# SPDX-License-Identifier: MIT
"""What the officer shows in the person's window, and what the person asks for in it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.ids import CardId
from app.services.interviews import Session
from ui.viewmodels.deeds import Deeds
from ui.viewmodels.pausing import Pausing


class Faceable(Protocol):
    """The interview that the person's window follows."""

    @property
    def session(self) -> Session: ...
    @property
    def arrived(self) -> SignalInstance: ...


class Facing(QObject):
    """The officer's side of the person's window."""

    person_view_changed = Signal()
    call_received = Signal(
        str
    )  # from the person's window: not_understood, interpreter, stop, pause

    def __init__(
        self, talk: Faceable, deeds: Deeds, pausing: Pausing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._talk, self._deeds, self._pausing = talk, deeds, pausing
        self._card: CardId | None = None
        talk.arrived.connect(self._on_arrived)

    @property
    def person_card(self) -> CardId | None:
        """The card that the person's window shows instead of the question."""
        return self._card

    def show_card_to_person(self, card: CardId | None) -> None:
        """Show a card in the person's window, or the question again (None)."""
        self._card = card
        self.person_view_changed.emit()

    def call(self, kind: str) -> None:
        """The person asks for something in their own window; the officer is told."""
        if kind == "interpreter":
            self._deeds.raise_flag(self._talk.session.pack.roles.interpreter_problem, "person")
        elif kind in {"pause", "stop"}:
            self._pausing.pause("stop" if kind == "stop" else "person")
        self.call_received.emit(kind)

    def _on_arrived(self, elsewhere: bool) -> None:  # noqa: FBT001 a Qt slot
        if elsewhere:
            self._card = None
