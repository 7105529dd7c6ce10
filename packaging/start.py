# SPDX-License-Identifier: MIT
"""Entry of the installed program (`packaging/kakehashi.spec`); in a checkout pip makes the same."""

from __future__ import annotations

import sys

from ui.launch import main

# The program starts itself with this to read a received PDF in a process of its own.
READ_PDF = "--read-pdf"


def start() -> int:
    """Return the exit code."""
    if sys.argv[1:] == [READ_PDF]:
        from app.documents.child import main as read_pdf  # noqa: PLC0415 heavy

        return read_pdf()
    return main()


if __name__ == "__main__":
    sys.exit(start())
