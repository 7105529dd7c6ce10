# SPDX-License-Identifier: MIT
"""The station's certificate authority, its officers' certificates and its revocation list (RFC 5280).

Roles live in the certificate: an own extension says officer or supervisor, so that an officer cannot
countersign himself. Trust is pinned by SHA-256 of the CA certificate, never the system's store.

Two forms of names (RECORD.md "Numbers instead of names"): certificates of format 1 hold the station's and the
user's name; those of format 2 the agency and numbers. A CA issues only what has its own form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from app.ids import Number, is_number

CA_YEARS: Final = 10
OFFICER_YEARS: Final = 2
YEAR: Final = timedelta(days=365)
#: What reading a hostile certificate raises; several of them are no ValueError. Warnings are raised
#: where they are errors, and a later version of the library will raise some of them always.
BAD_CERTIFICATE: Final = (
    ValueError,
    UserWarning,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    x509.AttributeNotFound,
)
SKEW: Final = timedelta(hours=1)  # clocks of field laptops differ a little
#: A UUID-based OID (ITU-T X.667), made once for this program: b5ca8f36-9102-42b7-b9c6-73f47eaf3cd9.
ROLE_OID: Final = x509.ObjectIdentifier("2.25.241642015910265965476759906222766767321")
UTF8_STRING: Final = 0x0C  # DER tag of the role's text
CA_NAME: Final = "Station CA"
ORGANIZATION: Final = NameOID.ORGANIZATION_NAME
UNIT: Final = NameOID.ORGANIZATIONAL_UNIT_NAME
_PLACE: Final = (ORGANIZATION, UNIT, NameOID.COMMON_NAME)
MAX_COMMON: Final = 64  # characters of a common name (X.520)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose a certificate of format 2 is. ``officer``: the staff number; of a CA its fixed name."""

    agency: str
    station: Number
    officer: str


