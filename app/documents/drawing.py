# SPDX-License-Identifier: MIT
"""The process that draws what a record says, to be compared with a file's pages: memory and time are bounded.

Run as ``python -m app.documents.drawing`` or, in a frozen program, as ``PROGRAM --draw-pdf``; `process`
starts it beside the process that reads (`reading`), so that one file is drawn while the next is read, and
so that what is drawn never meets a parser of files. It answers frames as `reading` does.

Question: ``{"draw":document,"length":characters}`` (`resolved`), then an empty file. Answer:
``{"drawn":{...}}`` or ``{"unreadable":code}``. A drawing is as large as its record, which is another's.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from app.documents.frames import (
    READY,
    TOO_COMPLEX,
    pack_appearance,
    read_block,
    read_frame,
    write_frame,
)
from app.documents.limits import limit_process, limit_time
from app.documents.offline import DRAWING, without_http
from app.documents.resolved import read_document
from app.paths import resources_dir

if TYPE_CHECKING:
    from app.documents.fonts import FontBook

#: Beyond what the imports need, bytes: Urdu of MOST_DRAWN takes 440 MiB.
MEMORY: Final = 768 * 1024 * 1024
SECONDS: Final = 12  # of processor time to draw a document, and besides
DRAWN_IN_ONE: Final = 10_000  # characters in each second more: four times what a slow desktop takes


def main() -> int:
    """Serve until stdin ends. Exit code 0; a killed process has none."""
    logging.disable(logging.CRITICAL)
    book = warm()
    limit_process(MEMORY)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    write_frame(sink, READY)
    while (question := read_frame(source)) is not None:
        read_block(source)
        limit_time(drawing_seconds(question["length"]))
        write_frame(sink, drawn(question["draw"], book))
    return 0


def warm() -> FontBook:
    """Import all that drawing needs and read the fonts, before the limits and the first text of another."""
    without_http(DRAWING)
    import segno  # noqa: F401 PLC0415

    import app.documents.pages  # noqa: F401 PLC0415 ReportLab, pikepdf
    from app.documents.fonts import FontBook  # noqa: PLC0415

    book = FontBook.load(resources_dir() / "fonts")
    book.missing(" ")  # every face tells which characters it has
    return book


def drawing_seconds(length: int) -> int:
    """Return the seconds of processor time for a document of so many characters."""
    return SECONDS + length // DRAWN_IN_ONE


def drawn(form: Mapping[str, Any], book: FontBook) -> dict[str, Any]:
    """Return what a document looks like."""
    from app.documents.pages import handover_appearance  # noqa: PLC0415 ReportLab, pikepdf

    try:
        return {"drawn": pack_appearance(handover_appearance(book, read_document(form)))}
    except Exception:  # noqa: BLE001 a library meets another's text
        return {"unreadable": TOO_COMPLEX}


if __name__ == "__main__":
    sys.exit(main())
