# SPDX-License-Identifier: MIT
"""Which versions of one record count, judged over all that are held (RECORD.md "Sealed record").

Pure: the same versions give the same judgement in whatever order they came. A version counts when it is a
first one, or when it follows one that counts: its ``prev`` names that version, its number is the next, and
whoever signed it signed that version too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LAST_NUMBER: Final = 999


class VersionStanding(StrEnum):
    """How one version stands among those that are held."""

    FIRST = "first"
    FOLLOWS = "follows"
    PREDECESSOR_MISSING = "predecessor_missing"  # until the version that it names comes
    CONFLICT = "conflict"  # with another one in the same place; a person decides
    FOREIGN = "foreign"  # names a version that is held, and is not its officer's
    SET_ASIDE = "set_aside"  # a person decided for another one


COUNTING: Final = frozenset(
    {VersionStanding.FIRST, VersionStanding.FOLLOWS, VersionStanding.CONFLICT}
)
_IN_PLACE: Final = frozenset({VersionStanding.FIRST, VersionStanding.FOLLOWS})


@dataclass(frozen=True, slots=True)
class HeldVersion:
    """One version. ``key`` is its own, ``names`` are the hashes by which a ``prev`` may call it.

    ``signers``: the marks of whoever signed it (more than one where a person is known by two).
    """

    key: str
    names: frozenset[str]
    number: int
    prev: str | None
    signers: frozenset[str]


def judge(held: Collection[HeldVersion], aside: Collection[str] = ()) -> dict[str, VersionStanding]:
    """Return key -> standing for the versions of one record. ``aside``: the keys decided against."""
    before = _predecessors(held)
    places = _in_place(held, before)
    claimants: dict[str | None, int] = {}
    for version in held:
        if places[version.key] in _IN_PLACE and version.key not in aside:
            claimants[before.get(version.key)] = claimants.get(before.get(version.key), 0) + 1
    found: dict[str, VersionStanding] = {}
    for version in _by_number(held):
        standing, earlier = places[version.key], before.get(version.key)
        if standing in _IN_PLACE:
            above = found.get(earlier) if earlier is not None else None
            if version.key in aside or above is VersionStanding.SET_ASIDE:
                standing = VersionStanding.SET_ASIDE
            elif claimants[earlier] > 1 or above is VersionStanding.CONFLICT:
                standing = VersionStanding.CONFLICT
        found[version.key] = standing
    return found


def newest(
    held: Collection[HeldVersion], standings: Mapping[str, VersionStanding]
) -> frozenset[str]:
    """The keys of the versions after which no other counts; more than one: it is not known which holds.

    Where none counts, because the first ones are missing, those with a missing predecessor stand in.
    """
    before = _predecessors(held)
    for wanted in (COUNTING, {VersionStanding.PREDECESSOR_MISSING}):
        here = {version.key for version in held if standings[version.key] in wanted}
        if here:
            return frozenset(here - {before[key] for key in here if key in before})
    return frozenset()


def rivals(
    held: Collection[HeldVersion], standings: Mapping[str, VersionStanding], key: str
) -> frozenset[str]:
    """The other versions in the place of this one, or of the one before it where the conflict began."""
    before = _predecessors(held)
    numbers = {version.key: version.number for version in held}
    while True:
        here = {
            other
            for other, standing in standings.items()
            if other != key
            and standing is VersionStanding.CONFLICT
            and before.get(other) == before.get(key)
            and numbers[other] == numbers[key]
        }
        if here or key not in before:
            return frozenset(here)
        key = before[key]


def _predecessors(held: Collection[HeldVersion]) -> dict[str, str]:
    """Key -> key of the version that ``prev`` names, where that is held."""
    named = {name: version.key for version in held for name in version.names}
    return {version.key: named[version.prev] for version in held if version.prev in named}


def _in_place(
    held: Collection[HeldVersion], before: Mapping[str, str]
) -> dict[str, VersionStanding]:
    """How each stands by its predecessor alone."""
    by_key = {version.key: version for version in held}
    found: dict[str, VersionStanding] = {}
    for version in _by_number(held):
        earlier = by_key.get(before.get(version.key, ""))
        if version.prev is None:
            found[version.key] = (
                VersionStanding.FIRST if version.number == 1 else VersionStanding.FOREIGN
            )
        elif earlier is None:
            found[version.key] = VersionStanding.PREDECESSOR_MISSING
        elif earlier.number + 1 != version.number or not _may_follow(earlier, version):
            found[version.key] = VersionStanding.FOREIGN
        else:
            above = found[earlier.key]
            found[version.key] = VersionStanding.FOLLOWS if above in _IN_PLACE else above
    return found


def _may_follow(earlier: HeldVersion, version: HeldVersion) -> bool:
    return not version.signers.isdisjoint(earlier.signers)


def _by_number(held: Iterable[HeldVersion]) -> list[HeldVersion]:
    """Each after the one that it can follow."""
    return sorted(held, key=lambda version: (version.number, version.key))
