# SPDX-License-Identifier: MIT
"""Text that does not fit: every label, button and answer row under a widget, measured as it is painted."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget

from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.text import TextLabel

SLACK = 1  # px: heights are rounded up, places are halves


def misfits(root: QWidget) -> list[str]:
    """What is cut off under ``root``, which must be shown and laid out: kind, text, sizes."""
    found: list[str] = []
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and (text := text_of(widget)):
            found.extend(
                f"{type(widget).__name__} {why}: {text[:40]!r}" for why in faults(widget, root)
            )
    return found


def text_of(widget: QWidget) -> str:
    """The words that a widget of ours paints, or nothing."""
    if isinstance(widget, (TextLabel, Button, QLabel)):
        return widget.text()
    return widget.accessibleName() if isinstance(widget, ChoiceRow) else ""


def faults(widget: QWidget, root: QWidget) -> Iterator[str]:
    """``low``: less high than its lines need. ``wide``: a line longer than the widget. ``out``: it sticks
    out of what shows it; a page that scrolls may be higher than its view, never wider.
    """
    size = widget.size()
    if widget.hasHeightForWidth():
        needed = widget.heightForWidth(size.width())
        if needed > size.height() + SLACK:
            yield f"low ({size.height()} of {needed})"
    if (line := longest(widget)) > size.width() + SLACK:
        yield f"wide ({size.width()} of {line})"
    if outside := beyond(widget, root):
        yield f"out {outside}"


def longest(widget: QWidget) -> int:
    """The width of the longest line that will be painted."""
    if isinstance(widget, TextLabel):
        return ceil(widget._flow(float(widget.width()) if widget._wrap else 1e6).width)
    if isinstance(widget, Button):
        return ceil(widget._flow(float(widget.width() - widget._chrome())).width) + widget._chrome()
    if isinstance(widget, ChoiceRow):
        return widget.minimumSizeHint().width()
    return (
        widget.minimumSizeHint().width()
        if isinstance(widget, QLabel) and not widget.wordWrap()
        else 0
    )


def beyond(widget: QWidget, root: QWidget) -> str:
    """Where a widget leaves the boxes that it stands in, the innermost first."""
    box, child = QRect(QPoint(0, 0), widget.size()), widget
    while child is not root and (parent := child.parentWidget()) is not None:
        box.translate(child.pos())
        scrolled = isinstance(grand := parent.parentWidget(), QAbstractScrollArea) and (
            parent is grand.viewport()
        )
        if box.left() < -SLACK or box.right() > parent.width() + SLACK:
            return f"sideways of {type(parent).__name__} ({box.left()}…{box.right()} in {parent.width()})"
        if scrolled:
            return ""
        if box.top() < -SLACK or box.bottom() > parent.height() + SLACK:
            return f"above or below {type(parent).__name__} ({box.top()}…{box.bottom()} in {parent.height()})"
        child = parent
    return ""
