# SPDX-License-Identifier: MIT
"""What is shown in the same place is something else now: said by parts that only paint themselves anew.

The guard of presses hears it (`ui.main.guard`); parts that appear, go or move need not say anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

REPLACED = QEvent.Type(QEvent.registerEventType())
_being_replaced: list[QWidget] = []


def replaced(part: QWidget) -> None:
    """Say that this part shows something else than a moment ago."""
    QCoreApplication.sendEvent(part, QEvent(REPLACED))


@contextmanager
def replacing(part: QWidget) -> Iterator[None]:
    """Say at the end that all of this part shows something else, and nothing of what is in it before."""
    _being_replaced.append(part)
    try:
        yield
    finally:
        _being_replaced.pop()
        replaced(part)


def is_being_replaced(widget: QWidget) -> bool:
    """Whether a widget is of a part that is becoming something else just now."""
    return any(part is widget or part.isAncestorOf(widget) for part in _being_replaced)
