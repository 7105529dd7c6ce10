# SPDX-License-Identifier: MIT
"""What stands on every page around the text: page X of Y, the number of the record, practice marks.

The number of pages is known only at the end, so pages are kept as they were drawn and given their
margins when the file is saved. All of it is artifact: a reader of the structure tree hears it once, on
page 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.documents.canvas import PdfaCanvas

Margins = Callable[[PdfaCanvas, int, int], None]
"""Draws the margins of one page: canvas, page, pages; both counted from 1."""


class NumberedCanvas(PdfaCanvas):
    """Holds pages back until their number is known."""

    def __init__(self, *args: Any, margins: Margins, **options: Any) -> None:  # noqa: ANN401 ReportLab's
        self._margins = margins
        self._held: list[dict[str, Any]] = []
        # ReportLab passes its own setting, with which the file would hold the machine's clock.
        super().__init__(*args, **{**options, "invariant": 1})

    def showPage(self) -> None:  # noqa: N802 ReportLab's name
        self._held.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined] # the stubs leave it out

    def save(self) -> None:
        pages = list(self._held)
        for number, state in enumerate(pages, 1):
            self.__dict__.update(state)
            self._margins(self, number, len(pages))
            super().showPage()
        super().save()
