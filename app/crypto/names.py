# SPDX-License-Identifier: MIT
"""The names of a station: who stands behind the numbers in its records (RECORD.md).

A compact JWS ``{fmt, iat, seq, station, agency, name, staff {number: name}}``, signed by a supervisor under
the station's CA of format 2. It goes from station to station beside the certificate, never in a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from app.crypto.member import SUPERVISOR
from app.crypto.sealed import Signer, claims_of, sign
from app.crypto.verify_record import RecordRejected, Trusted, open_statement
from app.domain.writing import LONGEST, Writing, is_name, without_strange
from app.errors import UserError
from app.ids import is_number

NAMES_TYP: Final = "station-names+jwt"
MOST: Final = 10_000  # people of one station, those who left included
_KEYS: Final = frozenset({"fmt", "iat", "seq", "station", "agency", "name", "staff"})


@dataclass(frozen=True, slots=True)
class StationNames:
    """Whose numbers are whose, at one station. Empty: no list was given."""

    station: str = ""
    name: str = ""
    staff: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0


def make(name: str, staff: Mapping[str, str], seq: int, iat: int, signer: Signer) -> str:
    """Return the list signed by a supervisor. Raises ValueError for certificates of format 1.

    A name that 0.1 let be longer than names are now is cut: readers would refuse the whole list.
    """
    claims = {key: value for key, value in signer.claims.items() if key in _KEYS}
    payload = {**claims, "iat": iat, "seq": seq, "name": _fitting(name)}
    payload["staff"] = {number: _fitting(full_name) for number, full_name in staff.items()}
    return sign(NAMES_TYP, payload, signer)


def seq_of(token: str) -> int:
    """The number of our own list, so that the next one is higher; 0 where there is none."""
    return int(claims_of(token)["seq"]) if token else 0


def is_of(token: str, station: str) -> bool:
    """Whether a text says to be a list of this station; proves nothing."""
    try:
        return bool(claims_of(token)["station"] == station)
    except (KeyError, ValueError):
        return False


def read(anchor: Trusted) -> StationNames:
    """The names that came with a CA, proved by it. Raises UserError("names_wrong")."""
    if not anchor.names:
        return StationNames()
    try:
        found, _signer = open_statement(anchor.names, NAMES_TYP, [anchor], frozenset({SUPERVISOR}))
    except RecordRejected as error:
        raise UserError("names_wrong", reason=error.code) from error
    staff, seq = found.get("staff"), found.get("seq")
    if found.keys() != _KEYS or not isinstance(staff, dict) or type(seq) is not int or seq < 1:
        raise UserError("names_wrong", reason="record_form")
    if not (len(staff) <= MOST and all(map(is_number, staff))):
        raise UserError("names_wrong", reason="record_form")
    if not all(map(_is_name, (found["name"], *staff.values()))):
        raise UserError("names_wrong", reason="record_names")
    return StationNames(found["station"], found["name"], staff, seq)


def _fitting(name: str) -> str:
    return without_strange(name)[: LONGEST[Writing.LABEL]]


def _is_name(text: object) -> bool:
    """One line that can be seen."""
    return isinstance(text, str) and text != "" and is_name(text, Writing.LABEL)
