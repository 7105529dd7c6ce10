# SPDX-License-Identifier: MIT
"""The form of the tables: every entry is an object that holds the fields all others rely on.

Comes first: a field that is missing is named here, with its place, and not by whatever trips over it.
"""

from __future__ import annotations

from typing import Final

from app.content.checks.pack_index import Faults, PackFault, PackIndex
from app.content.source import Raw

CHECK: Final = "form"
_ITEM: Final = (
    "phase audience text lead_in group level gate condition evidence flags statistics iom variants "
    "note basis legal_review screening"
)
_RECIPIENT: Final = (
    "name purpose layout groups_at_most groups_separate groups_never consent_item consent_values "
    "needs_supervisor legal_bases must_not_reveal"
)
_BASIS: Final = (
    "name statute as_of recipients groups_at_most who person_must_be_told when_told countersign "
    "conditions verify"
)
_CONTACT: Final = (
    "type name phone alt_phone url hours languages emergency verified verified_by verified_on "
    "valid_until list_by_headquarters note"
)
#: (file, list, field that names an entry, fields that each entry has)
_TABLES: Final = (
    ("script", "items", "id", _ITEM),
    ("script", "phases", "id", "title why basis"),
    ("script", "shared_texts", "id", "text legal_review"),
    ("script", "signs", "id", "en ja"),
    ("cards", "cards", "id", "title text show_when trigger legal_review legal_review_points basis"),
    ("cards", "variables", "id", "what verify"),
    ("recipients", "recipients", "id", _RECIPIENT),
    ("recipients", "groups", "id", "en ja"),
    ("legal_bases", "bases", "id", _BASIS),
    ("flags", "flags", "id", "severity title actions blocks_closing raised_by"),
    ("timers", "timers", "id", "start due stops text groups"),
    ("statistics", "fields", "field", "type source items"),
    ("indicators", "codes", "code", "dimension title grade source"),
    ("indicators", "forced_labour", "code", "title source"),
    ("indicators", "elements", "code", "element title source"),
    ("languages", "languages", "tag", "endonym en ja script direction tier region family"),
    ("directory", "contacts", "id", _CONTACT),
    ("glossary", "terms", "id", "words note"),
    ("agencies", "agencies", "id", "name label short departures"),
)


def check(index: PackIndex) -> Faults:
    """All tables; a fault here stops the other checks."""
    for file, table, naming, fields in _TABLES:
        entries = index.files[file].get(table)
        if not isinstance(entries, list):
            yield PackFault(CHECK, file, f"{table} is no list", f"/{file}/{table}")
            continue
        for number, entry in enumerate(entries):
            at = f"/{file}/{table}/{number}"
            if not isinstance(entry, dict) or not isinstance(entry.get(naming), str):
                yield PackFault(CHECK, file, f"{table}: an entry without {naming}", at)
                continue
            for name in (name for name in fields.split() if name not in entry):
                yield PackFault(CHECK, entry[naming], f"{name} is missing", at)
            if file == "cards":
                yield from _variants(entry, at)


def _variants(card: Raw, at: str) -> Faults:
    variants = card.get("variants", [])
    if not isinstance(variants, list):
        yield PackFault(CHECK, card["id"], "variants is no list", at)
        return
    for variant in variants:
        there = isinstance(variant, dict) and {"id", "when", "text"} <= variant.keys()
        if not there or not isinstance(variant["id"], str):
            yield PackFault(CHECK, card["id"], "a variant without id, when and text", at)
