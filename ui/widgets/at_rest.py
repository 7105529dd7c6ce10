# SPDX-License-Identifier: MIT
"""Layouts that rest while much on a page becomes another.

Qt lays out all that stands around a widget whenever one is shown: twenty times for one page. What asks
for another place meanwhile gets it in the next round of the event loop, before anything is painted.
Each layout is asked for that afterwards: one that was changed while its widget was hidden counts on the
showing, in which it rested.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLayout, QWidget


@contextmanager
def at_rest(page: QWidget) -> Iterator[None]:
    """Keep every layout in ``page`` and around it from working."""
    layouts = [*page.findChildren(QLayout)]
    around: QWidget | None = page
    while around is not None:
        if (layout := around.layout()) is not None:
            layouts.append(layout)
        around = None if around.isWindow() else around.parentWidget()
    resting = [layout for layout in layouts if layout.isEnabled()]
    for layout in resting:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in resting:
            layout.setEnabled(True)
            widget = layout.parentWidget()
            if widget is not None and widget.layout() is layout:
                QCoreApplication.postEvent(widget, QEvent(QEvent.Type.LayoutRequest))
