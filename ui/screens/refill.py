# SPDX-License-Identifier: MIT
"""Filling a column anew: screens redraw parts of themselves from their view model."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from ui.a11y import arrange
from ui.widgets.at_rest import at_rest


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
    if (holder := layout.parentWidget()) is not None:
        arrange(holder)


class Region:
    """A column that is filled anew only where it says another thing than before: else its widgets stay."""

    def __init__(self, layout: QBoxLayout) -> None:
        self._layout = layout
        self._content: Hashable = self  # nothing yet

    def draw(self, content: Hashable, parts: Callable[[], Iterable[QWidget | QLayout]]) -> bool:
        """Fill it with ``parts``, which tell no more than ``content``; True when they were made anew."""
        if content == self._content:
            return False
        self._content = content
        with at_rest(self._layout.parentWidget()):
            refill(self._layout, parts())
        return True
