# SPDX-License-Identifier: MIT
"""A station CA, officers' certificates and revocation lists for tests; keys are made anew each run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.documents.examine import Question
from app.documents.handover import finished_handover
from app.documents.sign import sign
from app.documents.verify import ATTACHMENT_NAMES
from app.services.file_ports import Anchor, PdfSigner
from tests.app.documents import handover_samples as samples
from tests.app.documents.typeset import book

NOW = samples.CREATED + timedelta(days=1)
START = samples.CREATED - timedelta(days=30)
YEAR = timedelta(days=365)


@dataclass
class FixedClock:
    """Stands still."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def mono_ms(self) -> int:
        return 0

    def awake_ms(self) -> int:
        return 0

    def boot_id(self) -> str:
        return "test"


def name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "見本 SAMPLE"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def usage(*, sign: bool = False, repudiation: bool = False, ca: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=sign, content_commitment=repudiation, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=ca, crl_sign=ca,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


class Station:
    """One CA. ``common`` may repeat another station's name: a forger would."""

    def __init__(self, common: str = "Sample Station CA") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.ca = (
            x509.CertificateBuilder()
            .subject_name(name(common)).issuer_name(name(common))
            .public_key(self.key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(START).not_valid_after(START + 10 * YEAR)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage(ca=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )  # fmt: skip

    def officer(
        self,
        common: str = "見本 職員 SAMPLE",
        *,
        start: datetime = START,
        end: datetime = START + 2 * YEAR,
        key_usage: x509.KeyUsage | None = None,
        is_ca: bool = False,
    ) -> PdfSigner:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name(common)).issuer_name(self.ca.subject)
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(start).not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
            .add_extension(key_usage or usage(sign=True, repudiation=True), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )  # fmt: skip
        return PdfSigner(key, certificate, (self.ca,))

    def crl(
        self, *revoked: tuple[PdfSigner, datetime], end: datetime | None = None
    ) -> x509.CertificateRevocationList:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.ca.subject)
            .last_update(START)
            .next_update(end or self.ca.not_valid_after_utc)
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
        )
        for signer, at in revoked:
            row = (
                x509.RevokedCertificateBuilder()
                .serial_number(signer.certificate.serial_number)
                .revocation_date(at)
                .build()
            )
            builder = builder.add_revoked_certificate(row)
        return builder.sign(self.key, hashes.SHA256())

    def anchor(self, *revoked: tuple[PdfSigner, datetime]) -> Anchor:
        return Anchor(self.ca, self.crl(*revoked))


@cache
def station() -> Station:
    return Station()


@cache
def officer() -> PdfSigner:
    return station().officer()


@cache
def unsigned(layout: str = "protection", lang: str = "th") -> bytes:
    return finished_handover(book(), samples.handover(layout, lang))


@cache
def clean(layout: str = "protection", lang: str = "th") -> bytes:
    """A good handover."""
    return sign(unsigned(layout, lang), officer(), samples.CREATED)


@cache
def question() -> Question:
    return Question((station().anchor(),), ATTACHMENT_NAMES, NOW)


def asked(**changes: object) -> Question:
    return replace(question(), **changes)


def written(folder: Path, data: bytes, file: str = "handover.pdf") -> Path:
    path = folder / file
    path.write_bytes(data)
    return path
