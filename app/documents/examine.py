# SPDX-License-Identifier: MIT
"""All checks of one handover, in the order of SECURITY.md; runs in a process with limits (`reading`).

Contract: bytes in, `Finding` out, or Rejected / Unreadable with one of these stable codes.

====================  =====================================================================
not_pdf, truncated    (unreadable) does not begin as a handover does; the end is missing
no_signature          a PDF, but nothing in it is signed
several_signatures    more than one signature
changed_after_signing bytes behind the signed range: any appended revision
byte_range            the signed range is not the whole file but its own gap
cms_not_canonical     the CMS is not exactly the form that `sign` writes
altered               the digest differs: some byte was changed
algorithm             not ECDSA on P-256
signature_invalid     the signature does not fit the signer's key
no_trust_anchor       no station CA was given
untrusted_signer      signed under another CA
cms_certificates      more certificates than the pinned chain
certificate_purpose   not an officer's certificate
passphrase_needed, wrong_passphrase   (unreadable) a transfer copy
malformed, revisions, xref_form       a form of file that we never write
active_content, form, annotations     scripts, actions, layers, fields, comments
unknown_content, encryption_form      whatever else our writer never writes (`shape`)
signature_form, not_certified         not PAdES, or changes would be allowed
no_signing_time, signed_outside_validity
no_crl, crl_invalid, crl_out_of_date, revoked
coverage, modified, not_valid         what pyHanko finds beyond all this
no_attachment, several_attachments, attachment_form, attachment_name, attachment_too_large
====================  =====================================================================

What any stranger could have made is refused before a PDF parser runs; the parser sees only files that
an officer under a pinned CA signed. The three libraries check each other: `cryptography` and asn1crypto
first, pyHanko after them.
"""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from app.crypto.envelope import ENVELOPE_NAME
from app.crypto.p256 import is_low_der
from app.documents import byterange, cms, trust
from app.documents import structure as form
from app.documents.parsed import appearance_of
from app.services.verdict import Rejected, Unreadable

if TYPE_CHECKING:
    from app.documents.cms import Envelope
    from app.domain.document import Appearance
    from app.services.file_ports import Anchor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a file. ``now`` only decides on warnings."""

    anchors: Sequence[Anchor]
    attachment_names: frozenset[str]
    now: datetime
    passphrase: str | None = None


@dataclass(frozen=True, slots=True)
class PdfFinding:
    """What a file proved. ``certificate`` is DER; ``recipient`` "" where a file of before names none."""

    attachment_name: str
    attachment: bytes
    recipient: str
    signer: str
    signed_at: datetime
    certificate: bytes
    warnings: tuple[str, ...]
    appearance: Appearance


def examine(data: bytes, question: Question) -> PdfFinding:
    """Check one file. Raises Rejected and Unreadable only, whatever the bytes are."""
    seal = byterange.find_seal(data)
    envelope = cms.open_envelope(seal.contents)
    cms.check_signature(seal, envelope)
    anchor = trust.choose_anchor(envelope, question.anchors)
    try:
        return _examine_inside(data, question, seal, (envelope, anchor))
    except (Rejected, Unreadable):
        raise
    except Exception as fault:  # a parser meets hostile bytes with many kinds of exception
        raise Rejected("malformed") from fault


def _examine_inside(
    data: bytes, question: Question, seal: byterange.Seal, trusted: tuple[Envelope, Anchor]
) -> PdfFinding:
    envelope, anchor = trusted
    reader = form.open_file(data, question.passphrase)
    form.check_structure(reader)
    signature = form.check_certification(reader, seal)
    at = signature.self_reported_timestamp
    if at is None or at.tzinfo is None:
        raise Rejected("no_signing_time")
    trust.check_time(envelope, anchor, at)
    trust.check_revocation(envelope, anchor, at)
    _second_opinion(signature, anchor, at)
    name, attachment = form.read_attachment(reader, question.attachment_names)
    if name == ENVELOPE_NAME and not is_low_der(envelope.signature):
        raise Rejected("signature_form")  # of format 2 there is one spelling only
    return PdfFinding(
        attachment_name=name,
        attachment=attachment,
        recipient=form.read_recipient(reader),
        signer=trust.signer_name(envelope.signer),
        signed_at=at,
        certificate=cms.der(envelope.signer),
        warnings=trust.warnings(envelope, at, question.now),
        appearance=appearance_of(reader),
    )


def _second_opinion(signature: Any, anchor: Anchor, at: datetime) -> None:  # noqa: ANN401 pyHanko's
    """Ask pyHanko the same: path, revocation "require", coverage, modifications.

    The bottom line alone would not do: it says valid to most of what was changed afterwards.
    """
    from asn1crypto import x509 as asn1  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415 0.9 s cold
    from pyhanko.sign.validation import async_validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    crl = anchor.crl.public_bytes(Encoding.DER) if anchor.crl is not None else b""
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(cms.der(anchor.ca))],
        crls=[crl],
        moment=at,
        best_signature_time=at,
        allow_fetching=False,
        revocation_mode="require",
        retroactive_revinfo=True,  # the list may be newer than the signature
    )
    status = _run(async_validate_pdf_signature(signature, signer_validation_context=context))
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        raise Rejected("coverage")
    if status.modification_level != ModificationLevel.NONE or not status.docmdp_ok:
        raise Rejected("modified")
    if not (status.bottom_line and status.intact and status.valid and status.trusted):
        raise Rejected("not_valid")


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that waits for nothing, without an event loop: a loop opens a socket pair."""
    try:
        work.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    work.close()
    raise RuntimeError("validation wanted to wait")
