# SPDX-License-Identifier: MIT
"""Ids and numbers of things as a sealed record can hold them: the schema of records itself is asked.

What passes here can be sealed, handed over and taken in; a pack that names something otherwise would let
an interview end without a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from app.content.checks.pack_index import Faults, PackFault, PackIndex
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


def check(index: PackIndex) -> Faults:
    """All that a record names."""
    for what, names in _named(index):
        for name in names:
            if not fits(_FORMS[what], name):
                yield PackFault(CHECK, f"{what} {name}", "a record cannot hold this id", "id")
    for card in index.cards:
        if not fits("disclosure", f"card_note:{card}"):
            yield PackFault(CHECK, card, "a record cannot hold this id", "id")
    for kind, name_kind, every in (
        ("groups", "group", [*index.groups]),
        ("cites", "item_id", [*index.items]),
    ):
        if all(fits(name_kind, name) for name in every) and not fits(kind, every):
            yield PackFault(CHECK, "script", f"{len(every)} {kind}: more than a record can name")
    for item in index.items.values():
        yield from _item(item)
    named = index.draft.manifest.get("id")
    if named is not None and not fits("pack", {"id": named, "sha256": "0" * 64}):
        yield PackFault(CHECK, "manifest", "a record cannot hold this id", "id")


def _named(index: PackIndex) -> Iterator[tuple[str, Iterable[str]]]:
    yield "group", sorted(index.groups)
    yield "recipient", index.recipients
    yield "flag", index.flags
    yield "legal basis", index.bases
    yield "language", [language["tag"] for language in index.files["languages"]["languages"]]
    yield "item", index.items


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
