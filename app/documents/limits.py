# SPDX-License-Identifier: MIT
"""The limits that the processes for another's files and records set themselves: memory, time, open files.

To be set after everything is imported and before the first byte of another. Windows has no such limits.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from app.hardening import harden_process

OPEN_FILES: Final = 16


def limit_process(memory: int) -> None:
    """Hardened, no written file, few open ones. ``memory``: bytes beyond what the imports took."""
    harden_process()
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 POSIX only

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    if (taken := _address_space()) is not None:
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))


def limit_time(seconds: int) -> None:
    """Give the next file its own share of processor time."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 POSIX only

    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))


def _address_space() -> int | None:
    """Return the bytes of address space now in use; None where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as table:  # noqa: PTH123 before pathlib is needed
            pages = int(table.read().split()[0])
    except (OSError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
