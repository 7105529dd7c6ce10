# SPDX-License-Identifier: MIT
"""The process that reads hostile PDFs: little memory, little time.

Run as ``python -m app.documents.reading`` or, in a frozen program, as ``PROGRAM --read-pdf``; `process`
starts it. It imports what it needs, sets its limits, says that it is ready, and then answers frames on
stdin (`frames`) until stdin ends: it never opens a file that it is told about, the bytes come through the
pipe. It writes no file and opens no connection.

Question: ``{"anchors":[{"ca":b64,"crl":b64|null}],"names":[...],"now":ISO,"passphrase":text|null}``, then
the file. Answer: ``{"found":{...}}``, ``{"rejected":code}`` or ``{"unreadable":code}``. A process that dies
without an answer (memory, time) counts as unreadable.
"""

from __future__ import annotations

import base64
import logging
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from cryptography import x509

from app.documents.examine import PdfFinding, Question, examine
from app.documents.frames import (
    READY,
    TOO_COMPLEX,
    pack_appearance,
    read_block,
    read_frame,
    write_frame,
)
from app.documents.limits import limit_process, limit_time
from app.documents.offline import READING, without_http
from app.services.file_ports import Anchor
from app.services.verdict import Rejected, Unreadable

MEMORY: Final = 256 * 1024 * 1024  # beyond what the imports need, bytes
SECONDS: Final = 4  # of processor time for one file


def main() -> int:
    """Serve until stdin ends. Exit code 0; a killed process has none."""
    logging.disable(logging.CRITICAL)
    warm()
    limit_process(MEMORY)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    write_frame(sink, READY)
    while (question := read_frame(source)) is not None:
        data = read_block(source)
        limit_time(SECONDS)
        write_frame(sink, answer(question, data or b""))
    return 0


def warm() -> None:
    """Import all that reading needs, before the limits and before the first hostile byte."""
    without_http(READING)
    import asn1crypto.cms  # noqa: PLC0415
    import asn1crypto.tsp  # noqa: F401 PLC0415
    import pyhanko.sign.diff_analysis  # noqa: PLC0415
    import pyhanko.sign.validation  # noqa: F401 PLC0415


def answer(question: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """Return the answer to one question. Never raises for what the file holds."""
    try:
        return {"found": _pack(examine(data, read_question(question)))}
    except Rejected as fault:
        return {"rejected": fault.code}
    except Unreadable as fault:
        return {"unreadable": fault.code}
    except (MemoryError, RecursionError):
        return {"unreadable": TOO_COMPLEX}


def write_question(question: Question) -> dict[str, Any]:
    """Return the JSON form of a question."""
    return {
        "anchors": [_pack_anchor(anchor) for anchor in question.anchors],
        "names": sorted(question.attachment_names),
        "now": question.now.isoformat(),
        "passphrase": question.passphrase,
    }


def read_question(form: Mapping[str, Any]) -> Question:
    return Question(
        anchors=tuple(_unpack_anchor(row) for row in form["anchors"]),
        attachment_names=frozenset(form["names"]),
        now=datetime.fromisoformat(form["now"]),
        passphrase=form["passphrase"],
    )


def _pack(finding: PdfFinding) -> dict[str, Any]:
    return {
        "attachment_name": finding.attachment_name,
        "attachment": _text(finding.attachment),
        "recipient": finding.recipient,
        "signer": finding.signer,
        "signed_at": finding.signed_at.isoformat(),
        "certificate": _text(finding.certificate),
        "warnings": list(finding.warnings),
        "appearance": pack_appearance(finding.appearance),
    }


def _pack_anchor(anchor: Anchor) -> dict[str, str | None]:
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    crl = None if anchor.crl is None else _text(anchor.crl.public_bytes(Encoding.DER))
    return {"ca": _text(anchor.ca.public_bytes(Encoding.DER)), "crl": crl}


def _unpack_anchor(row: Mapping[str, str | None]) -> Anchor:
    crl = row["crl"]
    return Anchor(
        ca=x509.load_der_x509_certificate(base64.b64decode(row["ca"] or "")),
        crl=None if crl is None else x509.load_der_x509_crl(base64.b64decode(crl)),
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


if __name__ == "__main__":
    sys.exit(main())
