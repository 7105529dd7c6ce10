# SPDX-License-Identifier: MIT
"""The present state of one interview; `app.domain.interview` makes it from events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.clock import JAPAN, ClockReading
from app.domain.approval import Approval
from app.domain.value import Answer, Json, OwnWords, TextMark
from app.ids import (
    BasisId,
    CardId,
    FlagId,
    GroupId,
    InterviewId,
    ItemId,
    PartId,
    RecipientId,
    SignId,
    TimerId,
)

BY_ANSWER: Final = "answer"  # who raised a flag: an answer, the officer or the person
_EMPTY: Final[Mapping[str, Json]] = MappingProxyType({})


class InterviewState(StrEnum):
    """Where the record stands; an amendment makes it a draft again."""

    DRAFT = "draft"
    SEALED = "sealed"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Put:
    """How one part was put that was put by itself, and when it was answered last."""

    mode: str
    shown: Mapping[str, Json]
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with where it came from. ``shown`` is what stood on the screens, as stored.

    ``put``: the same by part, where each part was put by itself.
    """

    answer: Answer
    seq: int
    at: datetime
    actor: str
    mode: str
    shown: Mapping[str, Json]
    correction: str | None = None  # the reason, when the answer was corrected
    correction_mark: TextMark | None = None
    put: Mapping[PartId, Put] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Note:
    """An officer's note, on an item or free, in the officer's own words."""

    item: ItemId | None
    text: str
    lang: str
    seq: int
    at: datetime
    actor: str
    mark: TextMark | None = None


@dataclass(frozen=True, slots=True)
class Attested:
    """An interpreter read an answer back and the person said that it is right.

    ``by``: the interpreter's code; ``how``: aloud or screen; ``mode``: in_person, phone, video.
    """

    by: str
    how: str
    mode: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WordingMark:
    """A wording that an interpreter found unclear: for translators, never part of a record."""

    item: ItemId
    lang: str
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A flag was raised by mistake: who says so, when, and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Raise:
    """One time a flag was raised: ``by`` answer, officer or person; ``cites`` what it rests on.

    ``ways``: sets of groups, each of which alone suffices to tell of it (`app.domain.raising`).
    """

    seq: int
    at: datetime
    by: str
    cites: tuple[ItemId, ...]
    ways: tuple[frozenset[GroupId], ...] = ()
    taken_back: TakenBack | None = None


@dataclass(frozen=True, slots=True)
class FlagRecord:
    """A danger flag with its history; closed only by an action or a reason.

    ``before``: as it was closed when the first of the newer raises opened it again.
    """

    flag: FlagId
    raises: tuple[Raise, ...]
    closed_at: datetime | None = None
    closed_seq: int | None = None
    closed_by: str | None = None
    action: str | None = None
    action_mark: TextMark | None = None
    before: FlagRecord | None = None

    @property
    def open(self) -> bool:
        return self.closed_at is None

    @property
    def standing(self) -> tuple[Raise, ...]:
        """The raises that keep an open flag open."""
        newer = self.raises[len(self.before.raises) if self.before else 0 :]
        return (
            tuple(raising for raising in newer if raising.taken_back is None) if self.open else ()
        )

    def closing(self, raising: Raise) -> FlagRecord | None:
        """As the flag was closed first after one of its raises; None while that one keeps it open."""
        if self.before and any(raising.seq == earlier.seq for earlier in self.before.raises):
            return self.before.closing(raising)
        return None if self.open else self

    @property
    def mistaken(self) -> TakenBack | None:
        """Set when it was never raised but by mistake."""
        last = self.raises[-1].taken_back
        return (
            None
            if self.open or any(raising.taken_back is None for raising in self.raises)
            else last
        )

    @property
    def raised_at(self) -> datetime:
        return self.raises[0].at

    @property
    def cites(self) -> tuple[ItemId, ...]:
        """All items that any raising of this flag rests on."""
        return tuple(dict.fromkeys(item for raising in self.raises for item in raising.cites))


@dataclass(frozen=True, slots=True)
class CardShown:
    """One showing of a card; ``how``: shown, read_aloud, understood, questions, told_back.

    ``result`` and ``note`` stand with told_back only: told, partly or not, and what was unclear.
    """

    card: CardId
    how: str
    at: datetime
    person: Mapping[str, Json] | None
    result: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Invoked:
    """A legal basis that was invoked for one recipient instead of consent."""

    recipient: RecipientId
    basis: BasisId
    groups: tuple[GroupId, ...]
    reason: str
    named: str | None  # a supervisor whom format 1 only named: shown, and opens nothing
    seq: int
    at: datetime
    mark: TextMark | None = None  # of the reason


