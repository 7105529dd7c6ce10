# SPDX-License-Identifier: MIT
"""Whether what a record names stands in its own pack: items, parts, options, groups, flags, cards, bases.

Asked where the record's pack is known, after the schema. Of a record whose pack nobody here has, ids are
checked by their form only (`app.services.record_schema`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from app.domain import codes
from app.domain.pack import Item, Pack, Part, ValueType
from app.ids import BasisId, CardId, FlagId, GroupId, ItemId, PartId, RecipientId
from app.paths import resources_dir
from app.services.record_schema import fits

Places = frozenset[tuple[str, str]]  # (item, part)
PackFinder = Callable[[str], Pack | None]  # by the hash that a record names
CODE_LISTS: Final[Mapping[str, Callable[[str], bool]]] = {
    "language": codes.is_language_tag,
    "country": codes.COUNTRIES.__contains__,
}


def no_pack(_sha256: str) -> None:
    """Know no pack: ids are checked by their form only."""


def only(pack: Pack) -> PackFinder:
    """Know this pack and no other."""
    return lambda sha256: pack if sha256 == pack.sha256 else None


def name_places(claims: Mapping[str, Any], packs: PackFinder) -> Places:
    """The places of names in answers, by the record's own pack; by the ids of 0.1 when nobody has it.

    The claims were not checked yet.
    """
    named = claims.get("pack")
    sha256 = named.get("sha256") if isinstance(named, dict) else None
    pack = packs(sha256) if isinstance(sha256, str) else None
    return pack.roles.name_places if pack else _first_names()


@cache
def _first_names() -> Places:
    roles = json.loads((resources_dir() / "content" / "roles-0.1.json").read_bytes())["roles"]
    return frozenset((item, part) for item, part in (place.split(".") for place in roles["names"]))


def unknown_names(pack: Pack, items: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield each disclosure that names what the pack does not have. The record fits its schema."""
    for name, value in items.items():
        if not (_groups(pack, value) and _cites(pack, value) and _named(pack, name, value)):
            yield name


def _groups(pack: Pack, value: Mapping[str, Any]) -> bool:
    named = [value["group"]] if "group" in value else value.get("groups", [])
    return all(GroupId(group) in pack.groups for group in named)


def _cites(pack: Pack, value: Mapping[str, Any]) -> bool:
    cited = [*value.get("cites", ()), *value.get("changed", ())]
    return all(ItemId(item) in pack.items for item in cited)


def _named(pack: Pack, name: str, value: Mapping[str, Any]) -> bool:
    """Whether what the name of a disclosure says is there."""
    kind, _colon, rest = name.partition(":")
    first = rest.partition(":")[0]
    match value.get("kind"):
        case "answer":
            item = pack.items.get(ItemId(name.partition("@")[0]))
            return item is not None and answer_fits(item, value)
        case "note":
            return value["item"] is None or ItemId(value["item"]) in pack.items
        case "flag" | "flag_closed":
            return FlagId(first) in pack.flags
        case "card" | "card_note":
            return CardId(first) in pack.cards
        case "people" | "place":
            return GroupId(value["group"]) == pack.roles.process
        case "sent_before":
            here = (RecipientId(file["recipient"]) in pack.recipients for file in value["sent"])
            items = (file["item"] for file in value["sent"] if file["item"] is not None)
            return all(here) and all(ItemId(item) in pack.items for item in items)
        case "unlocked":
            return ItemId(first) in pack.items
        case "basis":
            named = value["recipient"], value["basis"]
            return (
                RecipientId(named[0]) in pack.recipients and BasisId(named[1]) in pack.legal_bases
            )
        case _:
            return kind != "group" or GroupId(rest) in pack.groups


def answer_fits(item: Item, value: Mapping[str, Any]) -> bool:
    """Whether an answer's parts are the item's, with values of their types and options of theirs."""
    for name, payload in value["parts"].items():
        part = next((part for part in item.parts if part.id == PartId(name)), None)
        if part is None or ("more" in payload and part.type is not ValueType.TEXT):
            return False
        if not ("state" in payload or _value_fits(part, payload["value"])):
            return False
    return {*value.get("not_asked", ())} <= {part.id for part in item.parts}


def _value_fits(part: Part, value: Any) -> bool:  # noqa: ANN401 any JSON
    if not fits(f"value_{part.type.value}", value):
        return False
    if part.type is ValueType.MANY:
        return all(_offered(part, option) for option in value)
    if part.type is ValueType.ONE or (part.type is ValueType.CONSENT and isinstance(value, str)):
        return _offered(part, value)
    return True


def _offered(part: Part, choice: str) -> bool:
    if part.code_list is not None:
        return CODE_LISTS[part.code_list](choice)
    return part.option(choice) is not None
