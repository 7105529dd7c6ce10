# SPDX-License-Identifier: MIT
"""A station's certificate and revocation list as files, on their way from one station to another."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from app.crypto import pki
from app.crypto.station import Station
from app.crypto.verify_record import Trusted
from app.errors import UserError
from app.files import FileRefused, read_file, read_once
from app.paths import write_atomic

LIST: Final = ".crl"
MAX_BYTES: Final = 4 * 1024 * 1024  # of a certificate or a list
READABLE: Final = 0o644  # both are for everyone


def write_anchor(station: Station, out: Path) -> None:
    """Write the CA certificate and, beside it, its revocation list (``.crl``).

    Earlier ones of this station are replaced, nothing else is. Raises UserError("out_exists"),
    UserError("ca_name").
    """
    beside = out.with_suffix(LIST)
    if out == beside:
        raise UserError("ca_name", file=out.name)
    _refuse_foreign(out, lambda raw: x509.load_pem_x509_certificate(raw) == station.ca)
    _refuse_foreign(beside, lambda raw: pki.is_list_of(x509.load_pem_x509_crl(raw), station.ca))
    for path, one in ((out, station.ca), (beside, station.crl)):
        write_atomic(path, one.public_bytes(Encoding.PEM))
        path.chmod(READABLE)


def read_anchor(ca: Path, crl: Path | None = None) -> Trusted:
    """Read a pinned CA and its list (``.crl`` beside it when not named; none found = None).

    Raises UserError("anchor_unreadable") and what `app.files.read_file` raises.
    """
    beside = ca.with_suffix(LIST) if crl is None else crl
    try:
        certificate = x509.load_pem_x509_certificate(read_file(ca, MAX_BYTES))
        if crl is None and not beside.exists():
            return Trusted(certificate, None)
        return Trusted(certificate, x509.load_pem_x509_crl(read_file(beside, MAX_BYTES)))
    except pki.BAD_CERTIFICATE as error:
        raise UserError("anchor_unreadable", file=ca.name) from error


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
