# SPDX-License-Identifier: MIT
"""The interview as data: what a pack holds once `app.content` has read and checked it.

Everything is frozen; ids are the contract between script, records and handovers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.clock import JAPAN
from app.domain.agency import Agencies
from app.domain.card import Card
from app.domain.clip import ClipBook, NoClips
from app.domain.condition import Condition, EvidenceRule, FlagRule
from app.domain.directory import Contact
from app.domain.glossary import Term
from app.domain.indicator_table import Indicators
from app.domain.language import Language
from app.domain.obligation import BindingDocument, Obligation
from app.domain.paper_plan import PaperPlan
from app.domain.release import Release
from app.domain.reproach import Reproaches
from app.domain.roles import PartRole, RolePlace, Roles
from app.domain.screening import ScreeningPlace
from app.domain.statistic import StatisticsField
from app.domain.text import LocalText
from app.ids import (
    BasisId,
    CardId,
    FlagId,
    GroupId,
    ItemId,
    LangTag,
    OptionId,
    PartId,
    RecipientId,
    SignId,
    TimerId,
)

MONTHS: Final = 12


class Audience(StrEnum):
    OFFICER = "officer"
    PERSON = "person"
    INTERPRETER = "interpreter"


class Gate(StrEnum):
    """What must stand before an item can be asked (CONTENT.md §1)."""

    OPEN = "open"
    CARE = "care"
    ASSENT = "assent"
    CONTENT = "content"


class ValueType(StrEnum):
    CHECK = "check"
    YN4 = "yn4"
    ONE = "one"
    MANY = "many"
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PLACE = "place"
    CONSENT = "consent"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Option:
    id: OptionId
    text: LocalText
    exclusive: bool = False
    officer_only: bool = False


ValueGroups = Mapping[str, GroupId]
"""Value -> the group it belongs to in place of its part's or item's."""

NO_GROUPS: Final[ValueGroups] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Part:
    """One field of an item. A plain item has exactly one part, with the empty id ``""``.

    ``condition``: when the part is due, where the parts are asked one by one.
    """

    id: PartId
    text: LocalText
    type: ValueType
    options: tuple[Option, ...] = ()
    code_list: str | None = None  # "language" or "country"
    format: str | None = None  # "clock"
    group: GroupId | None = None  # None: the item's
    value_groups: ValueGroups = field(default_factory=lambda: NO_GROUPS)
    condition: Condition | None = None
    screen: ScreeningPlace | None = None
    roles: frozenset[PartRole] = frozenset()  # what its values need beside their type

    def option(self, option_id: str) -> Option | None:
        return next((o for o in self.options if o.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Variant:
    """Another wording, lead-in or an added officer's note for one agency."""

    text: LocalText | None
    note: LocalText | None
    lead_in: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    id: ItemId
    phase: str
    audience: Audience
    text: LocalText
    text_child: LocalText | None
    lead_in: str | None  # id of a shared text
    parts: tuple[Part, ...]
    composite: bool
    group: GroupId
    level: int  # 0 not put to the person, 1 low, 2 medium, 3 high
    gate: Gate
    condition: Condition | None
    evidence: tuple[EvidenceRule, ...]
    flags: tuple[FlagRule, ...]
    statistics: tuple[str, ...]
    variants: Mapping[str, Variant]
    note: LocalText | None
    basis: tuple[str, ...]
    legal_review: bool
    screening: bool
    shuffle_options: bool = False
    value_groups: ValueGroups = field(
        default_factory=lambda: NO_GROUPS
    )  # of every part; see `app.domain.groups`
    by_parts: bool = False  # each part is put by itself; the item's text is the officer's title
    screen: ScreeningPlace | None = None
    release: Release | None = None

    def led_in_by(self, agency: str) -> str | None:
        """The shared text that one agency says before this item."""
        variant = self.variants.get(agency)
        return (variant.lead_in if variant else None) or self.lead_in

    def part(self, part_id: PartId | None) -> Part | None:
        """Return the named part; None names the first. Returns None when there is no such part."""
        if part_id is None:
            return self.parts[0]
        return next((p for p in self.parts if p.id == part_id), None)


@dataclass(frozen=True, slots=True)
class Phase:
    id: str
    title: LocalText
    why: LocalText
    basis: str


@dataclass(frozen=True, slots=True)
class AskStep:
    item: ItemId


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """A whole phase, without items named elsewhere in the same order and without raised ones."""

    phase: str


@dataclass(frozen=True, slots=True)
class SwitchStep:
    path: str
    when: Condition


@dataclass(frozen=True, slots=True)
class RaiseStep:
    items: tuple[ItemId, ...]
    when: Condition


@dataclass(frozen=True, slots=True)
class OfferStep:
    id: str
    cards: tuple[CardId, ...]
    items: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class InsertStep:
    phase: str
    when: Condition


@dataclass(frozen=True, slots=True)
class ContinueStep:
    path: str
    when: Condition


