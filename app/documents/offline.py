# SPDX-License-Identifier: MIT
"""Libraries without the HTTP clients that they import: nothing in this program ever fetches anything.

pyHanko would load aiohttp, for time stamps and revocation lists of the network; ReportLab and segno load
urllib's, for pictures of the network and for names of files: a fifth of what the processes with limits take
to start.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

READING: Final = "aiohttp"
DRAWING: Final = "urllib.request"


class _NoAnswer(ModuleType):
    """Has a class of every name, of which none can do anything: names in annotations find one."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def without_http(client: str) -> None:
    """Let the libraries find nothing behind the client's name. To be called before they are imported."""
    sys.modules.setdefault(client, _NoAnswer(client))
