# SPDX-License-Identifier: MIT
"""What has no room in a window: too wide or too high itself, controls outside, anything that scrolls sideways."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from tests.ui.fit import SLACK, beyond, misfits
from ui.widgets.text import TextLabel

#: Logical px of a screen: laptops and a desktop at 100, 125, 150 and 200 per cent of the system.
SCREENS = (
    (1366, 768), (1093, 614), (911, 512), (683, 384),
    (1280, 720), (1024, 576), (853, 480), (640, 360),
    (1920, 1080), (1536, 864), (960, 540),
)  # fmt: skip
#: With a text of double size: laptops and a desktop.
LARGE_TEXT = ((1366, 768), (1280, 720), (1920, 1080))
LEAST = 96  # px: of what scrolls down, at least so much is in sight
_TYPED = (QLineEdit, QPlainTextEdit, QComboBox)
_WHOLES = (QComboBox, QAbstractSpinBox)  # their inner line has the label of the whole
_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)


def squeezed(window: QWidget, screen: tuple[int, int]) -> list[str]:
    """What has no room in a window as large as the screen, which is shown and laid out."""
    width, height = screen
    found = []
    if window.width() > width or window.height() > height:
        found.append(f"window {window.width()}x{window.height()} in {width}x{height}")
    found += [f"scrolls {fault}" for fault in _scrolling(window)]
    for control in window.findChildren(QWidget):
        if isinstance(control, _CONTROLS) and control.isVisibleTo(window):
            if where := beyond(control, window):
                found.append(f"{type(control).__name__} {_name(control)!r} out {where}")
            if (least := _least(control)) > control.width() + SLACK:
                found.append(
                    f"{type(control).__name__} {_name(control)!r} cut ({control.width()} of {least})"
                )
    return found + misfits(window)


def unlabelled(window: QWidget) -> list[str]:
    """Fields under ``window`` of which no visible words say what they are for: those inside do not count."""
    labels = [label for label in window.findChildren(TextLabel) if label.isVisibleTo(window)]
    words = {label.plain_text() for label in labels} - {""}
    led = {label.buddy() for label in labels if label.buddy() is not None}
    found = []
    for field in window.findChildren(QWidget):
        own = isinstance(field, _TYPED) and not isinstance(field.parentWidget(), _WHOLES)
        if not own or not field.isVisibleTo(window):
            continue
        name = field.accessibleName()
        if not (any(word in name for word in words) or led & {field, field.parentWidget()}):
            found.append(f"{type(field).__name__} {name!r} has no label")
    return found


def _scrolling(window: QWidget) -> list[str]:
    found = []
    for area in window.findChildren(QAbstractScrollArea):
        if not area.isVisibleTo(window):
            continue
        if (more := area.horizontalScrollBar().maximum()) > 0:
            found.append(f"sideways {type(area).__name__} {_name(area)!r} by {more}")
        low = isinstance(area, QScrollArea) and area.viewport().height() < LEAST
        if low and area.verticalScrollBar().maximum() > 0:
            found.append(f"in {area.viewport().height()} px {_name(area)!r}")
    return found


def _least(control: QWidget) -> int:
    """The width that a control's words need; 0 where they wrap or scroll."""
    if isinstance(control, QComboBox):
        return control.minimumSizeHint().width()
    return 0


def _name(widget: QWidget) -> str:
    return (widget.accessibleName() or getattr(widget, "text", str)())[:24]
