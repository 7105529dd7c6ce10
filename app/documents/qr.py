# SPDX-License-Identifier: MIT
"""The QR code of a record: its hash, station and version, as vector squares.

It repeats what is printed beside it, for a reader with a camera, and holds nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from reportlab.platypus import Flowable

if TYPE_CHECKING:
    from app.documents.canvas import PdfaCanvas

QUIET = 2
"""Light modules around; the standard's four less the table cell's padding."""


def payload(record_hash: str, station: str, version: int) -> str:
    """Return the text in the code."""
    return f"record:{record_hash} station:{station} version:{version}"


class QrCode(Flowable):
    """A square of ``side`` points. An artifact: the text beside it says the same."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        import segno  # noqa: PLC0415 only when a handover is drawn

        self.width = self.height = side
        self.matrix = segno.make_qr(text, error="m").matrix

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803 ReportLab
        return self.width, self.height

    def draw(self) -> None:
        canvas = cast("PdfaCanvas", self.canv)
        unit = self.width / (len(self.matrix) + 2 * QUIET)
        with canvas.artifact():
            canvas.emit("q 0 0 0 rg")
            for row, modules in enumerate(self.matrix):
                y = self.height - (QUIET + row + 1) * unit
                for column, dark in enumerate(modules):
                    if dark:
                        x = (QUIET + column) * unit
                        canvas.emit(f"{x:.3f} {y:.3f} {unit:.3f} {unit:.3f} re")
            canvas.emit("f Q")
