# SPDX-License-Identifier: MIT
"""Filling a column anew: screens redraw parts of themselves from their view model."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget


def empty(layout: QLayout) -> None:
    """Take everything out of a layout; widgets are hidden at once and deleted later."""
    while (entry := layout.takeAt(0)) is not None:
        widget, inner = entry.widget(), entry.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def refill(layout: QBoxLayout, parts: Iterable[QWidget | QLayout]) -> None:
    """Put these parts into a layout in place of what was there."""
    empty(layout)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
            part.show()
        else:
            layout.addLayout(part)
