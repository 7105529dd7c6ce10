# SPDX-License-Identifier: MIT
"""What commands print: lines for people, or one JSON object."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from typing import Any


def show(arguments: argparse.Namespace, data: dict[str, Any], lines: Iterable[str]) -> None:
    """Print ``data`` as the one JSON object with ``--json``, else the lines."""
    if getattr(arguments, "json", False):
        print(json.dumps(data, ensure_ascii=False))
        return
    for line in lines:
        print(line)
