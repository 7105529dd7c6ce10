# SPDX-License-Identifier: MIT
"""Which numbers a person is given to carry, by rule over the directory (CONTENT.md §11). Pure.

A number is printed for a language only where a call is answered in it. One that is doubtful is printed
only after the officer confirmed it by its number: first it is said which may be printed, then how many there
is room for, then whether somebody has to call in Japanese.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.domain.condition import Condition
from app.domain.directory import Contact, DirectoryEntry, OpenTimes, ServedGroup, spoken
from app.domain.facts import Facts
from app.domain.roles import RolePlace
from app.domain.situation import Situation
from app.domain.text import JA, LocalText
from app.errors import UserError
from app.ids import LangTag

MOST: Final = 6  # numbers beside those for danger
IMMIGRATION: Final = "immigration"
_PHONE: Final = "phone"


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who carries the numbers. ``prefecture`` empty: not known."""

    language: LangTag
    situations: frozenset[Situation] = frozenset()
    prefecture: str = ""


@dataclass(frozen=True, slots=True)
class CarriedNumber:
    """One number. ``hours``: words that a supervisor wrote in place of the ``times`` of the pack."""

    entry: DirectoryEntry
    phone: str
    times: tuple[OpenTimes, ...]
    hours: str | None
    doubtful: bool
    known_on: date | None  # None: the source has no date

    @property
    def name(self) -> LocalText:
        """The short neutral name where there is one: the paper may be found by others."""
        return self.entry.contact.card_name or self.entry.contact.name


