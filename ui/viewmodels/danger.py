# SPDX-License-Identifier: MIT
"""Danger: what is open, what to do now, who takes over, and what was done. The interview waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.domain.silent import is_discreet
from app.domain.state import BY_ANSWER, TakenBack
from app.domain.value import NO_WORDS, OwnWords
from app.ids import FlagId
from app.services.flagging import take_back_flag
from ui.viewmodels.companion import CompanionViewModel
from ui.viewmodels.deeds import Deeds
from ui.viewmodels.flags import FlagRow
from ui.viewmodels.leading import Keeping

_BY_OFFICER = frozenset({"officer", "both"})


@dataclass(frozen=True, slots=True)
class Mistaken:
    """A flag that was raised by mistake; ``title`` in the officer's words."""

    title: str
    back: TakenBack


class DangerTalk(Keeping, Protocol):
    """The interview in which there is danger."""

    @property
    def deeds(self) -> Deeds: ...


class DangerViewModel(CompanionViewModel):
    """The danger flags of one interview. What is typed stays here until the service has it.

    ``discreet``: those that only the officer may see, alone; they stand on a page of their own.
    """

    changed = Signal()
    flag_closed = Signal(str)
    all_closed = Signal()  # no red flag is open any more
    action_missing = Signal(str)  # flag: nothing was written about what was done

    def __init__(
        self, interview: DangerTalk, parent: QObject | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(interview, parent)
        self._talk, self._discreet = interview, discreet
        self._typed: dict[str, tuple[OwnWords, str]] = {}
        self._reasons: dict[str, str] = {}  # why a flag was raised by mistake, not stored yet
        self._closing: set[str] = set()
        interview.session_changed.connect(self._on_session)

    @property
    def red(self) -> tuple[FlagRow, ...]:
        """The newest first: the page comes because of it, and two fill a laptop's screen."""
        raised = [str(view.flag) for view in self._talk.session.view.flags_open]
        rows = (flag for flag in self._rows if flag.severity == "red")
        return tuple(sorted(rows, key=lambda flag: raised.index(flag.id), reverse=True))

    @property
    def amber(self) -> tuple[FlagRow, ...]:
        return tuple(flag for flag in self._rows if flag.severity != "red")

    @property
    def _rows(self) -> tuple[FlagRow, ...]:
        glance = self._talk.glance
        return glance.discreet_flags if self._discreet else glance.flags

    @property
    def numbers(self) -> Mapping[str, str]:
        """Emergency numbers by body: police, coast_guard, ambulance_fire, child."""
        return self._talk.session.pack.emergency_numbers

    @property
    def to_raise(self) -> tuple[tuple[str, str, str], ...]:
        """(id, title, severity) of the flags that the officer may raise and that are not open."""
        talk = self._talk
        opened = talk.session.interview.flags_open
        return tuple(
            (str(flag.id), talk.glance.text(flag.title), flag.severity)
            for flag in talk.session.pack.flags.values()
            if flag.raised_by in _BY_OFFICER and flag.id not in opened
        )

    def typed(self, flag: str) -> tuple[OwnWords, str]:
        """(what was done, who takes over) as typed so far."""
        return self._typed.get(flag, (NO_WORDS, ""))

    def type(self, flag: str, done: OwnWords, who: str) -> None:
        """Keep what is typed for a flag."""
        self._typed[flag] = (done, who)

    @property
    def mistaken(self) -> tuple[Mistaken, ...]:
        """Flags that were taken back: they stay in the record."""
        talk = self._talk
        return tuple(
            Mistaken(talk.glance.text(talk.session.pack.flags[flag].title), back)
            for flag, record in talk.session.interview.flags.items()
            if is_discreet(talk.session.pack, flag) is self._discreet
            and (back := record.mistaken) is not None
        )

    def may_take_back(self, flag: str) -> bool:
        """Whether something else than an answer raised it."""
        record = self._talk.session.interview.flags[FlagId(flag)]
        return any(raising.by != BY_ANSWER for raising in record.standing)

    def reason(self, flag: str) -> str:
        """Why it was raised by mistake, as typed so far."""
        return self._reasons.get(flag, "")

    def type_reason(self, flag: str, reason: str) -> None:
        self._reasons[flag] = reason

    def take_back(self, flag: str) -> None:
        """Say that a flag was raised by mistake, with the reason that is typed."""
        self._closing.add(flag)
        reason = self.reason(flag)
        self._talk.perform(
            [lambda service, case: take_back_flag(service, case, FlagId(flag), reason)]
        )

    def raise_flag(self, flag: str) -> None:
        """The officer sees a danger."""
        self._talk.deeds.raise_flag(FlagId(flag))

    def record(self, flag: str, who_label: str) -> None:
        """Close a flag by what was done; ``who_label`` stands before who takes over."""
        done, who = self.typed(flag)
        if not done.text:
            self.action_missing.emit(flag)
            return
        action = f"{done.text} / {who_label}: {who}" if who else done.text
        self._closing.add(flag)
        self._talk.perform(
            [lambda do, case: do.resolve_flag(case, FlagId(flag), action, done.mark)]
        )

    def _on_session(self) -> None:
        opened = {row.id for row in self._rows}
        closed = self._closing - opened
        for flag in closed:
            self._closing.discard(flag)
            self._typed.pop(flag, None)
            self._reasons.pop(flag, None)
            self.flag_closed.emit(flag)
        self.changed.emit()
        if closed and not self.red:
            self.all_closed.emit()

    def _on_failed(self, error: Exception) -> None:
        if self._closing:
            self._closing.clear()
            super()._on_failed(error)
