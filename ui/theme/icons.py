# SPDX-License-Identifier: MIT
"""The line drawings of `resources`, in a colour of the theme and at the screen's density: icons of deeds, by
their name, and pictures of answers (`ui.theme.pictograms`), by theirs with the folder before it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.paths import resources_dir
from ui.theme.pictograms import pictures

ICONS: Final[tuple[str, ...]] = (
    "add",
    "arrow-down",
    "arrow-up",
    "back",
    "bell",
    "calendar",
    "card",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "clock",
    "close",
    "danger",
    "document",
    "download",
    "edit",
    "export",
    "eye",
    "eye-off",
    "flag",
    "folder",
    "hand",
    "help",
    "history",
    "home",
    "import",
    "info",
    "interpreter",
    "key",
    "language",
    "list",
    "lock",
    "menu",
    "minus",
    "next",
    "note",
    "pause",
    "pdf",
    "person-window",
    "play",
    "point",
    "print",
    "question",
    "rotate",
    "save",
    "search",
    "settings",
    "shield",
    "skip",
    "stop",
    "swap",
    "timer",
    "trash",
    "unlock",
    "user",
    "users",
    "warning",
)


@cache
def _source(name: str) -> str:
    if name in pictures():
        return (resources_dir() / f"{name}.svg").read_text("utf-8")
    if name not in ICONS:
        raise KeyError(name)
    return (resources_dir() / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def icon_image(name: str, colour: str, pixels: int) -> QImage:
    """Return a drawing as an image of ``pixels`` square. Raises KeyError for an unknown name."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def icon_pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """Return an icon of ``size`` logical pixels for a screen of ``ratio`` device pixels each."""
    pixmap = QPixmap.fromImage(icon_image(name, colour, round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, colour: str, faded: str, size: int, ratio: float) -> QIcon:
    """Return an icon with its disabled form."""
    result = QIcon()
    result.addPixmap(icon_pixmap(name, colour, size, ratio), QIcon.Mode.Normal)
    result.addPixmap(icon_pixmap(name, faded, size, ratio), QIcon.Mode.Disabled)
    return result
