# SPDX-License-Identifier: MIT
"""Layouts keep what they measured until the event loop comes round; what is asked for at once needs this."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QWidget


def remeasure(widget: QWidget | None) -> None:
    """What is inside ``widget`` changed: all that stands around it, up to what scrolls it, measures anew.

    Qt forgets the outermost layout of each widget; those inside of it would answer as before.
    """
    while widget is not None and not isinstance(widget, QAbstractScrollArea):
        if (layout := widget.layout()) is not None:
            layout.invalidate()
            # Never asked for as items of the layout: the wrappers of those would own what Qt owns.
            for inner in layout.findChildren(QLayout):
                inner.invalidate()
        widget.updateGeometry()
        widget = widget.parentWidget()
