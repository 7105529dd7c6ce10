# SPDX-License-Identifier: MIT
"""Files on their way between stations: who signs one, what one proved and shows, what reads and draws them.

Apart from the other ports, since the process that reads hostile files imports these and nothing of packs and
interviews: it is started for every batch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from app.domain.document import Appearance, HandoverDocument


@dataclass(frozen=True, slots=True)
class PdfSigner:
    """Who signs a handover: key and certificate of the officer, chain up to the station CA."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A pinned station CA with its revocation list; None = no list was found."""

    ca: x509.Certificate
    crl: x509.CertificateRevocationList | None


#: Of a file that was not looked at.
NOTHING_SHOWN: Final = Appearance((), "")


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """What a handover file proved. ``warnings`` hold codes such as ``signer_expired_since``.

    ``recipient``: for whom it was signed, by the id of the signer's pack; "" in a file of before.
    """

    attachment_name: str
    attachment: bytes  # the envelope, or of format 1 the presentation; from the signed revision
    signer: str
    signed_at: datetime
    certificate: x509.Certificate
    file_sha256: str
    warnings: tuple[str, ...]
    recipient: str = ""
    appearance: Appearance = NOTHING_SHOWN


class FileReader(Protocol):
    """Checks files of others, one after the other."""

    def read(
        self, path: Path, anchors: Sequence[Anchor], passphrase: str | None = None
    ) -> VerifiedFile:
        """Check in the order of SECURITY.md.

        Raises Rejected (a reason code, exit 1) or Unreadable (exit 2); see `app.services.verdict`.
        """

    def drawing(self, document: HandoverDocument) -> Callable[[], Appearance]:
        """Begin to draw what this document looks like as a handover.

        The call that is returned waits for it; it raises Unreadable("too_complex").
        """


class HandoverReader(Protocol):
    """Checks files of others: `app.documents`."""

    def batch(self, *, draws: bool = True) -> AbstractContextManager[FileReader]:
        """A reader for many files, which shares what a start costs; gone at the end of the block.

        What one file does to it never counts against another: it is begun anew then. ``draws``: documents
        will be drawn, too.
        """
