# SPDX-License-Identifier: MIT
"""What a record or a file says that a supervisor allowed, held against the supervisors' signatures.

An approval that stands in a record counts for that record alone, for the act that its item tells of, and
from a supervisor of the station that sealed it. Anything else refuses the file: nobody would write it in
good faith.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from app.crypto import pki
from app.crypto.approval import Approver, ProvedApproval, same_station
from app.crypto.envelope import HandoverEnvelope
from app.crypto.sealed import claims_of, version_names
from app.crypto.verify_record import (
    RecordRejected,
    Trusted,
    VerifiedRecord,
    verify_countersignature,
)
from app.domain.approval import Act

__all__ = [
    "Approver",
    "allowed_in",
    "approved",
    "approved_beside",
    "countersigned",
    "is_countersignature",
    "sent",
]

FOREIGN: Final = "approval_foreign"


def approved(record: VerifiedRecord, trusted: Sequence[Trusted]) -> tuple[str, ...]:
    """Check every approval inside a record; return who allowed something.

    Raises RecordRejected: ("approval_foreign"), and what checking a signature raises.
    """
    names = []
    for name, value in record.items.items():
        if "approval" not in value:
            continue
        given = ProvedApproval(str(value["approval"]), trusted)
        mine = given.claims["jti"] == record.payload["jti"]
        if not (mine and same_station(given.signer, record.signer) and _tells(given, name, value)):
            raise RecordRejected(FOREIGN)
        names.append(given.by)
    return tuple(dict.fromkeys(names))


def approved_beside(
    record: VerifiedRecord, around: HandoverEnvelope, trusted: Sequence[Trusted]
) -> tuple[str, ...]:
    """Check every approval that stands beside a record in its file; return who allowed something.

    One of a handover fits this recipient and what is here. Raises RecordRejected as `approved`.
    """
    here = {str(value["group"]) for value in record.items.values() if "group" in value}
    names = []
    for text in around.approvals:
        given = ProvedApproval(text, trusted)
        claims = given.claims
        mine = (
            claims["act"] in {Act.HANDOVER, Act.RECORD} and claims["jti"] == record.payload["jti"]
        )
        mine = mine and claims["sd_hash"] in record.version_names
        if claims["act"] == Act.HANDOVER:
            mine = mine and claims["recipient"] == around.recipient and here <= {*claims["groups"]}
        if not (mine and same_station(given.signer, record.signer)):
            raise RecordRejected(FOREIGN)
        names.append(given.by)
    return tuple(dict.fromkeys(names))


def allowed_in(
    values: Mapping[str, Mapping[str, Any]], trusted: Sequence[Trusted]
) -> tuple[str, ...]:
    """Who allowed something in a record that was taken in; what proves nothing any more is left out."""
    names = []
    for value in values.values():
        if "approval" in value:
            with suppress(RecordRejected):
                names.append(ProvedApproval(str(value["approval"]), trusted).by)
    return tuple(dict.fromkeys(names))


def countersigned(texts: Iterable[str], jws: str, trusted: Sequence[Trusted]) -> tuple[str, ...]:
    """Who countersigned this version, proved; what proves nothing is left out."""
    names = []
    for text in texts:
        with suppress(RecordRejected):
            names.append(_countersigner(text, jws, trusted))
    return tuple(dict.fromkeys(names))


def is_countersignature(text: str) -> bool:
    """Whether a text that was stored says of the record itself; it was proved when it came."""
    with suppress(ValueError):
        return bool(claims_of(text).get("act", Act.RECORD) == Act.RECORD)
    return False


def sent(texts: Iterable[str], jws: str, trusted: Sequence[Trusted]) -> tuple[str, ...]:
    """Who allowed a handover of this version, proved; what proves nothing any more is left out."""
    names = []
    for text in texts:
        with suppress(RecordRejected):
            given = ProvedApproval(text, trusted)
            if given.claims["act"] == Act.HANDOVER and given.claims["sd_hash"] in version_names(
                jws
            ):
                names.append(given.by)
    return tuple(dict.fromkeys(names))


def _countersigner(text: str, jws: str, trusted: Sequence[Trusted]) -> str:
    """Who signed an approval of the record, or a countersignature of format 1. Raises RecordRejected."""
    try:
        given = ProvedApproval(text, trusted)
    except RecordRejected:
        return pki.name_of(verify_countersignature(text, f"{jws}~", trusted))
    if given.claims["act"] != Act.RECORD or given.claims["sd_hash"] not in version_names(jws):
        raise RecordRejected(FOREIGN)
    return given.by


def _tells(given: ProvedApproval, name: str, value: dict[str, Any]) -> bool:
    """Whether the item tells of what was allowed."""
    kind, _colon, of = name.partition(":")
    claims = given.claims
    if kind == "unlocked":
        return bool(claims["act"] == Act.UNLOCK and claims["item"] == of)
    same = claims.get("recipient"), claims.get("basis")
    return bool(
        kind == "basis"
        and claims["act"] == Act.BASIS
        and same == (value.get("recipient"), value.get("basis"))
    )
