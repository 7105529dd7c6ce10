# SPDX-License-Identifier: MIT
"""What the items, flags, signs and groups of a pack are *for*: the closed list of roles the program knows.

The program asks for "the person's language" or "the sign of distress", never for an id: the pack says in
``roles.json`` which of its ids has that role, so that content can change without the program. Names are
stable; a role that the program needs is missing in no pack (`app.content.checks.roles`). Packs made before
there were roles take those of ``resources/content/roles-0.1.json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final, get_type_hints

from app.ids import BasisId, FlagId, GroupId, ItemId, PartId, RecipientId, SignId, TimerId

_VIEWS: Final = "clearly_adult may_be_under_18"


class RoleKind(StrEnum):
    """What a role points at."""

    PLACE = "place"  # a part of an item: ``"AGE-01.age"``, or a plain item
    SAYING = "saying"  # one value of a place: ``"PREP-05.risks=age_doubt"``
    ITEM = "item"
    FLAG = "flag"
    SIGN = "sign"
    GROUP = "group"
    RECIPIENT = "recipient"
    BASIS = "legal basis"
    TIMER = "timer"
    CODE = "code"  # of the indicators
    LAYOUT = "layout"  # of a handover


@dataclass(frozen=True, slots=True)
class RolePlace:
    """One part of an item; a plain item's only part has the empty id."""

    item: ItemId
    part: PartId


@dataclass(frozen=True, slots=True)
class Saying:
    """An answer that has one value at a place."""

    item: ItemId
    part: PartId
    value: str


class PartRole(StrEnum):
    """Roles that a part knows of itself, because its values are read and checked without the pack."""

    AGE = "age"
    FULL_NAME = "full_name"
    NAMES = "names"
    BIRTHS = "births"
    AHEAD = "ahead"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Form:
    """How a role is written, and what it is for. ``types``: the types its part may have; ``values``:
    options it must offer; ``many``: a list, in the order of the pack; ``keys``: one value, or list, for
    each of some ids of that kind.
    """

    kind: RoleKind
    about: str
    types: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    many: bool = False
    keys: RoleKind | None = None


def _place(about: str, types: str, values: str = "") -> Form:
    return Form(RoleKind.PLACE, about, frozenset(types.split()), frozenset(values.split()))


def _places(about: str, types: str) -> Form:
    return Form(RoleKind.PLACE, about, frozenset(types.split()), many=True)


