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
from PySide6.QtWidgets import QWidget


@contextmanager
def at_rest(page: QWidget, *inside: QWidget) -> Iterator[None]:
    """Keep the layouts of ``page``, of all around it and of what is ``inside`` from working."""
    resting = [
        (widget, layout)
        for widget in (*inside, *_around(page))
        if (layout := widget.layout()) is not None and layout.isEnabled()
    ]
    for _widget, layout in resting:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for widget, layout in resting:
            layout.setEnabled(True)
            QCoreApplication.postEvent(widget, QEvent(QEvent.Type.LayoutRequest))


def _around(page: QWidget) -> Iterator[QWidget]:
    """The page itself, and what it stands in, up to its window."""
    widget: QWidget | None = page
    while widget is not None:
        yield widget
        widget = None if widget.isWindow() else widget.parentWidget()
