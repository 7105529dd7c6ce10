# SPDX-License-Identifier: MIT
"""A break, or a moment of distress: few calm words for the person, small hints for the officer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.clock import JAPAN
from app.domain.pack import Sign
from app.domain.silent import silent_signs
from app.domain.text import Wording
from app.ids import SignId
from app.services.texts import UNOFFICIAL
from ui.viewmodels.companion import CompanionViewModel
from ui.viewmodels.leading import Keeping
from ui.viewmodels.pausing import Pausing
from ui.viewmodels.workspace import InterviewWorkspace

GROUND, BREAK, STOP_THANK = "GROUND", "BREAK", "STOP-THANK"


class PauseTalk(Keeping, Protocol):
    """The interview that rests."""

    @property
    def pausing(self) -> Pausing: ...
    @property
    def workspace(self) -> InterviewWorkspace: ...


class PauseViewModel(CompanionViewModel):
    """The break of one interview; it begins with `Pausing.pause` or ``stop``."""

    changed = Signal()
    resumed = Signal()
    leaving = Signal(str)  # readback or home: the officer's choice after a stop

    def __init__(self, interview: PauseTalk, parent: QObject | None = None) -> None:
        super().__init__(interview, parent)
        self._talk = interview
        self._distress = False
        interview.session_changed.connect(self.changed)
        interview.pausing.resumed.connect(self.resumed)

    @property
    def stopped(self) -> bool:
        return self._talk.pausing.is_stopped

    @property
    def distress(self) -> bool:
        """Distress was noted in this break: grounding comes first."""
        return self._distress

    @property
    def lang(self) -> str:
        return self._talk.glance.person_lang

    @property
    def words_lang(self) -> str:
        """The language in which `tr_person` answers."""
        return self._talk.glance.words_lang

    @property
    def tr_person(self) -> Callable[[str], str]:
        return self._talk.glance.tr_person

    @property
    def drafts_hidden(self) -> bool:
        """Texts for the person are drafts; they are read out by interpreter or officer."""
        talk = self._talk
        return talk.session.texts.grounding_hidden(talk.session.interview)

    @property
    def notice(self) -> str:
        """The sentence above drafts, in `words_lang`; empty where the person reads none."""
        found = "" if self.drafts_hidden else self.tr_person(UNOFFICIAL)
        return "" if found == UNOFFICIAL and self.words_lang != "en" else found

    def words(self, key: str) -> tuple[Wording, Wording | None]:
        """A shared text on both sides: GROUND, BREAK, STOP-THANK; a child hears its own."""
        return self._talk.glance.shared_text(key)

    def clock_text(self, now: datetime) -> str:
        """The time in Japan for the large clock."""
        return now.astimezone(JAPAN).strftime("%H:%M")

    @property
    def now(self) -> datetime:
        return self._talk.workspace.clock.now()

    @property
    def signs(self) -> tuple[tuple[str, str, bool], ...]:
        """(id, words, set) of the signs an officer may note."""
        talk = self._talk
        noted, silent = talk.session.interview.signs, silent_signs(talk.session.pack)
        return tuple(
            (str(sign.id), self._sign(sign), sign.id in noted)
            for sign in talk.session.pack.signs.values()
            if sign.id not in silent
        )

    def note_distress(self) -> None:
        """Record that distress was seen; the questions about safety come up by themselves."""
        self._distress = True
        self._talk.perform([lambda service, case: service.distress(case)])

    def note_sign(self, sign: str) -> None:
        self._talk.perform([lambda service, case: service.set_sign(case, SignId(sign))])

    def resume(self) -> None:
        self._distress = False
        self._talk.pausing.resume()

    def leave(self, where: str) -> None:
        """End for today: to the read-back, or home; the interview stays as it is."""
        self.leaving.emit(where)

    def _sign(self, sign: Sign) -> str:
        return self._talk.glance.text(sign.text)
