# SPDX-License-Identifier: MIT
"""`kakehashi tour`: drives the real windows through a sample practice interview and leaves pictures,
handovers and a check of them. The station is thrown away; all data are invented and marked as a sample.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.errors import UserError

DONE, MISTAKE = 0, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the tour; return the exit code."""
    options = _parser().parse_args(argv)
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
        or os.environ.get("QT_QPA_PLATFORM")
    ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.main.behind import agencies  # noqa: PLC0415 Qt
    from ui.tour.journey import Journey, TourSettings  # noqa: PLC0415 Qt

    out: Path = options.out
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.stderr.write(f"kakehashi tour: {out.name}: {error.strerror}\n")
        return MISTAKE
    agency = options.agency or next(iter(agencies()))
    settings = TourSettings(options.lang, agency, options.script, options.scale, options.theme, out)
    with tempfile.TemporaryDirectory(prefix="kakehashi-tour-") as folder:
        try:
            files = Journey(settings, Path(folder)).run()
        except UserError as error:
            sys.stderr.write(f"kakehashi tour: {error}\n")
            return MISTAKE
    sys.stdout.write("".join(f"{name}\n" for name in files))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kakehashi tour", description=__doc__)
    parser.add_argument(
        "--lang", default="th", metavar="TAG", help="the person's language (BCP-47)"
    )
    parser.add_argument("--agency", metavar="ID", help="one of the pack's agencies")
    parser.add_argument(
        "--script", default="full", choices=("full", "short", "embarkation", "group")
    )
    parser.add_argument(
        "--scale", default=100, type=int, choices=(100, 200), help="text size in per cent"
    )
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="where everything goes"
    )
    return parser
