# SPDX-License-Identifier: MIT
"""Scrolling to what has the focus: Qt does it for Tab alone; a key or a fault led to a field out of sight."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.theme import current_theme
from ui.widgets.settle import settle

_ROOM = 3  # steps of the grid between the widget and the edge


def reveal(widget: QWidget, led_by: QWidget | None = None) -> None:
    """Scroll every area around ``widget`` as little as needed until it is in view.

    ``led_by``: what stands above it and is to be read first (a label, what is wrong); it comes into view
    too. What is higher than its area is shown from its top, unless some of it is in view already. Layouts
    that wait are settled first, so that a line shown just now has its place.
    """
    inner, area = widget, _area_of(widget)
    while area is not None:
        settle(area.widget())
        _scroll_to(
            area, inner, led_by if led_by is not None and area.isAncestorOf(led_by) else inner
        )
        around = _area_of(area)
        if around is not None and area.height() <= around.viewport().height():
            inner = area  # all of it comes into view, and the widget with it
        area = around


def _scroll_to(area: QScrollArea, widget: QWidget, first: QWidget) -> None:
    high, top, bottom = area.viewport().height(), _span(first, area)[0], _span(widget, area)[1]
    bar, room = area.verticalScrollBar(), current_theme().space(_ROOM)
    if bottom - top + 2 * room > high:
        if bottom <= 0 or top >= high - room or (first is not widget and top < 0):
            bar.setValue(bar.value() + top - room)
    elif top < 0:
        bar.setValue(bar.value() + top - room)
    elif bottom > high:
        bar.setValue(bar.value() + bottom - high + room)


def _span(widget: QWidget, area: QScrollArea) -> tuple[int, int]:
    """Top and bottom of a widget in the viewport's coordinates."""
    box = QRect(widget.mapTo(area.viewport(), QPoint(0, 0)), widget.size())
    return box.top(), box.bottom()


def _area_of(widget: QWidget) -> QScrollArea | None:
    """The nearest area that scrolls a widget."""
    inside = widget.parentWidget()
    while inside is not None and not inside.isWindow():
        around = inside.parentWidget()
        if isinstance(around, QScrollArea) and around.viewport() is inside:
            return around
        inside = around
    return None
