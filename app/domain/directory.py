# SPDX-License-Identifier: MIT
"""Contacts: offices and telephone lines with their source and age (CONTENT.md §11).

Numbers are facts that rot: every contact says where it came from, when, and who verified it. A
supervisor's correction is laid over the pack's contact and never replaces it; a newer pack wins again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from app.clock import JAPAN
from app.domain.text import LocalText, record_tag
from app.ids import LangTag

PHONE: Final = re.compile(r"[#0-9][0-9-]{2,14}", re.ASCII)


class ContactMark(StrEnum):
    """What an officer must know about an entry before relying on it."""

    WITHDRAWN = "withdrawn"
    UNFILLED = "unfilled"
    CONFLICT = "conflict"
    STALE = "stale"
    UNVERIFIED = "unverified"
    CORRECTED = "corrected"


class ServedGroup(StrEnum):
    """For whom a contact is; none named: for anyone."""

    FOREIGN = "foreign"
    WOMEN = "women"
    MEN = "men"
    CHILD = "child"
    INTERN = "intern"
    WORKER = "worker"
    SEA = "sea"
    CRIME_VICTIM = "crime_victim"


@dataclass(frozen=True, slots=True)
class OpenTimes:
    """Open on these days (1 Monday to 7 Sunday) between two local times, ``HH:MM``."""

    days: tuple[int, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class DirectoryLine:
    """One more number of a contact: for some languages or some prefectures only.

    ``as_of`` None: the source has no date, so the number counts as old.
    """

    phone: str
    languages: tuple[LangTag, ...]
    prefectures: tuple[str, ...]
    hours: LocalText | None
    source: str
    as_of: date | None
    times: tuple[OpenTimes, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says. ``as_of`` None: the source has no date."""

    value: LocalText
    source: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that differ about a ``field`` (phone, hours, languages); all claims are kept."""

    field: str
    language: LangTag | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """One office or line. ``phone`` None: headquarters still has to supply the numbers.

    ``phone_languages``: in which a call of ``phone`` itself is answered. ``rank``: its place among the
    numbers that a person carries; None: not among them. ``withdrawn``: shown here, never given to a person,
    until headquarters confirms it. ``free`` None: not known.
    """

    id: str
    kind: str  # police, child, rights, legal, ...
    name: LocalText
    phone: str | None
    alt_phone: str | None
    url: str | None  # printed only; the program opens no connection
    hours: LocalText | None
    languages: tuple[LangTag, ...]
    source: str
    as_of: date
    emergency: bool
    verified: bool
    verified_by: str | None
    verified_on: date | None
    valid_until: date | None
    note: LocalText | None  # for officers and headquarters only
    prefecture: str | None = None  # None: the whole country
    by_headquarters: bool = False  # headquarters keeps the list of numbers
    lines: tuple[DirectoryLine, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    phone_languages: tuple[LangTag, ...] = ()
    audience: tuple[ServedGroup, ...] = ()
    rank: int | None = None
    withdrawn: bool = False
    not_from: LocalText | None = None  # from where it cannot be called; for officers
    free: bool | None = None
    card_name: LocalText | None = None  # short, and gives nothing away
    times: tuple[OpenTimes, ...] = ()

    @property
    def known_on(self) -> date:
        """The day up to which the entry is known to have been right."""
        return self.verified_on or self.as_of

    def stale(self, today: date, after_days: int) -> bool:
        """Tell whether the entry is too old to print without a warning."""
        if self.valid_until is not None and today > self.valid_until:
            return True
        return today - self.known_on > timedelta(days=after_days)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a supervisor of this station wrote about a contact. A field that is None stays as it was."""

    seq: int
    contact: str
    phone: str | None
    hours: str | None
    note: str | None
    reason: str
    by: str
    at: datetime

    @property
    def day(self) -> date:
        return self.at.astimezone(JAPAN).date()


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A contact of the pack with everything that was corrected here, oldest first."""

    contact: Contact
    history: tuple[Correction, ...] = ()

    @property
    def holding(self) -> tuple[Correction, ...]:
        """Corrections that are not older than what the pack knows: a newer pack wins."""
        return tuple(
            correction for correction in self.history if correction.day >= self.contact.known_on
        )

    @property
    def phone(self) -> str | None:
        return self._latest("phone") or self.contact.phone

    @property
    def hours(self) -> str | None:
        """The corrected hours; None where the pack's own hold."""
        return self._latest("hours")

    @property
    def note(self) -> str | None:
        """The corrected note; None where the pack's own holds."""
        return self._latest("note")

    @property
    def known_on(self) -> date:
        return max([self.contact.known_on, *(correction.day for correction in self.holding)])

    def age_days(self, today: date) -> int:
        """Days since the entry was last known to be right; never negative."""
        return max((today - self.known_on).days, 0)

    def stale(self, today: date, after_days: int) -> bool:
        """A correction makes an entry young again, also one whose validity had run out."""
        if self.holding:
            return self.age_days(today) > after_days
        return self.contact.stale(today, after_days)

    def marks(self, today: date, after_days: int) -> tuple[ContactMark, ...]:
        """In the order of `Mark`: what matters most first."""
        contact = self.contact
        reachable = self.phone or contact.lines or (contact.url and not contact.by_headquarters)
        found = {
            ContactMark.WITHDRAWN: contact.withdrawn,
            ContactMark.UNFILLED: not reachable,
            ContactMark.CONFLICT: bool(contact.conflicts),
            ContactMark.STALE: self.stale(today, after_days),
            ContactMark.UNVERIFIED: not contact.verified,
            ContactMark.CORRECTED: bool(self.holding),
        }
        return tuple(mark for mark, there in found.items() if there)

    def serves(self, prefecture: str) -> bool:
        """Tell whether the contact is for this prefecture: its own one, or a national one."""
        return self.contact.prefecture in {None, prefecture}

    def speaks(self, language: LangTag) -> bool:
        """Whether a call is answered in it. Scripts do not count: Chinese on a telephone has none."""
        lines = (tag for line in self.contact.lines for tag in line.languages)
        return spoken(language) in {spoken(tag) for tag in (*self.contact.languages, *lines)}

    def _latest(self, field: str) -> str | None:
        found = [
            getattr(correction, field)
            for correction in self.holding
            if getattr(correction, field) is not None
        ]
        return str(found[-1]) if found else None


def spoken(tag: LangTag) -> str:
    """The language of a tag, without script and region (RFC 5646, 2.2.1)."""
    return record_tag(tag).split("-", maxsplit=1)[0]


def entries(
    contacts: Mapping[str, Contact], corrections: Iterable[Correction]
) -> list[DirectoryEntry]:
    """Every contact with its own corrections, in the order of the pack."""
    made: dict[str, list[Correction]] = {}
    for correction in sorted(corrections, key=lambda correction: correction.seq):
        made.setdefault(correction.contact, []).append(correction)
    return [
        DirectoryEntry(contact, tuple(made.get(name, ()))) for name, contact in contacts.items()
    ]


def select(
    found: Iterable[DirectoryEntry],
    *,
    kind: str = "",
    prefecture: str = "",
    language: LangTag | None = None,
) -> list[DirectoryEntry]:
    """The entries of a type, for a prefecture (national ones too), that speak a language."""
    return [
        entry
        for entry in found
        if (not kind or entry.contact.kind == kind)
        and (not prefecture or entry.serves(prefecture))
        and (language is None or entry.speaks(language))
    ]
