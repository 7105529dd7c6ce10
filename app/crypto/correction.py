# SPDX-License-Identifier: MIT
"""Signed corrections of the directory: written by a supervisor, read by everyone of the station.

Each stands on its own signature (Ed25519 over the canonical statement, which names the station and its
number), so that an altered one is left out without taking the others along.
"""

from __future__ import annotations

from typing import Any, Final

import rfc8785
from cryptography.exceptions import InvalidSignature

from app.clock import read_stamp, stamp
from app.crypto.keyring import Keyring, OpenUser
from app.crypto.member import SUPERVISOR
from app.crypto.seal_box import b64, unb64
from app.crypto.strict_json import text_of
from app.domain.directory import Correction
from app.errors import UserError

WHAT: Final = "directory-correction"
VERSION: Final = 1
FIELDS: Final = ("phone", "hours", "note")


def signed(correction: Correction, station: str, user: OpenUser) -> dict[str, Any]:
    """The correction as it is stored. Raises UserError("not_supervisor")."""
    if user.role != SUPERVISOR or user.name != correction.by:
        raise UserError("not_supervisor")
    statement = _statement(correction, station)
    return statement | {"signature": b64(user.bundle.heads.sign(rfc8785.dumps(statement)))}


def checked(raw: Any, station: str, keyring: Keyring) -> Correction:  # noqa: ANN401 any JSON
    """Read one stored correction. Raises ValueError for what no supervisor of this station signed.

    The keyring's own signatures must have been checked before (`Stations.station` does).
    """
    try:
        correction = _read(raw)
        if dict(raw) != _statement(correction, station) | {"signature": raw["signature"]}:
            raise ValueError("another form or station")
        signer = keyring.user(correction.by)
        signer.heads.verify(
            unb64(text_of(raw, "signature")), rfc8785.dumps(_statement(correction, station))
        )
    except (KeyError, TypeError, AttributeError, UserError, InvalidSignature) as error:
        raise ValueError("no signed correction") from error
    if signer.role != SUPERVISOR:
        raise ValueError("not signed by a supervisor")
    return correction


def _read(raw: dict[str, Any]) -> Correction:
    if type(raw["seq"]) is not int or raw["seq"] < 1:
        raise ValueError("no number")
    fields = {name: None if raw[name] is None else text_of(raw, name) for name in FIELDS}
    return Correction(
        seq=raw["seq"],
        contact=text_of(raw, "contact"),
        phone=fields["phone"],
        hours=fields["hours"],
        note=fields["note"],
        reason=text_of(raw, "reason"),
        by=text_of(raw, "by"),
        at=read_stamp(text_of(raw, "at")),
    )


def _statement(correction: Correction, station: str) -> dict[str, Any]:
    return {
        "what": WHAT,
        "v": VERSION,
        "station": station,
        "seq": correction.seq,
        "contact": correction.contact,
        "phone": correction.phone,
        "hours": correction.hours,
        "note": correction.note,
        "reason": correction.reason,
        "by": correction.by,
        "at": stamp(correction.at),
    }
