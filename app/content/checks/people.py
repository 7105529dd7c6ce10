# SPDX-License-Identifier: MIT
"""Recipients and legal bases: who can ever get what, by which consent, by which law (CONTENT.md §7)."""

from __future__ import annotations

from typing import Final

from app.content.checks.pack_index import (
    Faults,
    PackFault,
    PackIndex,
    allowed_values,
    part_of,
    twice,
)
from app.content.source import Raw
from app.domain.groups import MARKED
from app.domain.value import TextMark

CHECK: Final = "recipient"
BASIS: Final = "legal_basis"
PRIVATE: Final = MARKED[TextMark.PRIVATE]  # the group by that name: RECORD.md "Items"
_LAYOUTS: Final = frozenset(
    [
        "protection",
        "immigration",
        "investigation",
        "iom",
        "embassy",
        "labour",
        "medical",
        "legal",
        "own_agency",
        "person",
    ]
)


def check(index: PackIndex) -> Faults:
    """All recipients and all legal bases."""
    asked = [r["consent_item"] for r in index.recipients.values() if r["consent_item"]]
    for name in twice(asked):
        yield PackFault(CHECK, name, "consent item shared by two recipients", "consent_item")
    for recipient in index.recipients.values():
        yield from _groups(index, recipient)
        yield from _consent(index, recipient)
        yield from _never(index, recipient)
        yield from _map(index, recipient)
    yield from _held_against(index)
    if not index.bases:
        yield PackFault(BASIS, "legal_bases", "the table is empty", "/legal_bases/bases")
    for basis in index.bases.values():
        yield from _basis(index, basis)


def _held_against(index: PackIndex) -> Faults:
    """Whoever could hold something against the person is known, and so is every value that is named."""
    found = index.files["recipients"].get("held_against")
    if found is None:
        yield PackFault(CHECK, "held_against", "missing", "/recipients/held_against")
        return
    for name in found["readers"]:
        if name not in index.recipients:
            yield PackFault(CHECK, f"held_against {name}", "unknown recipient", "/held_against")
    for place, values in found["values"].items():
        name, _, part_name = place.partition(".")
        item = index.items.get(name)
        part = part_of(item, part_name or None) if item else None
        if item is None or part is None or not set(values) <= allowed_values(part, "person"):
            yield PackFault(CHECK, f"held_against {place}", "no such value", "/held_against")


def _groups(index: PackIndex, recipient: Raw) -> Faults:
    where = f"recipient {recipient['id']}"
    most, never = set(recipient["groups_at_most"]), set(recipient["groups_never"])
    if most | never != index.groups or most & never:
        yield PackFault(
            CHECK, where, "groups_at_most and groups_never must split all groups", "groups_never"
        )
    if not set(recipient["groups_separate"]) <= most:
        yield PackFault(CHECK, where, "groups_separate", "groups_separate")
    if recipient["id"] != index.role("supervisor"):
        yield from _leaving(index, recipient)
    if recipient["layout"] not in _LAYOUTS:
        yield PackFault(CHECK, where, f"layout {recipient['layout']}", "layout")


def _leaving(index: PackIndex, recipient: Raw) -> Faults:
    """What leaves the agency for nobody, for few, or only where it is ticked by name."""
    where, most = f"recipient {recipient['id']}", set(recipient["groups_at_most"])
    offences, told = index.role("offences"), index.promised["told_in_confidence"]
    with_all = {PRIVATE} if recipient["id"] in told["with_all"] else set()
    for group in index.role("by_name"):
        if group in most - with_all and group not in recipient["groups_separate"]:
            yield PackFault(CHECK, where, f"{group} must be separate", "groups_separate")
    if offences in most:
        yield PackFault(CHECK, where, f"{offences} leaves the agency", f"groups_at_most/{offences}")
    if PRIVATE in most and recipient["id"] not in told["to"]:
        what = f"{PRIVATE} is not for this one to know"
        yield PackFault(CHECK, where, what, f"groups_at_most/{PRIVATE}")


def _consent(index: PackIndex, recipient: Raw) -> Faults:
    where, asked = f"recipient {recipient['id']}", recipient["consent_item"]
    if asked is None:
        if not recipient["legal_bases"]:
            yield PackFault(CHECK, where, "neither consent item nor legal basis", "legal_bases")
    elif asked not in index.items:
        yield PackFault(CHECK, where, f"unknown consent item {asked}", "consent_item")
    else:
        part = part_of(index.items[asked], None)
        if part is None or not set(recipient["consent_values"]) <= allowed_values(part, "person"):
            yield PackFault(
                CHECK, where, "consent values do not exist in the item", "consent_values"
            )
    for basis in recipient["legal_bases"]:
        if basis not in index.bases:
            yield PackFault(CHECK, where, f"unknown legal basis {basis}", f"legal_bases/{basis}")
        elif recipient["id"] not in index.bases[basis]["recipients"]:
            yield PackFault(
                CHECK, where, f"{basis} does not name this recipient", f"legal_bases/{basis}"
            )


def _never(index: PackIndex, recipient: Raw) -> Faults:
    """A recipient sees only its own consent: the others tell whom else the person turned to."""
    where = f"recipient {recipient['id']}"
    never = recipient.get("items_never", [])
    own = {
        index.promised["wishes"],
        recipient["consent_item"],
        recipient.get("second_consent", {}).get("item"),
    }
    if any(item not in index.items for item in never) or recipient["consent_item"] in never:
        yield PackFault(CHECK, where, "items_never", "items_never")
    if twice(never):
        yield PackFault(CHECK, where, "items_never holds an item twice", "items_never")
    consents = {item for item in index.items if item.startswith("REFR-")} - own
    if recipient["id"] not in {
        index.role("supervisor"),
        index.role("person"),
    } and not consents <= set(never):
        yield PackFault(CHECK, where, "would show the consents for other recipients", "items_never")


def _map(index: PackIndex, recipient: Raw) -> Faults:
    where = f"recipient {recipient['id']}"
    for opened in recipient.get("consent_map", {}).values():
        for group in opened.get("groups", []):
            if group not in recipient["groups_at_most"]:
                yield PackFault(CHECK, where, f"consent_map group {group}", "consent_map")
        for item in opened.get("items", []):
            group = index.items.get(item, {}).get("group")
            if group not in recipient["groups_at_most"]:
                yield PackFault(CHECK, where, f"consent_map item {item}", "consent_map")


def _basis(index: PackIndex, basis: Raw) -> Faults:
    where = f"legal basis {basis['id']}"
    if not basis["verify"] or not set(basis["who"]) <= index.agencies:
        yield PackFault(BASIS, where, "verify or who", "who" if basis["verify"] else "verify")
    for name in basis["recipients"]:
        recipient = index.recipients.get(name)
        if recipient is None:
            yield PackFault(BASIS, where, f"unknown recipient {name}", f"recipients/{name}")
            continue
        if basis["id"] not in recipient["legal_bases"]:
            yield PackFault(BASIS, where, f"{name} does not list it", f"recipients/{name}")
        offences = index.role("offences")
        if offences in set(basis["groups_at_most"]) - set(recipient["groups_at_most"]):
            yield PackFault(BASIS, where, f"{offences} by law", "groups_at_most")
    if PRIVATE in basis["groups_at_most"] and PRIVATE not in index.role("by_name"):
        yield PackFault(BASIS, where, f"{PRIVATE} by law without a tick by name", "groups_at_most")
    if not basis["countersign"] and basis["id"] not in index.promised["not_countersigned"]:
        yield PackFault(BASIS, where, "countersignature missing", "countersign")
