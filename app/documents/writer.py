# SPDX-License-Identifier: MIT
"""Write handovers and papers: `app.services.ports.HandoverWriter` with ReportLab.

A handover goes layout -> `finish` (tags, PDF/A, the record as associated file) -> AES-256 if wanted ->
`sign`. ReportLab, pikepdf and pyHanko are imported when the first file is made, which takes about a
second; `warm` does it ahead, in a thread, after the window stands. Threads: any, several at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.crypto.envelope import ENVELOPE_NAME
from app.documents.resolved import length, write_document
from app.domain.writing import MOST_DRAWN
from app.errors import UserError

if TYPE_CHECKING:
    from app.documents.fonts import FontBook
    from app.domain.document import HandoverDocument, PersonPaper
    from app.domain.forms_on_paper import Paper
    from app.services.file_ports import PdfSigner


class ReportlabWriter:
    """The writer that the program uses. ``book``: the shipped fonts."""

    def __init__(self, book: FontBook) -> None:
        self._book = book

    def handover(
        self, document: HandoverDocument, signer: PdfSigner, passphrase: str | None = None
    ) -> bytes:
        """Return the signed file. Raises ValueError for a signer whose certificate is not valid.

        Raises UserError("handover_too_long") for what no recipient would draw again.
        """
        from app.documents.handover import finished_handover  # noqa: PLC0415 ReportLab, pikepdf
        from app.documents.sign import encrypt, sign  # noqa: PLC0415

        if document.attachment_name == ENVELOPE_NAME:  # else nobody draws it again
            _refuse_too_long(document)
        pdf = finished_handover(self._book, document)
        if passphrase is not None:
            pdf = encrypt(pdf, passphrase)
        return sign(pdf, signer, document.created_at, passphrase)

    def unsigned(self, document: HandoverDocument) -> bytes:
        """Return the same pages without signature and attachment, marked on every page."""
        from app.documents.handover import finished_handover  # noqa: PLC0415 ReportLab, pikepdf

        return finished_handover(self._book, document)

    def paper(self, paper: PersonPaper) -> bytes:
        """Return the person's paper: unsigned, no attachment, nothing telling in its metadata."""
        from app.documents.paper import finished_paper  # noqa: PLC0415 ReportLab, pikepdf

        return finished_paper(self._book, paper)

    def blank(self, paper: Paper) -> bytes:
        """Return a paper without answers: unsigned, tagged, PDF/A-3b."""
        from app.documents.blank import finished  # noqa: PLC0415 ReportLab, pikepdf

        return finished(self._book, paper)

    def pictures(self, pdf: bytes, width: int, passphrase: str | None = None) -> tuple[bytes, ...]:
        """Return each page as PNG, ``width`` pixels wide. Raises UserError("pictures_failed")."""
        from app.documents.pictures import pictures  # noqa: PLC0415 pdfium

        return pictures(pdf, width, passphrase)

    @staticmethod
    def warm() -> None:
        """Import what the first file needs. Slow; safe in any thread."""
        import pyhanko.sign.signers.cms_embedder  # noqa: F401 PLC0415

        from app.documents import pages, pictures  # noqa: F401 PLC0415


def _refuse_too_long(document: HandoverDocument) -> None:
    if length(write_document(replace(document, attachment=b""))) > MOST_DRAWN:
        raise UserError("handover_too_long", at_most=f"{MOST_DRAWN:,}")
