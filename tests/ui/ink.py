# SPDX-License-Identifier: MIT
"""Text that is hard to see: the contrast of the words in a window with what they stand on, as painted."""

from __future__ import annotations

import io
from typing import cast

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect
from PySide6.QtWidgets import QWidget

from tests.ui.test_theme import contrast
from ui.widgets.buttons import Button
from ui.widgets.text import TextLabel

LARGE, LARGE_BOLD = 24, 19  # px: letters as large as these need less contrast
LEAST = {False: (4.5, 3.0), True: (7.0, 4.5)}  # in high contrast or not: small letters, large ones
_COLOURS = 1 << 16


def faint(window: QWidget, *, high: bool = False) -> list[str]:
    """Words under ``window``, which is shown, with less contrast than their size needs."""
    picture, found = _picture(window), []
    for widget in window.findChildren(QWidget):
        shown = isinstance(widget, (TextLabel, Button)) and widget.isVisibleTo(window)
        if not (shown and widget.isEnabled()):
            continue
        seen = widget.visibleRegion().boundingRect()
        area = QRect(widget.mapTo(window, seen.topLeft()), seen.size()).intersected(window.rect())
        words = widget.text()  # type: ignore[attr-defined]  # both have one
        if area.isEmpty() or not words.strip():
            continue
        ratio, needed = _ratio(picture, area), _needed(widget, high=high)
        if ratio < needed:
            found.append(f"{ratio:.1f} of {needed}: {words[:30]!r}")
    return found


def _needed(widget: QWidget, *, high: bool) -> float:
    font = widget.font()
    large = font.pixelSize() >= (LARGE_BOLD if font.bold() else LARGE)
    return LEAST[high][large]


def _ratio(picture: Image.Image, area: QRect) -> float:
    """Of the colour that covers most of an area with the one that differs most from it."""
    box = (area.left(), area.top(), area.right() + 1, area.bottom() + 1)
    colours = cast(
        "list[tuple[int, tuple[int, int, int]]]", picture.crop(box).getcolors(_COLOURS) or []
    )
    ground = f"#{bytes(max(colours)[1]).hex()}"
    return max(contrast(ground, f"#{bytes(colour).hex()}") for _count, colour in colours)


def _picture(window: QWidget) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab(QRect(QPoint(0, 0), window.size())).save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
