# SPDX-License-Identifier: MIT
"""The one form of CMS that a handover carries: built here for `sign`, demanded here of every file.

Contract: `build` writes SignedData with one SignerInfo, three signed attributes (EN 319 142-1, PAdES
B-B), no unsigned ones, no revocation values, ECDSA with SHA-256. `open_envelope` takes out of a file
what may differ (certificates, digest, signature), builds the CMS anew from that and wants the same
bytes: without a canonical form 121 of 1,200 single-bit flips inside ``/Contents`` still verified with a
good PDF library (SECURITY.md). The certificates themselves are held fast by the hash of the signer's in
the signed attributes and by the pinned CA's. `check_signature` proves that the signer's key signed this
digest; whose key it is, `trust` tells.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.services.verdict import Rejected

if TYPE_CHECKING:
    from app.documents.byterange import Seal

NOT_CANONICAL: Final = "cms_not_canonical"
DIGEST: Final = "sha256"
LONG_FORM: Final = b"\x30\x82"  # a sequence of 256 to 65,535 bytes
HEAD: Final = 4
MAX_CERTIFICATES: Final = 4


@dataclass(frozen=True, slots=True)
class Envelope:
    """What one CMS said. ``others`` are the embedded certificates beside the signer's."""

    signer: x509.Certificate
    others: tuple[x509.Certificate, ...]
    digest: bytes  # SHA-256 of the file without the gap
    signature: bytes  # over `signed_attributes`


def signed_attributes(digest: bytes, signer: x509.Certificate) -> bytes:
    """Return the DER of what is signed: type, digest, hash of the certificate (RFC 5035)."""
    der_bytes: bytes = _attributes(digest, signer).dump()
    return der_bytes


def build(envelope: Envelope) -> bytes:
    """Return the DER of the CMS, without padding."""
    from asn1crypto import cms  # noqa: PLC0415 only when signing or checking
    from asn1crypto import x509 as asn1  # noqa: PLC0415

    certificates = [asn1.Certificate.load(der(c)) for c in (envelope.signer, *envelope.others)]
    leaf = certificates[0]
    information = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {
                            "issuer": leaf.issuer,
                            "serial_number": leaf.serial_number,
                        }
                    )
                }
            ),
            "digest_algorithm": {"algorithm": DIGEST},
            "signed_attrs": _attributes(envelope.digest, envelope.signer),
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": envelope.signature,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": DIGEST}],
            "encap_content_info": {"content_type": "data"},
            "certificates": certificates,
            "signer_infos": [information],
        }
    )
    content = cms.ContentInfo({"content_type": "signed_data", "content": signed})
    der_bytes: bytes = content.dump()
    return der_bytes


def open_envelope(contents: bytes) -> Envelope:
    """Parse the padded DER of ``/Contents``. Raises Rejected("cms_not_canonical")."""
    try:
        der_bytes = _without_padding(contents)
        envelope = _read(der_bytes)
        canonical = build(envelope) == der_bytes
    except Rejected:
        raise
    except Exception as fault:  # asn1crypto meets hostile bytes with many kinds of exception
        raise Rejected(NOT_CANONICAL) from fault
    if not canonical:
        raise Rejected(NOT_CANONICAL)
    return envelope


def check_signature(seal: Seal, envelope: Envelope) -> None:
    """Raise Rejected ("altered", "algorithm", "signature_invalid") unless this file was signed."""
    if not hmac.compare_digest(seal.digest, envelope.digest):
        raise Rejected("altered")
    key = envelope.signer.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Rejected("algorithm")
    signed = signed_attributes(envelope.digest, envelope.signer)
    try:
        key.verify(envelope.signature, signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as fault:
        raise Rejected("signature_invalid") from fault


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def _attributes(digest: bytes, signer: x509.Certificate) -> Any:  # noqa: ANN401 no types
    from asn1crypto import cms, tsp  # noqa: PLC0415

    identified = tsp.SigningCertificateV2(
        {"certs": [tsp.ESSCertIDv2({"cert_hash": signer.fingerprint(hashes.SHA256())})]}
    )
    rows = (
        ("content_type", "data"),
        ("message_digest", digest),
        ("signing_certificate_v2", identified),
    )
    return cms.CMSAttributes([{"type": name, "values": (value,)} for name, value in rows])


def _without_padding(contents: bytes) -> bytes:
    length = int.from_bytes(contents[2:HEAD], "big") + HEAD
    der_bytes = contents[:length]
    whole = contents[:2] == LONG_FORM and len(der_bytes) == length
    if not whole or contents[length:].strip(b"\0"):
        raise Rejected(NOT_CANONICAL)
    return der_bytes


def _read(der_bytes: bytes) -> Envelope:
    """Take out what may differ; everything else is proved by building it anew."""
    from asn1crypto import cms  # noqa: PLC0415 only when signing or checking

    signed = cms.ContentInfo.load(der_bytes, strict=True)["content"]
    signer = signed["signer_infos"][0]
    if len(signed["certificates"]) > MAX_CERTIFICATES:
        raise Rejected("cms_certificates")
    certificates = [x509.load_der_x509_certificate(c.chosen.dump()) for c in signed["certificates"]]
    serial = signer["sid"].chosen["serial_number"].native
    (leaf,) = (certificate for certificate in certificates if certificate.serial_number == serial)
    attributes = {row["type"].native: row["values"][0] for row in signer["signed_attrs"]}
    return Envelope(
        signer=leaf,
        others=_others(certificates, leaf),
        digest=attributes["message_digest"].native,
        signature=signer["signature"].native,
    )


def _others(
    certificates: Sequence[x509.Certificate], leaf: x509.Certificate
) -> tuple[x509.Certificate, ...]:
    return tuple(certificate for certificate in certificates if certificate is not leaf)
