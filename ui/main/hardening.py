# SPDX-License-Identifier: MIT
"""What the windows deny themselves beyond `app.hardening`: Qt's memory of folders."""

from __future__ import annotations

import os


def forget_folders() -> None:
    """Qt's file dialog writes the folders it saw into QtProject.conf: give it nowhere to write."""
    from PySide6.QtCore import QSettings  # noqa: PLC0415 Qt

    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, os.devnull)