Step = AskStep | PhaseStep | SwitchStep | RaiseStep | OfferStep | InsertStep | ContinueStep


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of a variable, for a time span or one agency (CONTENT.md §9)."""

    text: LocalText
    valid_from: date | None = None
    valid_to: date | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    id: str
    values: tuple[DatedValue, ...]
    runtime: bool


@dataclass(frozen=True, slots=True)
class Recipient:
    id: RecipientId
    name: LocalText
    purpose: LocalText
    layout: str
    groups_at_most: tuple[GroupId, ...]
    groups_separate: tuple[GroupId, ...]
    groups_never: tuple[GroupId, ...]
    consent_item: ItemId | None
    consent_values: tuple[str, ...]
    consent_map: Mapping[str, ConsentMap]
    second_consent: ItemId | None
    legal_bases: tuple[BasisId, ...]
    needs_supervisor: bool
    items_never: frozenset[ItemId]
    blocked_by_flags: frozenset[FlagId]
    not_made_when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentMap:
    """What one value of a consent opens when it is not all/parts/no (embassy)."""

    groups: tuple[GroupId, ...]
    items: tuple[ItemId, ...]


@dataclass(frozen=True, slots=True)
class LegalBasis:
    id: BasisId
    name: LocalText
    statute: LocalText
    recipients: tuple[RecipientId, ...]
    groups_at_most: tuple[GroupId, ...]
    who: frozenset[str]
    person_must_be_told: str
    when_told: LocalText
    countersign: bool
    conditions: LocalText
    as_of: date  # the day of which the statute was read (O-007, O-093)
    awaits_lawyer: bool


@dataclass(frozen=True, slots=True)
class Flag:
    id: FlagId
    severity: str  # "red" or "amber"
    title: LocalText
    actions: tuple[LocalText, ...]
    blocks_closing: bool
    raised_by: str  # "answer", "officer", "both", or "person": silently, in their own window
    raised_when: Condition | None
    discreet: LocalText | None = None  # neutral words in place of all of it: `app.domain.silent`


@dataclass(frozen=True, slots=True)
class Timer:
    id: TimerId
    start: Condition
    hours: int | None  # None: due at the end of the local day
    text: LocalText
    stops: str
    groups: tuple[GroupId, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    id: SignId
    text: LocalText


@dataclass(frozen=True, slots=True)
class Sitting:
    id: str
    minutes: int
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole content pack. ``sha256`` is the hash of its canonical bytes, written into records."""

    id: str
    version: str
    sha256: str
    phases: tuple[Phase, ...]
    items: Mapping[ItemId, Item]  # in the order of the script
    paths: Mapping[str, tuple[Step, ...]]  # full, short, group, child, embarkation
    order: tuple[Step, ...]
    sittings: tuple[Sitting, ...]
    child_allowed: frozenset[ItemId]
    child_cards: frozenset[CardId]
    droppable_first: tuple[ItemId, ...]
    languages: tuple[LangTag, ...]
    signs: Mapping[SignId, Sign]
    shared_texts: Mapping[str, LocalText]
    shared_texts_child: Mapping[str, LocalText]
    cards: Mapping[CardId, Card]
    variables: Mapping[str, Variable]
    groups: Mapping[GroupId, LocalText]
    recipients: Mapping[RecipientId, Recipient]
    legal_bases: Mapping[BasisId, LegalBasis]
    flags: Mapping[FlagId, Flag]
    timers: Mapping[TimerId, Timer]
    indicators: Indicators
    roles: Roles
    agencies: Agencies
    emergency_numbers: Mapping[str, str]
    sequence: int = 0
    expires: date | None = None  # after it the program warns and goes on
    picker: Mapping[LangTag, Language] = field(default_factory=lambda: MappingProxyType({}))
    picker_order: Mapping[str, tuple[LangTag, ...]] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=lambda: MappingProxyType({}))
    contacts_stale_after: int = 180  # days
    card_rules: Mapping[str, Condition] = field(default_factory=dict)  # `app.domain.carried`
    card_place: RolePlace | None = None  # where the person lives; None: a pack that does not say
    statistics: Mapping[str, StatisticsField] = field(default_factory=lambda: MappingProxyType({}))
    obligations: Mapping[str, Obligation] = field(default_factory=lambda: MappingProxyType({}))
    binding: Mapping[str, BindingDocument] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    papers: PaperPlan = field(default_factory=PaperPlan)
    clips: ClipBook = field(default_factory=NoClips)
    held_against: Reproaches = field(default_factory=Reproaches)
    regrouped: Mapping[ItemId, frozenset[GroupId]] = field(default_factory=dict)  # by `stricter`

    def picker_for(self, agency: str) -> tuple[Language, ...]:
        """All languages, those that this agency meets most often first."""
        first = [tag for tag in self.picker_order.get(agency, ()) if tag in self.picker]
        return tuple(self.picker[tag] for tag in dict.fromkeys([*first, *self.picker]))

    @property
    def since(self) -> datetime | None:
        """The first day of the month that the version names (``2026.11.1``); no clock is earlier."""
        found = re.match(r"(\d{4})\.(\d{1,2})\.", self.version)
        if not found or not 0 < int(found[2]) <= MONTHS:
            return None
        return datetime(int(found[1]), int(found[2]), 1, tzinfo=JAPAN)

    def expired(self, today: date) -> bool:
        return self.expires is not None and today > self.expires
