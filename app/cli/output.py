# SPDX-License-Identifier: MIT
"""What commands print: lines for people, or one JSON object; what must be known goes to stderr."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any, Final

from app.cli.words import told
from app.errors import UserError
from app.services.notices import Notice

BEHIND: Final = "state_behind"  # set among the arguments when the station's files went back


def show(arguments: argparse.Namespace, data: dict[str, Any], lines: Iterable[str]) -> None:
    """Print ``data`` as the one JSON object with ``--json``, else the lines."""
    if getattr(arguments, "json", False):
        print(json.dumps(data, ensure_ascii=False))
        return
    for line in lines:
        print(line)


def warn_of(code: str, **params: str | int) -> None:
    """Tell a sentence on stderr; the command goes on."""
    print(f"kakehashi: {told(UserError(code, **params))}", file=sys.stderr)


def warn(notice: Notice) -> None:
    """Tell what the user must know; the window's home asks to have it read, the command only tells."""
    warn_of(notice.code, **notice.params)
