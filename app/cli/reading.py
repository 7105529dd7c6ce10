# SPDX-License-Identifier: MIT
"""The process that reads received PDFs, as the frozen program starts itself (`app.documents.child`)."""

from __future__ import annotations


def read_pdf() -> int:
    """Serve frames on stdin until it ends. Returns the exit code."""
    from app.documents.child import main  # noqa: PLC0415 heavy

    return main()
