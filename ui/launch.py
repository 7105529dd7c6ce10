# SPDX-License-Identifier: MIT
"""The `kakehashi` command: windows, the tour, or `app.cli`. Qt is imported only for the first two."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

NO_SCREEN = (
    "kakehashi: there is no screen here to open a window on; "
    "`kakehashi tour --out DIR` draws the windows into pictures instead."
)
NO_DISPLAY = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments:
        return _windows()
    if arguments[0] == "tour":
        from ui.tour import main as tour  # noqa: PLC0415 Qt

        return tour(arguments[1:])
    from app.cli import main as command  # noqa: PLC0415 no Qt on this path

    return command(arguments)


def _windows() -> int:
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform == "linux" and not (shown or os.environ.get("QT_QPA_PLATFORM")):
        sys.stderr.write(f"{NO_SCREEN}\n")
        return NO_DISPLAY
    from ui.main import run  # noqa: PLC0415 Qt

    return run()
