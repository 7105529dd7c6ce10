# SPDX-License-Identifier: MIT
"""What is shown in the same place is something else now: said by parts that only paint themselves anew.

The guard of presses hears it (`ui.main.guard`); parts that appear, go or move need not say anything.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

REPLACED = QEvent.Type(QEvent.registerEventType())


def replaced(part: QWidget) -> None:
    """Say that this part shows something else than a moment ago."""
    QCoreApplication.sendEvent(part, QEvent(REPLACED))
