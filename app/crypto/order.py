# SPDX-License-Identifier: MIT
"""The order of signed state: which state of `keyring.json` and `station.json` was seen, and what went back.

An old state is signed as well as a new one. So each carries a number, and what opens it notes number and
hash where the file itself does not reach: in the audit chains and in `heads.log`, see
RECORD.md "State that has an order". A state that is lower than a noted one, or another under the same
number, is *rolled back*; who was closed in any noted state stays closed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.crypto.strict_json import read

KEYRING: Final = "keyring"
STATION: Final = "station"
PARTS: Final = (KEYRING, STATION)
CLOSED: Final = "closed"
MOST: Final = 10**9  # states of a file, entries of a chain: a higher number was written to do harm


def is_sane(seq: object) -> bool:
    """Whether this can be the number of a state or of an entry, and another can follow it."""
    return type(seq) is int and 1 <= seq <= MOST


@dataclass(frozen=True, slots=True)
class OrderMark:
    """One state of one file. ``seq`` 0: a file of version 0.1, which has no order."""

    seq: int
    hash: str
    prev: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A state that somebody saw. ``part``: KEYRING or STATION; ``at``: a stamp."""

    part: str
    seq: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True)
class HeadBehind:
    """One file is older than what was noted, or another under a known number.

    ``since``: the stamp of the first noted state that is missing now.
    """

    part: str
    found: int
    noted: int
    since: str


@dataclass(frozen=True, slots=True)
class NotedStates:
    """Everything that was noted. ``closed``: user -> number of the first keyring that had the user closed.

    ``vouched``: part, number and hash of the states that a supervisor noted.
    """

    states: frozenset[Noted] = frozenset()
    closed: Mapping[str, int] = field(default_factory=dict)
    vouched: frozenset[tuple[str, int, str]] = frozenset()

    def with_(self, other: NotedStates) -> NotedStates:
        """Add what somebody else noted."""
        names = self.closed.keys() | other.closed.keys()
        first = {
            name: min(closed[name] for closed in (self.closed, other.closed) if name in closed)
            for name in names
        }
        return NotedStates(self.states | other.states, first, self.vouched | other.vouched)

    def fault(self, part: str, mark: OrderMark) -> HeadBehind | None:
        """What is wrong with the present state of one file; None when nothing is."""
        noted = [state for state in self.states if state.part == part and state.seq > 0]
        missing = [state for state in noted if _contradicts(state, mark)]
        if not missing:
            return None
        highest = max(state.seq for state in noted)
        return HeadBehind(part, mark.seq, highest, min(state.at for state in missing))


def _contradicts(state: Noted, mark: OrderMark) -> bool:
    """The noted state cannot lie before the present one, or be it."""
    if state.seq == mark.seq - 1:
        return state.hash != mark.prev
    return state.seq > mark.seq or (state.seq == mark.seq and state.hash != mark.hash)


def as_payload(
    marks: Mapping[str, OrderMark], closed: Iterable[str]
) -> dict[str, str | int | bool]:
    """What an entry of an audit chain says of the present state; nothing of a file without an order."""
    found: dict[str, str | int | bool] = {}
    for part, mark in marks.items():
        if mark.seq > 0:
            found |= {part: mark.seq, f"{part}_hash": mark.hash}
    return found | {CLOSED: json.dumps(sorted(closed), ensure_ascii=False)}


def of_payload(payload: Mapping[str, object], at: str) -> NotedStates:
    """What `as_payload` wrote: states, and the closed with the number of the keyring that had them so."""
    states = []
    for part in PARTS:
        seq, found = payload.get(part), payload.get(f"{part}_hash")
        if isinstance(seq, int) and is_sane(seq) and isinstance(found, str):
            states.append(Noted(part, seq, found, at))
    seq, closed = payload.get(KEYRING), payload.get(CLOSED)
    if not (isinstance(seq, int) and is_sane(seq) and isinstance(closed, str)):
        return NotedStates(frozenset(states))
    names = read(closed.encode("utf-8"))
    listed = names if isinstance(names, list) else []
    return NotedStates(frozenset(states), {str(user): seq for user in listed})
