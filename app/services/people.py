# SPDX-License-Identifier: MIT
"""Numbers for names in what is sealed, and names for numbers in what is shown (RECORD.md).

A sealed record says by numbers who did what, so that no part of it tells a reader who the staff are; the
items `people` and `place`, which go with `process` only, hold the names. A reader who has neither sees the
names of the list that came with the other station's certificate, else the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from app.crypto import names
from app.crypto.names import StationNames
from app.crypto.verify_record import Trusted
from app.domain.value import Json
from app.errors import UserError
from app.ids import GroupId, new_number

PEOPLE: Final = "people"
PLACE: Final = "place"
#: Keys under which a member of the staff stands, at any depth but inside an answer.
STAFF_KEYS: Final = frozenset({"by", "countersigned_by"})

Items = dict[str, dict[str, Json]]
Values = Mapping[str, Mapping[str, Json]]


class Names:
    """Who stands behind the numbers of this and of the trusted stations."""

    def __init__(self, trusted: Iterable[Trusted]) -> None:
        self._stations: dict[str, StationNames] = {}
        for anchor in trusted:
            try:
                found = names.read(anchor)
            except UserError:
                continue  # its signer was closed since: numbers are shown until a new list comes
            if found.station:
                self._stations[found.station] = found

    def station(self, number: str) -> str:
        """The station's name; the number, or the name of format 1, where there is none."""
        found = self._stations.get(number)
        return found.name if found else number

    def staff(self, station: str, number: str) -> str:
        """The name of someone of this station; what was given where there is none."""
        found = self._stations.get(station)
        return found.staff.get(number, number) if found else number

    def of(self, station: str) -> Mapping[str, str]:
        """Number -> name of everyone at this station."""
        found = self._stations.get(station)
        return found.staff if found else {}


def numbered(
    items: Items, numbers: Mapping[str, str], signer: str, place: str, group: GroupId
) -> Items:
    """The items with numbers in place of names, with `people` and `place` in ``group`` beside them.

    ``numbers``: name -> number of the station's users; ``signer``: the number of who seals. Somebody who is
    none of them gets a number for this record alone.
    """
    by_name = dict(numbers)
    met = {number: name for name, number in numbers.items() if number == signer}
    found = {name: _replaced(value, by_name, met) for name, value in items.items()}
    staff: dict[str, Json] = dict(sorted(met.items()))
    return {
        **found,
        PEOPLE: {"group": group, "kind": PEOPLE, "names": staff},
        PLACE: {"group": group, "kind": PLACE, "name": place},
    }


def with_names(values: Values, others: Mapping[str, str]) -> Items:
    """The values with names in place of numbers, by `people` where it is disclosed, else by ``others``."""
    staff = values.get(PEOPLE, {}).get("names")
    told = {key: str(name) for key, name in staff.items()} if isinstance(staff, dict) else {}
    by_number = {**others, **told}
    return {name: _replaced(value, by_number, {}, draw=False) for name, value in values.items()}


def _replaced(
    value: Mapping[str, Json], exchange: dict[str, str], met: dict[str, str], *, draw: bool = True
) -> dict[str, Json]:
    """One value with every name under `STAFF_KEYS` exchanged; ``met`` collects number -> name."""

    def walk(inside: Json) -> Json:
        if isinstance(inside, list):
            return [walk(member) for member in inside]
        return exchanged(inside) if isinstance(inside, dict) else inside

    def exchanged(inside: Mapping[str, Json]) -> dict[str, Json]:
        return {key: one_of(key, member) for key, member in inside.items()}

    def one_of(key: str, member: Json) -> Json:
        if key == "parts":
            return member  # an answer's own words; who rendered them is an interpreter
        if key not in STAFF_KEYS or not isinstance(member, str) or not member:
            return walk(member)
        if draw and member not in exchange:
            exchange[member] = new_number()
        other = exchange.get(member, member)
        met[other] = member
        return other

    return exchanged(value)