@dataclass(frozen=True, slots=True)
class ReadBack:
    """How the account was read back before sealing; asked for, never a condition."""

    result: str  # done, partial, not_done
    reason: str
    at: datetime
    mark: TextMark | None = None  # of the reason


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's decision about the status, apart from the indicators (DECISIONS.md §3).

    ``status``: possible, presumed, recognised, not_recognised; ``agency`` and ``on`` (a date in ISO
    form) say who recognised and when.
    """

    status: str
    agency: str
    on: str
    reason: str
    by: str
    at: datetime


#: Texts without a mark, by item and words: the ways in which each may go (`app.domain.sent`).
Going = Mapping[tuple[ItemId | None, str], tuple[frozenset[GroupId], ...]]


@dataclass(frozen=True, slots=True)
class SealedAs:
    """One sealed version and the hash that names it."""

    version: int
    record_hash: str
    seq: int
    at: datetime
    going: Going = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Sent:
    """A file or an unsigned paper that was made, with the texts that it could hold, by item and words."""

    recipient: RecipientId
    at: datetime
    texts: frozenset[tuple[ItemId | None, str]]


@dataclass(frozen=True, slots=True)
class Exported:
    """One handover file: to whom, which groups, and its hash."""

    recipient: RecipientId
    groups: tuple[GroupId, ...]
    withheld: Json
    file_sha256: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Interview:
    """The present state of one interview. ``seq`` 0 means: no event yet."""

    id: InterviewId | None = None
    seq: int = 0
    head: str = ""
    started_at: datetime | None = None
    last_at: datetime | None = None
    last_mono: int = 0
    last_boot: str = ""
    latest_at: datetime | None = None  # of the events of a clock that was not known to be ahead
    clock_open: tuple[str, ...] = ()  # faults of the clock that stand
    known_day: date | None = None  # the newest day known where the clock was in doubt at the start
    clock_jumps: tuple[str, ...] = ()  # the clock was set since the last sealing
    script: str = "full"
    begun_as: str = "full"  # the script of the first event; ``script`` follows the officer's choice
    practice: bool = False
    agency: str = ""
    station: str = ""
    case_number: str = ""
    group_label: str = ""  # links the separate interviews of people who were found together
    officer_language: str = "ja"
    language: str | None = None  # of the person, BCP-47
    pack_id: str = ""
    pack_sha256: str = ""
    prepared: bool = False  # preparation assumed done (replay)
    answers: Mapping[ItemId, Given] = field(default_factory=lambda: MappingProxyType({}))
    asked: tuple[ItemId, ...] = ()  # in the order of their first answers
    skips: Mapping[ItemId, int] = field(default_factory=lambda: MappingProxyType({}))
    spared: frozenset[ItemId] = frozenset()  # left in distress: asked only if the person wants
    current: ItemId | None = None  # shown last
    notes: tuple[Note, ...] = ()
    signs: frozenset[SignId] = frozenset()
    flags: Mapping[FlagId, FlagRecord] = field(default_factory=lambda: MappingProxyType({}))
    cards: tuple[CardShown, ...] = ()
    interpreter: Mapping[str, Json] = field(default_factory=lambda: _EMPTY)
    paused: bool = False
    rested_at: datetime | None = None  # end of the last break
    unlocked: Mapping[ItemId, OwnWords] = field(default_factory=lambda: MappingProxyType({}))
    withdrawn: Mapping[RecipientId, datetime] = field(default_factory=lambda: MappingProxyType({}))
    bases: Mapping[RecipientId, Invoked] = field(default_factory=lambda: MappingProxyType({}))
    read_back: ReadBack | None = None
    attested: Mapping[ItemId, Attested] = field(default_factory=lambda: MappingProxyType({}))
    wording_marks: tuple[WordingMark, ...] = ()
    decisions: tuple[Decided, ...] = ()  # oldest first; the last one stands
    texts_asked: frozenset[str] = frozenset()  # unmarked texts about which the officer was asked
    marks_left: Mapping[ItemId, Mapping[PartId, TextMark]] = field(
        default_factory=lambda: MappingProxyType({})
    )  # of texts that were emptied: new words there get them
    versions: tuple[SealedAs, ...] = ()
    exports: tuple[Exported, ...] = ()
    sent: tuple[Sent, ...] = ()  # files and unsigned papers, oldest first
    state: InterviewState = InterviewState.DRAFT
    withdrawn_reason: str | None = None  # the whole record was withdrawn
    protective_since: datetime | None = None  # age state became child or doubt
    doubted_again: bool = False  # a sign of youth seen after AGE-02 = clearly adult
    approvals: tuple[Approval, ...] = ()  # what supervisors proved to have allowed
    timers_stopped: Mapping[TimerId, datetime] = field(default_factory=lambda: MappingProxyType({}))
    called: datetime | None = None  # the person called silently, and the officer has not opened it

    @property
    def opened(self) -> frozenset[ItemId]:
        """Locked items that a supervisor opened. A name in an event opens nothing."""
        return frozenset(
            item
            for item in self.unlocked
            if any(approval.unlocks(self._name, item) for approval in self.approvals)
        )

    def invoked(self, basis: Invoked) -> Approval | None:
        """The approval of a basis that was invoked; None while nobody gave it."""
        name, recipient = self._name, basis.recipient
        found = (
            approval
            for approval in self.approvals
            if approval.invokes(name, recipient, basis.basis, basis.groups)
        )
        return next(found, None)

    @property
    def _name(self) -> str:
        return str(self.id or "")

    @property
    def today(self) -> date:
        """Local date of the interview: ages are counted on the day it began.

        Where the clock was in doubt then, on the newest day that was known: nobody is made older.
        """
        if self.known_day is not None:
            return self.known_day
        return self.started_at.astimezone(JAPAN).date() if self.started_at else date.min

    @property
    def last_reading(self) -> ClockReading | None:
        """The three clocks at the last event."""
        return ClockReading(self.last_at, self.last_mono, self.last_boot) if self.last_at else None

    @property
    def flags_open(self) -> frozenset[FlagId]:
        return frozenset(flag for flag, record in self.flags.items() if record.open)

    @property
    def flags_ever(self) -> frozenset[FlagId]:
        """Flags that were raised at any time and not by mistake."""
        return frozenset(flag for flag, record in self.flags.items() if record.mistaken is None)

    @property
    def version(self) -> int:
        """Number of the last sealed version; 0 = never sealed."""
        return self.versions[-1].version if self.versions else 0

    def answer(self, item: ItemId) -> Answer | None:
        given = self.answers.get(item)
        return given.answer if given else None