def make_ca(
    agency: str, station: Number, key: ec.EllipticCurvePrivateKey, now: datetime
) -> x509.Certificate:
    """Return the self-signed certificate of a new station CA of format 2, valid ten years."""
    subject = _place(agency, station, CA_NAME)
    builder = _builder(subject, subject, key.public_key(), now, CA_YEARS * YEAR)
    return (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(ca=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def issue(  # noqa: PLR0913 the parts of a certificate
    ca: x509.Certificate,
    ca_key: ec.EllipticCurvePrivateKey,
    user: str,
    role: str,
    public: ec.EllipticCurvePublicKey,
    now: datetime,
) -> x509.Certificate:
    """Return an officer's or supervisor's certificate, two years, signing only.

    ``user``: the staff number under a CA of format 2, the name under one of format 1.
    """
    valid = min(OFFICER_YEARS * YEAR, ca.not_valid_after_utc - now)
    if format_of(ca) == 1:
        subject = _name(user, role)
    else:
        place = holder_of(ca)
        subject = _place(place.agency, place.station, user)
    builder = _builder(subject, ca.subject, public, now, valid)
    return (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(ca=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.SubjectAlternativeName([_uri(user)]), critical=False)
        .add_extension(x509.UnrecognizedExtension(ROLE_OID, _role_der(role)), critical=False)
        .sign(ca_key, hashes.SHA256())
    )


def make_crl(
    ca: x509.Certificate,
    ca_key: ec.EllipticCurvePrivateKey,
    revoked: Iterable[tuple[int, datetime]],
    number: int,
    now: datetime,
) -> x509.CertificateRevocationList:
    """Return the list of revoked serials; ``nextUpdate`` = the CA's expiry (SECURITY.md)."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(ca.subject)
        .last_update(now - SKEW)
        .next_update(ca.not_valid_after_utc)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
    )
    for serial, moment in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(moment)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(ca_key, hashes.SHA256())


def format_of(certificate: x509.Certificate) -> int:
    """Which format of record a certificate is for: of format 1 none names an agency."""
    try:
        return 2 if certificate.subject.get_attributes_for_oid(ORGANIZATION) else 1
    except BAD_CERTIFICATE:
        return 1  # no subject of ours: whatever is asked next of it fails


def holder_of(certificate: x509.Certificate) -> Holder:
    """Agency and numbers of a certificate of format 2. Raises ValueError for any other subject."""
    parts = list(certificate.subject)
    if tuple(part.oid for part in parts) != _PLACE or len(certificate.subject.rdns) != len(_PLACE):
        raise ValueError("no certificate of format 2")
    agency, station, officer = (str(part.value) for part in parts)
    if not (agency and is_number(station) and (officer == CA_NAME or is_number(officer))):
        raise ValueError("no certificate of format 2")
    return Holder(agency, Number(station), officer)


def is_of_place(certificate: x509.Certificate, ca: x509.Certificate) -> bool:
    """Whether a certificate has the form of its CA: in format 2 the same agency and station."""
    if format_of(ca) == 1:
        return format_of(certificate) == 1
    try:
        me, home = holder_of(certificate), holder_of(ca)
    except ValueError:
        return False
    return (me.agency, me.station) == (home.agency, home.station)


def role_of(certificate: x509.Certificate) -> str | None:
    """The role written into a certificate, or None."""
    try:
        value = certificate.extensions.get_extension_for_oid(ROLE_OID).value
    except (x509.ExtensionNotFound, *BAD_CERTIFICATE):
        return None
    if not isinstance(value, x509.UnrecognizedExtension):
        return None
    role = value.value[2:].decode("ascii", "replace")
    return role if value.value == _role_der(role) else None


def is_issued_by(certificate: x509.Certificate, ca: x509.Certificate) -> bool:
    """Whether ``ca`` signed this certificate: names fit and the signature is good."""
    try:
        certificate.verify_directly_issued_by(ca)
    except (InvalidSignature, TypeError, *BAD_CERTIFICATE):
        return False
    return True


def is_ca(certificate: x509.Certificate) -> bool:
    """Whether this is a CA that signs with P-256 and issued itself, as ours do."""
    try:
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, *BAD_CERTIFICATE):
        return False
    right = basic.ca and usage.key_cert_sign and usage.crl_sign and is_p256(certificate)
    return right and is_issued_by(certificate, certificate)


def is_p256(certificate: x509.Certificate) -> bool:
    try:
        key = certificate.public_key()
    except BAD_CERTIFICATE:
        return False
    return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)


def is_list_of(crl: x509.CertificateRevocationList, ca: x509.Certificate) -> bool:
    """Whether this revocation list was signed by ``ca``, a P-256 CA."""
    key = ca.public_key()
    if crl.issuer != ca.subject or not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    try:
        return crl.is_signature_valid(key)
    except (TypeError, *BAD_CERTIFICATE):
        return False


def number_of(crl: x509.CertificateRevocationList) -> int:
    """The list's number, which may not go down; -1 when it carries none."""
    try:
        return crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    except (x509.ExtensionNotFound, *BAD_CERTIFICATE):
        return -1


def span(chain: Iterable[x509.Certificate]) -> tuple[datetime, datetime]:
    """From when until when all of these certificates hold, as every verifier asks."""
    held = [
        (certificate.not_valid_before_utc, certificate.not_valid_after_utc) for certificate in chain
    ]
    return max(start for start, _end in held), min(end for _start, end in held)


def same_holder(certificate: x509.Certificate, other: x509.Certificate) -> bool:
    """Whether both are one holder's, as a renewed certificate is: same key, same name and role."""
    return (
        certificate.public_key() == other.public_key()
        and certificate.subject == other.subject
        and certificate.issuer == other.issuer
        and role_of(certificate) == role_of(other)
    )


def name_of(certificate: x509.Certificate) -> str:
    """The common name of a certificate's subject."""
    found = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else ""


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, hex: how an anchor is pinned and compared by eye."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _role_der(role: str) -> bytes:
    """The extension's value: a DER UTF8String, so that every reader of certificates can show it."""
    raw = role.encode("utf-8")
    return bytes((UTF8_STRING, len(raw))) + raw


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    now: datetime,
    valid: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now + valid)
    )


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common: str, unit: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(UNIT, unit),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:MAX_COMMON]),
        ]
    )


def _place(agency: str, station: Number, common: str) -> x509.Name:
    values = zip(_PLACE, (agency, station, common), strict=True)
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in values])


def _uri(user: str) -> x509.UniformResourceIdentifier:
    from urllib.parse import quote  # noqa: PLC0415 only when a certificate is made

    return x509.UniformResourceIdentifier(f"urn:kakehashi:user:{quote(user, safe='')}")
