# SPDX-License-Identifier: MIT
"""Pages of our own PDFs as pictures, for the preview before signing off.

Only for files that this program just made: what comes from outside is read by `verify`. pdfium is not
safe for threads, so one picture is made at a time in the whole process.
"""

from __future__ import annotations

import io
import threading
from typing import Final

import pypdfium2

from app.documents.sign import normal_passphrase
from app.errors import UserError

_ONE_AT_A_TIME: Final = threading.Lock()


def pictures(pdf: bytes, width: int, passphrase: str | None = None) -> tuple[bytes, ...]:
    """Return each page as PNG, ``width`` pixels wide. Raises UserError("pictures_failed")."""
    password = None if passphrase is None else normal_passphrase(passphrase)
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf, password=password)
        except pypdfium2.PdfiumError as fault:
            raise UserError("pictures_failed") from fault
        try:
            return tuple(_picture(document[number], width) for number in range(len(document)))
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage, width: int) -> bytes:
    bitmap = page.render(scale=width / page.get_width())
    out = io.BytesIO()
    bitmap.to_pil().save(out, "PNG")
    page.close()
    return out.getvalue()
