# SPDX-License-Identifier: MIT
"""Layouts that wait, done at once: what is shown, pointed at or pressed next has its place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

_DEEP = 5  # a new height goes outwards by one layout at a time: an area may stand in an area


def settle(content: QWidget | None = None) -> None:
    """Lay out all that asks for it, and what that asks for in turn; ``content`` also unasked."""
    layout = None if content is None else content.layout()
    for _step in range(_DEEP):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if layout is not None:
            layout.activate()
