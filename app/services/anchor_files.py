# SPDX-License-Identifier: MIT
"""A station's certificates, revocation lists and names as files, on their way to another station.

``CA.pem`` holds the CA for format 2 and, at a station that version 0.1 made, before it the one for format
1: a station that still has 0.1 reads the first of a file. ``CA.crl`` holds their lists in the same order,
``CA.names`` the signed list of names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.crypto import names, pki
from app.crypto.station import Station
from app.crypto.verify_record import Trusted
from app.errors import UserError
from app.files import FileRefused, read_file, read_once
from app.paths import write_atomic

LIST: Final = ".crl"
NAMES: Final = ".names"
MAX_BYTES: Final = 4 * 1024 * 1024  # of a certificate or a list
READABLE: Final = 0o644  # all are for everyone
MOST_AUTHORITIES: Final = 2
_END_OF_LIST: Final = b"-----END X509 CRL-----"


def write_anchor(station: Station, out: Path) -> tuple[Path, ...]:
    """Write the CA certificates and, beside them, lists (``.crl``) and names (``.names``).

    Earlier ones of this station are replaced, nothing else is. Names that prove nothing any more, as when
    their signer was closed and nobody could sign new ones, are not written: readers would refuse them.
    Raises UserError("out_exists"), UserError("ca_name").
    """
    lists, named = out.with_suffix(LIST), out.with_suffix(NAMES)
    if out in {lists, named}:
        raise UserError("ca_name", file=out.name)
    own = tuple(authority.ca for authority in station.authorities)
    files = {
        out: _pem(own),
        lists: _pem(tuple(authority.crl for authority in station.authorities)),
        **({named: station.names.encode("ascii")} if _proves_names(station) else {}),
    }
    checks: dict[Path, Callable[[bytes], bool]] = {
        out: lambda raw: x509.load_pem_x509_certificate(raw) in own,
        lists: lambda raw: any(pki.is_list_of(_lists(raw)[0], ca) for ca in own),
        **(
            {named: lambda raw: names.is_of(raw.decode("ascii"), station.number)}
            if station.number
            else {}
        ),
    }
    for path, check in checks.items():
        _refuse_foreign(path, check)
    for path in checks.keys() - files.keys():
        path.unlink(missing_ok=True)
    for path, content in files.items():
        write_atomic(path, content)
        path.chmod(READABLE)
    return tuple(files)


def _proves_names(station: Station) -> bool:
    try:
        return bool(names.read(station.own[-1]).station)
    except UserError:
        return False


def read_anchors(ca: Path, crl: Path | None = None) -> tuple[Trusted, ...]:
    """Read a station's CAs with their lists (``.crl`` beside when not named) and names.

    A list or names that are not there are none. Raises UserError("anchor_unreadable") and what
    `app.files.read_file` raises.
    """
    beside = ca.with_suffix(LIST) if crl is None else crl
    try:
        found = x509.load_pem_x509_certificates(read_file(ca, MAX_BYTES))
        lists = [] if crl is None and not beside.exists() else _lists(read_file(beside, MAX_BYTES))
        named = ca.with_suffix(NAMES)
        token = read_file(named, MAX_BYTES).decode("ascii").strip() if named.exists() else ""
    except pki.BAD_CERTIFICATE as error:
        raise UserError("anchor_unreadable", file=ca.name) from error
    if len(found) > MOST_AUTHORITIES:
        raise UserError("anchor_unreadable", file=ca.name)
    only = lists[0] if len(found) == len(lists) == 1 else None  # a foreign one is told as such
    return tuple(
        Trusted(
            certificate,
            next((crl for crl in lists if crl.issuer == certificate.subject), only),
            token if pki.format_of(certificate) > 1 else "",
        )
        for certificate in found
    )


def _pem(some: Sequence[x509.Certificate] | Sequence[x509.CertificateRevocationList]) -> bytes:
    return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in some)


def _lists(raw: bytes) -> list[x509.CertificateRevocationList]:
    """All lists of a file, at least one. Raises ValueError."""
    texts = raw.split(_END_OF_LIST)[:-1] or [raw]
    return [x509.load_pem_x509_crl(text + _END_OF_LIST + b"\n") for text in texts]


def _refuse_foreign(path: Path, is_own: Callable[[bytes], bool]) -> None:
    """Raise UserError("out_exists") for a file that is there and is not an earlier one of ours."""
    if not os.path.lexists(path):
        return
    try:
        own = is_own(read_once(path, MAX_BYTES, links=False))
    except (FileRefused, *pki.BAD_CERTIFICATE):
        own = False
    if not own:
        raise UserError("out_exists", file=path.name)
