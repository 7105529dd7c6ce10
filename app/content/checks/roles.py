# SPDX-License-Identifier: MIT
"""Roles: every one that the program needs is given to an id of the pack that can have it; agencies."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

from app.content.checks.pack_index import Faults, PackFault, PackIndex, twice
from app.content.load_roles import role_faults
from app.content.source import AGENCIES, ROLES
from app.domain.agency import agency_id
from app.domain.groups import CHILD_ACCOUNT, MARKED
from app.domain.value import TextMark

CHECK: Final = "role"
AGENCY: Final = "agency"


def check(index: PackIndex) -> Faults:
    """All roles of `app.domain.roles`, none missing and none besides."""
    told = [*role_faults(index.files)]
    for name, what in (*told, *_groups_by_name(index, {name for name, _what in told})):
        yield PackFault(CHECK, f"role {name}", what, f"/{ROLES}/roles/{name}")
    yield from _agencies(index)


def _groups_by_name(index: PackIndex, told: Container[str]) -> Iterator[tuple[str, str]]:
    """The groups that a record's form names (RECORD.md "Items"): of marked texts, of a child's account."""
    fixed = {"offences": MARKED[TextMark.MADE_TO_DO], "childs_account": CHILD_ACCOUNT}
    given = index.files[ROLES]["roles"]
    return (
        (role, f"not {group}")
        for role, group in fixed.items()
        if role not in told and given[role] != group
    )


def _agencies(index: PackIndex) -> Faults:
    """At least one, each once, with its names in both languages of the officers."""
    listed = index.files[AGENCIES][AGENCIES]
    if not listed:
        yield PackFault(AGENCY, "agencies", "the table is empty", "/agencies/agencies")
    for name in twice([agency["id"] for agency in listed]):
        yield PackFault(AGENCY, f"agency {name}", "twice")
    for agency in listed:
        where = f"agency {agency['id']}"
        try:
            agency_id(agency["id"])
        except ValueError:
            yield PackFault(AGENCY, where, "id form", "id")
        if not isinstance(agency["departures"], bool):
            yield PackFault(AGENCY, where, "departures", "departures")
        for field in ("name", "label", "short"):
            if any(not agency[field].get(lang) for lang in ("en", "ja")):
                yield PackFault(AGENCY, where, f"{field} missing in English or Japanese", field)
