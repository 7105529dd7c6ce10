# SPDX-License-Identifier: MIT
"""The processes with limits, as the frozen program starts itself (`app.documents.process`)."""

from __future__ import annotations


def read_pdf() -> int:
    """Read received PDFs: serve frames on stdin until it ends. Returns the exit code."""
    from app.documents.reading import main  # noqa: PLC0415 heavy

    return main()


def draw_pdf() -> int:
    """Draw what their records say: serve frames on stdin until it ends. Returns the exit code."""
    from app.documents.drawing import main  # noqa: PLC0415 heavy

    return main()
