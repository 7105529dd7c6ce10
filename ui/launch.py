# SPDX-License-Identifier: MIT
"""The `kakehashi` command: windows, the tour, recording, or `app.cli`, which needs no Qt.

A frozen program has no ``-m``: it starts itself with `READ_PDF` to read a received PDF in a process of its
own and with `DRAW_PDF` to draw it again in another (`app.documents.process`). That comes before everything
else and needs neither Qt nor the command.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.hardening import harden_process
from ui.bench import PICTURE

if TYPE_CHECKING:
    from pathlib import Path

NO_SCREEN = (
    "kakehashi: there is no screen here to open a window on; "
    "`kakehashi tour --out DIR` draws the windows into pictures instead."
)
NO_DISPLAY = 2
READ_PDF, DRAW_PDF = "--read-pdf", "--draw-pdf"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == [READ_PDF]:
        from app.cli.limited import read_pdf  # noqa: PLC0415 not for any other command

        return read_pdf()
    if arguments == [DRAW_PDF]:
        from app.cli.limited import draw_pdf  # noqa: PLC0415 not for any other command

        return draw_pdf()
    harden_process()
    if not arguments:
        return _windows()
    if arguments[0] == PICTURE:
        from ui.bench.picture import first_picture  # noqa: PLC0415 Qt

        return first_picture(arguments[1:], _begin)
    if arguments[0] == "tour":
        from ui.tour import main as tour  # noqa: PLC0415 Qt

        return tour(arguments[1:])
    if arguments[:2] == ["pack", "record"]:
        from ui.main.recording import main as record  # noqa: PLC0415 Qt

        return record(arguments[2:])
    if arguments[0] == "bench":
        from ui.bench.command import main as bench  # noqa: PLC0415 Qt

        return bench(arguments)
    from app.cli import main as command  # noqa: PLC0415 no Qt on this path

    return command(arguments)


def _windows() -> int:
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform == "linux" and not (shown or os.environ.get("QT_QPA_PLATFORM")):
        sys.stderr.write(f"{NO_SCREEN}\n")
        return NO_DISPLAY
    return _begin()


def _begin(data: Path | None = None, painted: Callable[[], None] | None = None) -> int:
    """The one way in which the windows begin, see `ui.main.run`."""
    gc.disable()  # for good: `ui.collector` takes over
    from ui.main import run  # noqa: PLC0415 Qt

    return run(data, painted)
