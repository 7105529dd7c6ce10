# SPDX-License-Identifier: MIT
"""The file of a handover: its pages, tagged, with the record as its associated file. Signing comes after.

Apart from `pages`, since what draws another's record to compare it makes no file of it.
"""

from __future__ import annotations

from typing import Final

from app.crypto.envelope import BARE_NAME, ENVELOPE_NAME
from app.documents.finish import Attachment, finish
from app.documents.fonts import FontBook
from app.documents.pages import drawn_handover, title_of
from app.domain.document import HandoverDocument
from app.domain.text import JA

MIMES: Final = {ENVELOPE_NAME: "application/json", BARE_NAME: "application/sd-jwt"}


def finished_handover(book: FontBook, document: HandoverDocument) -> bytes:
    """Return the handover, tagged and with its associated file, not yet signed.

    A document that stays unsigned carries no file: nothing in it could be taken for the record.
    """
    pdf, tags = drawn_handover(book, document)
    return finish(
        pdf,
        tags,
        title=title_of(document),
        lang=JA,
        created=document.created_at,
        attachment=_attachment(document) if document.attachment else None,
    )


def _attachment(document: HandoverDocument) -> Attachment:
    """The record, with the recipient's id beside it: `verify` tells for whom the file is."""
    return Attachment(
        document.attachment_name,
        document.attachment,
        MIMES[document.attachment_name],
        document.recipient,
    )
