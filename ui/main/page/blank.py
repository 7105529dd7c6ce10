# SPDX-License-Identifier: MIT
"""Nothing of a case in sight while the lock does its work."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.main.context import Built, Context


def make(_context: Context | None, _at: str) -> Built:
    return Built(QWidget)
