# SPDX-License-Identifier: MIT
"""The one way to the terminal: lines for people, or one JSON object; what must be known goes to stderr.

Files, file names, certificates and records of others are printed here, and a terminal obeys what it reads:
control characters, direction marks and what cannot be seen are written out as escapes and never sent.
Nothing else in `app.cli` prints; a test reads the source for it.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any, Final

from app.cli.words import told
from app.domain.writing import visible
from app.errors import UserError
from app.services.notices import Notice

BEHIND: Final = "state_behind"  # set among the arguments when the station's files went back
_OUTSIDE_ASCII = re.compile(r"[^ -~]")


def say(*lines: str) -> None:
    """Print lines on stdout. A line break inside one is written out, too."""
    for line in lines:
        sys.stdout.write(visible(line, kept="\t") + "\n")


def show(arguments: argparse.Namespace, data: dict[str, Any], lines: Iterable[str]) -> None:
    """Print ``data`` as the one JSON object with ``--json``, else the lines."""
    if getattr(arguments, "json", False):
        say_json(data)
        return
    say(*lines)


def say_json(data: dict[str, Any]) -> None:
    """Print one JSON object: what a terminal would obey stands as an escape that means the same."""
    text = json.dumps(data, ensure_ascii=False)
    sys.stdout.write(_OUTSIDE_ASCII.sub(_escaped, text) + "\n")


def complain(*lines: str) -> None:
    """Print lines on stderr."""
    for line in lines:
        sys.stderr.write(visible(line, kept="\t") + "\n")
    sys.stderr.flush()


def warn_of(code: str, **params: str | int) -> None:
    """Tell a sentence on stderr; the command goes on."""
    complain(f"kakehashi: {told(UserError(code, **params))}")


def warn(notice: Notice) -> None:
    """Tell what the user must know; the window's home asks to have it read, the command only tells."""
    warn_of(notice.code, **notice.params)


def write(text: str, stream: IO[str]) -> None:
    """Print a text of several lines, such as a usage with what was typed in it."""
    stream.write(visible(text, kept="\t\n"))


class VisibleLog(logging.Formatter):
    """A log line is a line: file names and tags in it are cleaned as everything printed is."""

    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record), kept="\t\n")


def prepare() -> None:
    """Print any file name on any terminal, and log lines as they are printed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(OSError, ValueError):  # closed, or exchanged under us: it stays as it is
                stream.reconfigure(errors="backslashreplace")
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(VisibleLog())


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return sign if visible(sign) == sign else json.dumps(sign)[1:-1]
