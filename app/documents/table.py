# SPDX-License-Identifier: MIT
"""Tables of paragraphs with their structure: Table, TR, TH and TD elements; rules are artifacts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from reportlab.platypus import Table

from app.documents.paragraph import ShapedParagraph
from app.documents.tags import ARTIFACT, Element

if TYPE_CHECKING:
    from app.documents.canvas import PdfaCanvas

MOST_KEPT = 300.0  # points
Cell = ShapedParagraph | Sequence[ShapedParagraph]


def _artifact(table: Table) -> AbstractContextManager[None]:
    canvas: PdfaCanvas = table.canv  # type: ignore[assignment] # our canvas draws our tables
    return canvas.artifact()


class TaggedTable(Table):
    """A ReportLab table whose backgrounds and rules are no content. Make it with `tagged_table`."""

    def opening_height(self, width: float) -> float:
        """Return how much room the first two rows need, points, so that head and first row stay
        together; a first row that is higher than `MOST_KEPT` may be split.
        """
        self.wrap(width, MOST_KEPT)
        heights: list[float] = self._rowHeights  # type: ignore[attr-defined] # not in the stubs
        return min(MOST_KEPT, sum(heights[:2]))

    def _drawBkgrnd(self) -> None:  # noqa: N802 ReportLab's name
        with _artifact(self):
            super()._drawBkgrnd()  # type: ignore[misc] # not in the stubs

    def _drawLines(self) -> None:  # noqa: N802 ReportLab's name
        with _artifact(self):
            super()._drawLines()  # type: ignore[misc] # not in the stubs


def _paragraphs(cell: Cell) -> list[ShapedParagraph]:
    return [cell] if isinstance(cell, ShapedParagraph) else list(cell)


def _tag_row(row: Element, cells: Sequence[Cell], *, head: bool, head_column: bool) -> None:
    for column, cell in enumerate(cells):
        if head or (head_column and column == 0):
            scope: str | None = "Column" if head else "Row"
        else:
            scope = None
        element = row.child("TH" if scope else "TD", scope=scope)
        for paragraph in _paragraphs(cell):
            if paragraph.element.role != ARTIFACT:
                element.adopt(paragraph.element)


def tagged_table(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    commands: Sequence[tuple[Any, ...]] = (),
    head_rows: int = 0,
    head_column: bool = False,
) -> TaggedTable:
    """Return a table of the given column ``widths`` (points).

    ``commands`` are ReportLab's table style commands for padding, rules and backgrounds. The first
    ``head_rows`` are repeated on each page; with ``head_column`` each row's first cell heads its
    row.
    """
    top = Element("Table")
    for number, cells in enumerate(rows):
        _tag_row(top.child("TR"), cells, head=number < head_rows, head_column=head_column)
    return TaggedTable(
        [[_paragraphs(cell) for cell in row] for row in rows],
        colWidths=list(widths),
        repeatRows=head_rows,
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *commands],
        splitInRow=1,
    )
