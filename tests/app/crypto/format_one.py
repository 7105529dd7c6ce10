# SPDX-License-Identifier: MIT
"""A CA as version 0.1 made it: its certificates hold names. The program makes none any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from app.crypto import pki


def make_old_ca(name: str, key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    """The self-signed certificate of a station CA of format 1."""
    subject = x509.Name(
        [
            x509.NameAttribute(pki.UNIT, pki.CA_NAME),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, name),
        ]
    )
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    return (
        x509.CertificateBuilder(
            subject,
            subject,
            key.public_key(),
            x509.random_serial_number(),
            now - timedelta(hours=1),
            now + timedelta(days=3650),
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
