# SPDX-License-Identifier: MIT
"""pyHanko without the HTTP client that it imports: nothing in this program ever fetches anything.

It would load aiohttp for time stamps and revocation lists of the network: a fifth of what the process that
reads hostile files takes to start.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

HTTP: Final = "aiohttp"


class _NoAnswer(ModuleType):
    """Has a class of every name, of which none can do anything: names in annotations find one."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def without_http() -> None:
    """Let pyHanko find nothing behind the client's name. To be called before it is imported."""
    sys.modules.setdefault(HTTP, _NoAnswer(HTTP))
