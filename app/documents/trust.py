# SPDX-License-Identifier: MIT
"""Whose signature it is: the pinned station CA, its revocation list, and the time of signing.

Contract: only certificates given as anchors count, compared by their SHA-256; never the system's store.
The certificates in the file must be exactly the signer's and the pinned CA's. The list must be there,
be the CA's, and be valid at the signing time; a certificate on it is refused whatever the date of its
revocation, because the signing time is the signer's own word (SECURITY.md). A certificate that ran out
after signing is only a warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from app.services.verdict import Rejected

if TYPE_CHECKING:
    from app.documents.cms import Envelope
    from app.services.file_ports import Anchor

EXPIRED_SINCE: Final = "signer_expired_since"
SIGNED_IN_FUTURE: Final = "signed_in_future"
UNTRUSTED: Final = "untrusted_signer"


def choose_anchor(envelope: Envelope, anchors: Sequence[Anchor]) -> Anchor:
    """Return the anchor under which the file was signed.

    Raises Rejected: "no_trust_anchor" when none is given, "untrusted_signer" when none fits,
    "cms_certificates" when the file carries more than the pinned chain, "certificate_purpose".
    """
    if not anchors:
        raise Rejected("no_trust_anchor")
    embedded = {_fingerprint(certificate) for certificate in envelope.others}
    anchor = next((anchor for anchor in anchors if _fingerprint(anchor.ca) in embedded), None)
    if anchor is None:
        raise Rejected(UNTRUSTED)
    if len(embedded) != 1:
        raise Rejected("cms_certificates")
    try:
        envelope.signer.verify_directly_issued_by(anchor.ca)
    except (ValueError, TypeError, InvalidSignature) as fault:
        raise Rejected(UNTRUSTED) from fault
    if not _may_sign(envelope.signer):
        raise Rejected("certificate_purpose")
    return anchor


def check_time(envelope: Envelope, anchor: Anchor, at: datetime) -> None:
    """Raise Rejected("signed_outside_validity") unless both certificates were valid at ``at``."""
    for certificate in (envelope.signer, anchor.ca):
        if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
            raise Rejected("signed_outside_validity")


def check_revocation(envelope: Envelope, anchor: Anchor, at: datetime) -> None:
    """Raise Rejected: "no_crl", "crl_invalid", "crl_out_of_date" or "revoked"."""
    crl = anchor.crl
    if crl is None:
        raise Rejected("no_crl")
    key = anchor.ca.public_key()
    if crl.issuer != anchor.ca.subject or not crl.is_signature_valid(key):  # type: ignore[arg-type]
        raise Rejected("crl_invalid")
    if crl.next_update_utc is None or crl.next_update_utc < at:
        raise Rejected("crl_out_of_date")
    if crl.get_revoked_certificate_by_serial_number(envelope.signer.serial_number) is not None:
        raise Rejected("revoked")


def warnings(envelope: Envelope, at: datetime, now: datetime) -> tuple[str, ...]:
    """Codes of what is odd but no reason to refuse. ``now`` may be wrong: it never rejects."""
    found = []
    if envelope.signer.not_valid_after_utc < now:
        found.append(EXPIRED_SINCE)
    if at > now:
        found.append(SIGNED_IN_FUTURE)
    return tuple(found)


def signer_name(certificate: x509.Certificate) -> str:
    """Return the common name; the whole subject when there is none."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def _fingerprint(certificate: x509.Certificate) -> bytes:
    return certificate.fingerprint(hashes.SHA256())


def _may_sign(certificate: x509.Certificate) -> bool:
    """Officers' certificates: digitalSignature and nonRepudiation, no CA (SECURITY.md)."""
    extensions = certificate.extensions
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    try:
        is_ca = extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        is_ca = False
    return usage.digital_signature and usage.content_commitment and not is_ca
