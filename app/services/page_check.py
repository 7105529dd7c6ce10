# SPDX-License-Identifier: MIT
"""Whether the pages of a file say what its record says: drawn again, compared page by page (PDF.md).

A signature proves who signed, not that the pages belong to the record: with an officer's key anyone can
sign white pages. Only files whose layout this release draws, and whose pack is here, can be compared; of
the others it is said that they were not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.crypto.envelope import HandoverEnvelope
from app.domain.document import Appearance
from app.domain.pack import Pack
from app.services.documents import LAYOUT
from app.services.file_ports import FileReader, VerifiedFile
from app.services.told import Told, document_of
from app.services.verdict import Rejected, Unreadable

NOT_COMPARED: Final = "pages_not_compared"


class PageCheck:
    """The pages of one file whose record was verified, being drawn again from when it is made.

    ``envelope``: None in a file of format 1; ``pack``: the record's own, None where it is not here. Raises
    Rejected("envelope_form"), ("record_schema").
    """

    def __init__(
        self,
        reader: FileReader,
        file: VerifiedFile,
        envelope: HandoverEnvelope | None,
        pack: Pack | None,
    ) -> None:
        self._file = file
        self._drawn: Callable[[], Appearance] | None = None
        if envelope is None or pack is None or envelope.layout != LAYOUT:
            return
        try:
            document = document_of(Told.of(envelope), pack)
        except (Rejected, Unreadable):
            raise
        except Exception as error:  # another's values: no text of a record may end a batch
            raise Rejected("record_schema") from error
        self._drawn = reader.drawing(document)

    def warnings(self) -> tuple[str, ...]:
        """Wait for the pages and return the warnings about them.

        Raises Rejected("pages_differ", page=…), page 0 standing for what is around the pages;
        Unreadable("too_complex") for what cannot be drawn within the limits.
        """
        if self._drawn is None:
            return (NOT_COMPARED,)
        page = self._drawn().differs_at(self._file.appearance)
        if page is not None:
            raise Rejected("pages_differ", page=page)
        return ()
