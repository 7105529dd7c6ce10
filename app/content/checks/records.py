# SPDX-License-Identifier: MIT
"""Ids and numbers of things as a sealed record can hold them: the schema of records itself is asked.

What passes here can be sealed, handed over and taken in; a pack that names something otherwise would let
an interview end without a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from app.content.checks.known import Faults, KnownOfPack, PackFault
from app.content.source import Raw
from app.domain.groups import MARKED
from app.services.record_schema import fits

CHECK: Final = "record"
#: Kind of the schema, by what is named.
_FORMS: Final = {
    "group": "group",
    "recipient": "recipient",
    "flag": "word",
    "legal basis": "word",
    "language": "tag",
    "item": "item_id",
}


def check(known: KnownOfPack) -> Faults:
    """All that a record names."""
    for what, names in _named(known):
        for name in names:
            if not fits(_FORMS[what], name):
                yield PackFault(CHECK, f"{what} {name}", "a record cannot hold this id", "id")
    for card in known.cards:
        if not fits("disclosure", f"card_note:{card}"):
            yield PackFault(CHECK, card, "a record cannot hold this id", "id")
    for kind, one, every in (
        ("groups", "group", [*known.groups]),
        ("cites", "item_id", [*known.items]),
    ):
        if all(fits(one, name) for name in every) and not fits(kind, every):
            yield PackFault(CHECK, "script", f"{len(every)} {kind}: more than a record can name")
    for item in known.items.values():
        yield from _item(item)
    named = known.draft.manifest.get("id")
    if named is not None and not fits("pack", {"id": named, "sha256": "0" * 64}):
        yield PackFault(CHECK, "manifest", "a record cannot hold this id", "id")


def _named(known: KnownOfPack) -> Iterator[tuple[str, Iterable[str]]]:
    yield "group", sorted(known.groups)
    yield "recipient", known.recipients
    yield "flag", known.flags
    yield "legal basis", known.bases
    yield "language", [one["tag"] for one in known.files["languages"]["languages"]]
    yield "item", known.items


def _item(item: Raw) -> Faults:
    """Parts, options and the longest name that a piece of the answer can have."""
    parts = item.get("parts", [])
    unsure = {part["id"]: {"state": "unsure"} for part in parts}
    if not fits("answer", {**_EMPTY, "parts": unsure}):
        yield PackFault(CHECK, item["id"], "a record cannot hold these parts", "parts")
    for part in [item, *parts]:
        options = [option["id"] for option in part.get("options", [])]
        if options and not fits("value_many", options):
            where = item["id"] if part is item else f"{item['id']}.{part['id']}"
            yield PackFault(CHECK, where, "a record cannot hold these options", "options")
    groups = {*MARKED.values()}
    for part in [item, *parts]:
        groups |= {part["group"]} if "group" in part else set()
        groups |= {*part.get("value_groups", {}).values()}
    if not fits("disclosure", f"{item['id']}@{'+'.join(sorted(groups))}"):
        yield PackFault(
            CHECK, item["id"], "the groups of its answers make too long a name", "group"
        )


_EMPTY: Final = {"kind": "answer", "at": "2026-01-01T00:00:00.000Z", "mode": "asked", "shown": {}}
