# SPDX-License-Identifier: MIT
"""Sign a finished PDF: PAdES B-B, ECDSA P-256 with SHA-256, certified with no changes allowed.

Contract: takes the bytes of a finished file (`finish`), gives the bytes of the signed one. One
incremental revision is added; nothing is drawn, so no font is loaded for it. The signing time is the
caller's, in the signature dictionary's ``/M``, which the signature covers: ETSI EN 319 142-1 table 1
forbids the CMS attribute ``signing-time`` in PAdES. The CMS is `app.documents.cms`'s, the one form that
the reader accepts.

Needs no event loop and no socket: pyHanko's low-level embedder is a plain generator.
"""

from __future__ import annotations

import io
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from app.crypto.p256 import low_der
from app.documents import cms

if TYPE_CHECKING:
    from app.services.file_ports import PdfSigner

FIELD: Final = "Signature"
#: An ECDSA P-256 signature in DER takes 70 to 72 bytes; the placeholder is measured with the longest.
LONGEST_SIGNATURE: Final = 72
SLACK: Final = 16


def normal_passphrase(passphrase: str) -> str:
    """Return the form in which a passphrase goes into a PDF and is tried on one."""
    return unicodedata.normalize("NFKC", passphrase)


def encrypt(pdf: bytes, passphrase: str) -> bytes:
    """Return the file encrypted with AES-256 (PDF 2.0 revision 6), metadata included.

    To be called before `sign`: encrypting later would break the signature.
    """
    import pikepdf  # noqa: PLC0415 qpdf only when a transfer copy is made

    secret = normal_passphrase(passphrase)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(
            out,
            encryption=pikepdf.Encryption(owner=secret, user=secret, R=6, aes=True, metadata=True),
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            min_version="1.7",
        )
    return out.getvalue()


def sign(pdf: bytes, signer: PdfSigner, at: datetime, passphrase: str | None = None) -> bytes:
    """Return ``pdf`` with one certification signature made at ``at`` (aware).

    ``passphrase`` opens a file made by `encrypt`. Raises ValueError when ``at`` is naive, when it lies
    outside the certificate's validity, or when the key is not P-256: such a file would be refused by
    every reader.
    """
    _check(signer, at)
    return _signed(pdf, signer, at, passphrase)


def _signed(pdf: bytes, signer: PdfSigner, at: datetime, passphrase: str | None) -> bytes:
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter  # noqa: PLC0415 0.9 s cold
    from pyhanko.sign.signers.cms_embedder import (  # noqa: PLC0415
        PdfCMSEmbedder,
        SigIOSetup,
        SigMDPSetup,
        SigObjSetup,
    )
    from pyhanko.sign.signers.pdf_byterange import SignatureObject  # noqa: PLC0415

    writer = _writer(pdf, passphrase)
    embedder = PdfCMSEmbedder().write_cms(FIELD, writer)
    next(embedder)
    placeholder = SignatureObject(
        timestamp=at.astimezone(UTC).replace(microsecond=0),
        subfilter=SigSeedSubFilter.PADES,
        bytes_reserved=_reserve(signer),
    )
    certified = SigMDPSetup(cms.DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    embedder.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=certified))
    prepared, output = embedder.send(SigIOSetup(md_algorithm=cms.DIGEST))
    embedder.send(_cms(signer, prepared.document_digest))
    result: bytes = output.getvalue()
    return result


def _check(signer: PdfSigner, at: datetime) -> None:
    if at.tzinfo is None:
        raise ValueError("naive signing time")
    if not isinstance(signer.key.curve, ec.SECP256R1):
        raise ValueError("not a P-256 key")
    certificate = signer.certificate
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise ValueError("signing time outside the certificate's validity")


def _writer(pdf: bytes, passphrase: str | None) -> Any:  # noqa: ANN401 a class made in here
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415

    class Pdf17Writer(IncrementalPdfFileWriter):
        """Keep version 1.7 and tell nothing about the tools.

        pyHanko raises the catalog to 2.0 for EC keys, which breaks PDF/A-3 (PDF.md), and writes its
        own name and the machine's clock into the metadata.
        """

        def ensure_output_version(self, version: tuple[int, int]) -> None:
            super().ensure_output_version(min(version, (1, 7)))  # type: ignore[no-untyped-call]

        def register_extension(self, ext: object) -> None:
            """Leave the catalog alone: an ESIC entry would need /Version or an extension level."""

        def _update_meta(self) -> None:
            """Leave title, producer and dates as `finish` wrote them."""

    writer = Pdf17Writer(io.BytesIO(pdf), strict=True)
    if passphrase is not None:
        writer.encrypt(normal_passphrase(passphrase))  # type: ignore[no-untyped-call]
    return writer


def _cms(signer: PdfSigner, digest: bytes) -> bytes:
    attributes = cms.signed_attributes(digest, signer.certificate)
    signature = low_der(signer.key.sign(attributes, ec.ECDSA(hashes.SHA256())))
    return _envelope(signer, digest, signature)


def _reserve(signer: PdfSigner) -> int:
    """Return how many hex digits the gap needs."""
    return 2 * (len(_envelope(signer, bytes(32), bytes(LONGEST_SIGNATURE))) + SLACK)


def _envelope(signer: PdfSigner, digest: bytes, signature: bytes) -> bytes:
    others = {
        cms.der(certificate): certificate
        for certificate in signer.chain
        if certificate != signer.certificate
    }
    return cms.build(cms.Envelope(signer.certificate, tuple(others.values()), digest, signature))