@dataclass(frozen=True, slots=True)
class CarriedNumbers:
    """``urgent``: for danger, always there. ``useful``: by rank, at most `MOST`, as they are printed.

    ``by_someone``: no number that is printed answers in the person's language; ``useful`` are then for
    somebody who calls in Japanese. ``to_confirm``: the doubtful ones that stand, or would stand, among
    ``useful`` because an officer confirmed them.
    """

    urgent: tuple[CarriedNumber, ...]
    useful: tuple[CarriedNumber, ...]
    by_someone: bool
    to_confirm: tuple[CarriedNumber, ...]

    def left_out(self, confirmed: frozenset[str]) -> tuple[str, ...]:
        """The doubtful ones that nobody confirmed."""
        return tuple(n.phone for n in self.to_confirm if n.phone not in confirmed)

    def not_for_them(self, confirmed: frozenset[str]) -> tuple[str, ...]:
        """What was confirmed and is not printed all the same."""
        return tuple(sorted(confirmed - {number.phone for number in (*self.urgent, *self.useful)}))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The directory as it stands at one station today. ``rules``: the pack's conditions of situations.

    ``lives``: the answer that says where the person lives.
    """

    entries: tuple[DirectoryEntry, ...]
    rules: Mapping[str, Condition]
    today: date
    stale_after: int
    lives: RolePlace | None = None

    def carrier(self, language: LangTag, facts: Facts) -> Carrier:
        """The person of an interview, by what was said so far."""
        found = (name for name in Situation if name in self.rules)
        value = facts.at(self.lives) if self.lives else None
        place = value.data if value and isinstance(value.data, Mapping) else {}
        situations = frozenset(name for name in found if facts.holds(self.rules[name]))
        return Carrier(language, situations, str(place.get("prefecture", "")))

    def demand(self, confirmed: frozenset[str]) -> None:
        """Raise UserError("number_unknown") for one that is not in the directory."""
        listed = {entry.phone for entry in self.entries}
        listed |= {line.phone for entry in self.entries for line in entry.contact.lines}
        if unknown := sorted(confirmed - listed):
            raise UserError("number_unknown", number=unknown[0])

    def of(self, who: Carrier, confirmed: frozenset[str] = frozenset()) -> CarriedNumbers:
        """The numbers for one person. ``confirmed``: the doubtful ones that an officer wants printed."""
        urgent = [
            number
            for entry in self.entries
            if entry.contact.emergency and entry.contact.rank is None and _for(entry.contact, who)
            for number in self._number(entry, who.language, who.prefecture)
        ]
        own = self._ranked(who, who.language)
        japanese = () if spoken(who.language) == JA else self._ranked(who, JA)

        def adds(number: CarriedNumber) -> bool:
            return number in _printed(own, japanese, confirmed | {number.phone})

        doubtful = [number for number in (*own, *japanese) if number.doubtful and adds(number)]
        return CarriedNumbers(
            tuple(urgent),
            _printed(own, japanese, confirmed),
            by_someone=bool(japanese) and not _sure(own, confirmed),
            to_confirm=tuple({number.phone: number for number in doubtful}.values()),
        )

    def _ranked(self, who: Carrier, language: LangTag) -> tuple[CarriedNumber, ...]:
        """Every number for the person that answers in the language, the first ones first."""
        child = Situation.CHILD in who.situations

        def order(entry: DirectoryEntry) -> tuple[bool, bool, int]:
            contact = entry.contact
            childs = child and ServedGroup.CHILD in contact.audience
            return not childs, contact.kind == IMMIGRATION, contact.rank or 0

        ranked = (e for e in self.entries if e.contact.rank is not None and _for(e.contact, who))
        return tuple(
            number
            for entry in sorted(ranked, key=order)
            for number in self._number(entry, language, who.prefecture)
        )

    def _number(
        self, entry: DirectoryEntry, language: LangTag, prefecture: str
    ) -> Iterator[CarriedNumber]:
        """The line for the language and the place, else the main number if it speaks it, else nothing."""
        contact = entry.contact
        over = contact.valid_until is not None and self.today > contact.valid_until
        if contact.withdrawn or (over and not entry.holding) or not entry.serves(prefecture):
            return
        wanted = spoken(language)
        for line in contact.lines:
            speaks = line.languages or contact.phone_languages
            here = not line.prefectures or prefecture in line.prefectures
            if here and wanted in map(spoken, speaks):
                old = line.as_of is None or self._old(line.as_of)
                doubtful = self._doubtful(contact, wanted, old=old)
                yield CarriedNumber(entry, line.phone, line.times, None, doubtful, line.as_of)
                return
        if entry.phone and (contact.emergency or wanted in map(spoken, contact.phone_languages)):
            old = entry.stale(self.today, self.stale_after)
            doubtful = self._doubtful(contact, wanted, old=old) and not contact.emergency
            times = () if entry.hours is not None else contact.times
            yield CarriedNumber(entry, entry.phone, times, entry.hours, doubtful, entry.known_on)

    def _doubtful(self, contact: Contact, language: str, *, old: bool) -> bool:
        """Two sources differ about the number for this language, or it is old and nobody verified it."""
        differ = any(
            conflict.field == _PHONE
            and (conflict.language is None or spoken(conflict.language) == language)
            for conflict in contact.conflicts
        )
        return differ or (old and not contact.verified)

    def _old(self, day: date) -> bool:
        return self.today - day > timedelta(days=self.stale_after)


def _printed(
    own: tuple[CarriedNumber, ...], japanese: tuple[CarriedNumber, ...], confirmed: frozenset[str]
) -> tuple[CarriedNumber, ...]:
    """Those in the person's language; where none of them may be printed, those in Japanese."""
    return (_sure(own, confirmed) or _sure(japanese, confirmed))[:MOST]


def _sure(
    numbers: tuple[CarriedNumber, ...], confirmed: frozenset[str]
) -> tuple[CarriedNumber, ...]:
    return tuple(n for n in numbers if not n.doubtful or n.phone in confirmed)


def _for(contact: Contact, who: Carrier) -> bool:
    """Whether the contact is for this person: every audience that it names must fit."""
    of = who.situations
    if contact.kind == IMMIGRATION and Situation.NO_IMMIGRATION in of:
        return Situation.WANTS_IMMIGRATION in of
    return not any(_not_for(audience, of) for audience in contact.audience)


def _not_for(audience: ServedGroup, of: frozenset[Situation]) -> bool:
    match audience:
        case ServedGroup.FOREIGN:
            return Situation.JAPANESE in of
        case ServedGroup.WOMEN:
            return Situation.MAN in of
        case ServedGroup.MEN:
            return Situation.WOMAN in of
        case ServedGroup.CHILD:
            return of.isdisjoint({Situation.CHILD, Situation.PARENT})
        case ServedGroup.INTERN:
            return Situation.INTERN not in of
        case ServedGroup.WORKER:
            return Situation.WORKER not in of
        case ServedGroup.SEA:
            return Situation.AT_SEA not in of
        case ServedGroup.CRIME_VICTIM:
            return False
