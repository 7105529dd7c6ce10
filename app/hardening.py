# SPDX-License-Identifier: MIT
"""What a process denies itself before it reads a secret (SECURITY.md "The running program").

Both roots call it, and so does the process that reads received files.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from typing import Final

PR_SET_DUMPABLE: Final = 4  # linux/prctl.h
_PRIVATE: Final = 0o077


def harden_process() -> None:
    """No core dump, no reading of our memory by equals, no file for others.

    Windows has neither core dumps of this kind nor these calls; an administrator reads any memory.
    """
    os.umask(_PRIVATE)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 not on Windows

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
