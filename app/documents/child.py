# SPDX-License-Identifier: MIT
"""The process that reads hostile PDFs and draws what their records say: little memory, little time.

Run as ``python -m app.documents.child`` or, in a frozen program, as ``PROGRAM --read-pdf``; `verify`
starts it. It imports what it needs, sets its limits, says that it is ready, and then answers frames on
stdin until stdin ends: it never opens a file that it is told about, the bytes come through the pipe. It
writes no file and opens no connection.

Frames: length (4 bytes, big-endian), JSON; for a question then length and bytes of the file.
Question: ``{"anchors":[{"ca":b64,"crl":b64|null}],"names":[...],"now":ISO,"passphrase":text|null}``.
Or ``{"draw":document,"length":characters}`` (`resolved`) with an empty file, to be drawn from a record.
Answer: ``{"found":{...}}``, ``{"drawn":{...}}``, ``{"rejected":code}`` or ``{"unreadable":code}``. A process
that dies without an answer (memory, time) counts as unreadable.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import struct
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, Final

from cryptography import x509

from app.documents.appearance import appearance_of_drawn
from app.documents.examine import PdfFinding, Question, examine
from app.documents.offline import without_http
from app.documents.resolved import read_document
from app.hardening import harden_process
from app.paths import resources_dir
from app.services.file_ports import Anchor, Appearance
from app.services.verdict import Rejected, Unreadable

if TYPE_CHECKING:
    from app.documents.fonts import FontBook

LENGTH: Final = struct.Struct(">I")
READY: Final[Mapping[str, str]] = {"ready": "1"}
MEMORY: Final = 256 * 1024 * 1024  # to read, beyond what the imports need, bytes
DRAWING_MEMORY: Final = 768 * 1024 * 1024  # the same to draw: Urdu of MOST_DRAWN takes 440 MiB
SECONDS: Final = 4  # of processor time to read one file
DRAWING_SECONDS: Final = 12  # of processor time to draw one, and besides
DRAWN_IN_ONE: Final = 10_000  # characters in each second more: four times what a slow desktop takes
OPEN_FILES: Final = 16


def main() -> int:
    """Serve until stdin ends. Exit code 0; a killed process has none."""
    logging.disable(logging.CRITICAL)
    book = warm()
    taken = limit_process()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    write_frame(sink, READY)
    while (question := read_frame(source)) is not None:
        data = read_block(source)
        if "draw" in question:
            limit_time(drawing_seconds(question["length"]))
            limit_memory(taken, DRAWING_MEMORY)
            write_frame(sink, drawn(question["draw"], book))
        else:
            limit_time(SECONDS)
            limit_memory(taken, MEMORY)
            write_frame(sink, answer(question, data or b""))
    return 0


def warm() -> FontBook:
    """Import all that reading and drawing need, before the limits and before the first hostile byte."""
    without_http()
    import asn1crypto.cms  # noqa: PLC0415
    import asn1crypto.tsp  # noqa: F401 PLC0415
    import pyhanko.sign.diff_analysis  # noqa: PLC0415
    import pyhanko.sign.validation  # noqa: F401 PLC0415

    import app.documents.pages  # noqa: F401 PLC0415 ReportLab, pikepdf
    from app.documents.fonts import FontBook  # noqa: PLC0415

    return FontBook.load(resources_dir() / "fonts")


def limit_process() -> int | None:
    """Hardened, no written file, few open ones, bounded memory. Windows has no such limits.

    Return the bytes of address space that the imports took; None where nothing can be bounded.
    """
    harden_process()
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 POSIX only

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    if (now := _address_space()) is not None:
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + DRAWING_MEMORY))
    return now


def limit_memory(taken: int | None, beyond: int) -> None:
    """Bound what the next file may take ``beyond`` the imports, bytes."""
    if sys.platform == "win32" or taken is None:
        return
    import resource  # noqa: PLC0415 POSIX only

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (taken + beyond, hard))


def drawing_seconds(length: int) -> int:
    """Return the seconds of processor time for a document of so many characters."""
    return DRAWING_SECONDS + length // DRAWN_IN_ONE


def limit_time(seconds: int) -> None:
    """Give the next file its own share of processor time."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 POSIX only

    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))


def answer(question: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """Return the answer to one question. Never raises for what the file holds."""
    try:
        return {"found": _pack(examine(data, read_question(question)))}
    except Rejected as fault:
        return {"rejected": fault.code}
    except Unreadable as fault:
        return {"unreadable": fault.code}
    except (MemoryError, RecursionError):
        return {"unreadable": "too_complex"}


def drawn(form: Mapping[str, Any], book: FontBook) -> dict[str, Any]:
    """Return what a document looks like. A drawing is as large as its record, which is another's."""
    from app.documents.pages import finished_handover  # noqa: PLC0415 ReportLab, pikepdf

    try:
        return {
            "drawn": pack_appearance(
                appearance_of_drawn(finished_handover(book, read_document(form)))
            )
        }
    except Exception:  # noqa: BLE001 a library meets another's text
        return {"unreadable": "too_complex"}


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


def write_frame(sink: IO[bytes], message: Mapping[str, Any]) -> None:
    write_block(sink, json.dumps(message).encode("ascii"))


def write_block(sink: IO[bytes], data: bytes) -> None:
    sink.write(LENGTH.pack(len(data)))
    sink.write(data)
    sink.flush()


def read_frame(source: IO[bytes]) -> dict[str, Any] | None:
    """Return the next message, or None at the end of the stream."""
    data = read_block(source)
    if data is None:
        return None
    message = json.loads(data)
    return message if isinstance(message, dict) else None


def read_block(source: IO[bytes]) -> bytes | None:
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = source.read(length)
    return data if len(data) == length else None


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


def pack_appearance(one: Appearance) -> dict[str, Any]:
    return {"pages": list(one.pages), "around": one.around}


def unpack_appearance(form: Mapping[str, Any]) -> Appearance:
    return Appearance(tuple(str(page) for page in form["pages"]), str(form["around"]))


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


def _address_space() -> int | None:
    """Return the bytes of address space now in use; None where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as table:  # noqa: PTH123 before pathlib is needed
            pages = int(table.read().split()[0])
    except (OSError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main())