def _items(about: str, types: str = "") -> Form:
    return Form(RoleKind.ITEM, about, frozenset(types.split()), many=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The roles of one pack; what each is for stands in its form."""

    # language and reading
    language: Annotated[RolePlace, _place("the person's best language, a BCP-47 tag", "one")]
    dialect: Annotated[RolePlace, _place("the dialect or place of that language", "text")]
    reading: Annotated[RolePlace, _place("reading or listening", "one", "listening_better")]
    # age
    age: Annotated[RolePlace, _place("the age in years, as the person says", "number")]
    birth_date: Annotated[RolePlace, _place("the day of birth, as the person says", "date")]
    age_view: Annotated[RolePlace, _place("the officer's view of the age", "one", _VIEWS)]
    age_reason: Annotated[
        RolePlace, _place("the reason without which the view does not count", "text")
    ]
    age_doubted: Annotated[
        Saying, Form(RoleKind.SAYING, "a doubt of the age that was known before the talk")
    ]
    apparent_minor: Annotated[SignId, Form(RoleKind.SIGN, "the person looks like a child")]
    age_doubt: Annotated[FlagId, Form(RoleKind.FLAG, "the age is in doubt")]
    # consent to talk
    interview_consent: Annotated[RolePlace, _place("the consent to talk", "one", "yes short")]
    assent: Annotated[
        RolePlace, _place("a child's assent, in place of the consent", "one yn4", "yes")
    ]
    explained: Annotated[tuple[ItemId, ...], _items("what is said before the consent")]
    records_explained: Annotated[RolePlace, _place("who sees what is written down", "statement")]
    status_duty: Annotated[RolePlace, _place("the duty to report a missing status", "statement")]
    fear_of_authorities: Annotated[
        RolePlace, _place("fears, of the own authorities too", "one many")
    ]
    locks: Annotated[
        Mapping[ItemId, ItemId],
        Form(RoleKind.ITEM, "what has to come before an item", keys=RoleKind.ITEM),
    ]
    # the person
    full_name: Annotated[RolePlace, _place("the name as in the papers", "text")]
    names: Annotated[tuple[RolePlace, ...], _places("names of people, in any answer", "text")]
    nationality: Annotated[RolePlace, _place("the countries of nationality", "many one")]
    sex: Annotated[
        RolePlace, _place("the gender as the person wants it written", "one", "woman man other")
    ]
    known_before: Annotated[
        tuple[ItemId, ...], _items("what papers or colleagues may have told before the talk")
    ]
    consular: Annotated[
        tuple[ItemId, ...], _items("all that a consulate is told where that is a duty")
    ]
    # values that need care
    births: Annotated[tuple[RolePlace, ...], _places("days of birth", "date")]
    ahead: Annotated[tuple[RolePlace, ...], _places("days that may lie in the future", "date")]
    counted: Annotated[tuple[RolePlace, ...], _places("numbers without decimals", "number")]
    # groups of what is told
    offences: Annotated[GroupId, Form(RoleKind.GROUP, "what the person was made to do")]
    by_name: Annotated[
        tuple[GroupId, ...],
        Form(RoleKind.GROUP, "never opened by a law, only where named", many=True),
    ]
    safety: Annotated[GroupId, Form(RoleKind.GROUP, "safety")]
    process: Annotated[GroupId, Form(RoleKind.GROUP, "the course of the talk")]
    interpreting: Annotated[GroupId, Form(RoleKind.GROUP, "language and interpreter")]
    childs_account: Annotated[GroupId, Form(RoleKind.GROUP, "what a child tells")]
    about_others: Annotated[GroupId, Form(RoleKind.GROUP, "others who were found or are in danger")]
    personal: Annotated[
        tuple[GroupId, ...], Form(RoleKind.GROUP, "not asked before the first needs", many=True)
    ]
    reading_order: Annotated[
        Mapping[str, tuple[GroupId, ...]],
        Form(RoleKind.GROUP, "the groups as a reader wants them", many=True, keys=RoleKind.LAYOUT),
    ]
    # recipients and the law
    person: Annotated[RecipientId, Form(RoleKind.RECIPIENT, "the person's own paper")]
    supervisor: Annotated[RecipientId, Form(RoleKind.RECIPIENT, "use inside the own agency")]
    own_agency: Annotated[BasisId, Form(RoleKind.BASIS, "use inside the own agency")]
    consular_notice: Annotated[BasisId, Form(RoleKind.BASIS, "the notice to a consulate")]
    wait_for_age: Annotated[
        tuple[BasisId, ...],
        Form(RoleKind.BASIS, "notices that wait while the age is open", many=True),
    ]
    for_children: Annotated[
        tuple[BasisId, ...], Form(RoleKind.BASIS, "hold for a child, or who may be one", many=True)
    ]
    against_danger: Annotated[
        tuple[BasisId, ...], Form(RoleKind.BASIS, "hold while a red flag is open", many=True)
    ]
    without_reason: Annotated[
        tuple[BasisId, ...], Form(RoleKind.BASIS, "need no reason in words", many=True)
    ]
    flag_of_basis: Annotated[
        Mapping[BasisId, FlagId],
        Form(RoleKind.FLAG, "the flag that must be open", keys=RoleKind.BASIS),
    ]
    ended_by_handover: Annotated[
        Mapping[TimerId, RecipientId],
        Form(RoleKind.RECIPIENT, "a handover to whom ends a timer", keys=RoleKind.TIMER),
    ]
    ended_by_withdrawal: Annotated[
        Mapping[TimerId, RecipientId],
        Form(RoleKind.RECIPIENT, "whose consent, taken back, ends a timer", keys=RoleKind.TIMER),
    ]
    sexual_purposes: Annotated[
        tuple[str, ...], Form(RoleKind.CODE, "purposes judged by the sexual profile", many=True)
    ]
    # the course
    how_it_came: Annotated[
        ItemId, Form(RoleKind.ITEM, "how the case came: the same for all who were found together")
    ]
    safe_here: Annotated[ItemId, Form(RoleKind.ITEM, "whether the person is safe here")]
    first_needs: Annotated[ItemId, Form(RoleKind.ITEM, "what the person needs at once")]
    free_account: Annotated[ItemId, Form(RoleKind.ITEM, "the free account, before the questions")]
    open_accounts: Annotated[
        tuple[ItemId, ...], _items("what is told freely and kept word for word", "text")
    ]
    others: Annotated[tuple[ItemId, ...], _items("asked first once others are in danger")]
    others_in_danger: Annotated[FlagId, Form(RoleKind.FLAG, "others are in danger")]
    interpreter_problem: Annotated[
        FlagId, Form(RoleKind.FLAG, "there is a problem with the interpreter")
    ]
    distress: Annotated[SignId, Form(RoleKind.SIGN, "the person is in distress")]
    departure: Annotated[RolePlace, _place("the answer at the departure gate", "one", "yes_freely")]
    detained: Annotated[RolePlace, _place("whether the person is arrested or detained", "yn4")]

    @property
    def age_items(self) -> tuple[ItemId, ...]:
        """The items that the age state follows from, each once."""
        places = (self.age, self.birth_date, self.age_view, self.age_reason, self.age_doubted)
        return tuple(dict.fromkeys(place.item for place in places))

    @property
    def consents(self) -> tuple[ItemId, ItemId]:
        """The person's consent to talk, and a child's assent."""
        return self.interview_consent.item, self.assent.item

    @property
    def name_places(self) -> frozenset[tuple[str, str]]:
        """(item, part) of every name of a person."""
        return frozenset((place.item, place.part) for place in self.names)


_HINTS: Final = get_type_hints(Roles, include_extras=True)
#: The closed list: name of a role -> how ``roles.json`` writes it.
ROLES: Final[Mapping[str, Form]] = MappingProxyType(
    {name: hint.__metadata__[0] for name, hint in _HINTS.items()}
)
