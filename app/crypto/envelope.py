# SPDX-License-Identifier: MIT
"""The file inside a handover of format 2: the record's presentation with what stands around it.

``interview-record.json``: the RFC 8785 bytes of an object with a closed set of keys (RECORD.md "Envelope").
It is read by making its bytes anew: any other spelling of the same values is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import rfc8785

from app.crypto.sealed import FORMAT
from app.crypto.strict_json import read_object
from app.crypto.verify_record import RecordRejected

ENVELOPE_NAME: Final = "interview-record.json"
BARE_NAME: Final = "interview-record.sdjwt"  # of format 1: the bare presentation
_TEXTS: Final = ("recipient", "release", "presentation")
_COUNTS: Final = ("layout", "made")
_KEYS: Final = frozenset({"fmt", "frame", "approvals", *_TEXTS, *_COUNTS})
MOST_TEXT: Final = 100  # characters of a recipient's id and of a release
MOST_APPROVALS: Final = 100


@dataclass(frozen=True, slots=True)
class HandoverEnvelope:
    """One handover as machines read it.

    ``layout``: the number of the page layout; ``made``: the signing time, seconds since 1970 (UTC);
    ``release``: the program that made it; ``frame``: what the pages say that the presentation does not
    hold; ``presentation``: the SD-JWT; ``approvals``: compact JWS.
    """

    layout: int
    recipient: str
    made: int
    release: str
    frame: Mapping[str, Any]
    presentation: str
    approvals: tuple[str, ...] = ()


def write(envelope: HandoverEnvelope) -> bytes:
    """Return the bytes of the file."""
    whole: dict[str, Any] = {
        "fmt": FORMAT,
        "layout": envelope.layout,
        "recipient": envelope.recipient,
        "made": envelope.made,
        "release": envelope.release,
        "frame": dict(envelope.frame),
        "presentation": envelope.presentation,
        "approvals": list(envelope.approvals),
    }
    return rfc8785.dumps(whole)


def read(raw: bytes) -> HandoverEnvelope:
    """Read a file. Raises RecordRejected("envelope_form"), ("record_newer"). Proves nothing yet."""
    try:
        found = read_object(raw)
        fmt = found.get("fmt")
        if type(fmt) is int and fmt > FORMAT:
            raise RecordRejected("record_newer")
        if fmt != FORMAT or not _is_envelope(found) or rfc8785.dumps(found) != raw:
            raise RecordRejected("envelope_form")
    except (ValueError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise RecordRejected("envelope_form") from error
    return HandoverEnvelope(
        layout=found["layout"],
        recipient=found["recipient"],
        made=found["made"],
        release=found["release"],
        frame=found["frame"],
        presentation=found["presentation"],
        approvals=tuple(found["approvals"]),
    )


def _is_envelope(found: Mapping[str, Any]) -> bool:
    """Exactly these keys, each of its type."""
    if found.keys() != _KEYS or type(found["fmt"]) is not int:
        return False
    approvals = found["approvals"]
    return (
        all(isinstance(found[name], str) and found[name] for name in _TEXTS)
        and max(len(found["recipient"]), len(found["release"])) <= MOST_TEXT
        and all(type(found[name]) is int and found[name] > 0 for name in _COUNTS)
        and isinstance(found["frame"], dict)
        and isinstance(approvals, list)
        and len(approvals) <= MOST_APPROVALS
        and all(isinstance(approval, str) for approval in approvals)
    )
