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
_being_replaced: list[int] = []  # the depth, as its length: the guard asks at every event


def replaced(part: QWidget) -> None:
    """Say that this part shows something else than a moment ago."""
    QCoreApplication.sendEvent(part, QEvent(REPLACED))


@contextmanager
def replacing(part: QWidget) -> Iterator[None]:
    """Say at the end that all of this part shows something else, and nothing of it before.

    Nothing outside of the part may be shown, hidden or moved meanwhile.
    """
    _being_replaced.append(1)
    try:
        yield
    finally:
        _being_replaced.pop()
        replaced(part)


def is_replacing() -> bool:
    """Whether a part is becoming something else just now."""
    return bool(_being_replaced)
