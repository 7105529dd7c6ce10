# SPDX-License-Identifier: MIT
"""What the process denies itself before a window stands (SECURITY.md "The running program")."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

PR_SET_DUMPABLE = 4  # linux/prctl.h
_PRIVATE = 0o077


def harden() -> None:
    """No core dumps, no reading of our memory by equals, no file for others, no memory of folders."""
    os.umask(_PRIVATE)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 not on Windows

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    forget_folders()


def forget_folders() -> None:
    """Qt's file dialog writes the folders it saw into QtProject.conf: give it nowhere to write."""
    from PySide6.QtCore import QSettings  # noqa: PLC0415 Qt

    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, os.devnull)
