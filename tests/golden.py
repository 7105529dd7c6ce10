# SPDX-License-Identifier: MIT
"""Golden pictures: small grey copies of screens and pages that were looked at, and how a new one differs.

Made anew with ``KAKEHASHI_WRITE_GOLDEN=FOLDER packaging/test FILE``, where FOLDER is a temporary one: tests write
nowhere else. Look at them, then put them into ``tests/pictures``. A picture is a quarter of the screen's size, which keeps every line of text and every colour of a surface.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image, ImageChops
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QWidget

FOLDER: Final = Path(__file__).parent / "pictures"
WRITING: Final = os.environ.get("KAKEHASHI_WRITE_GOLDEN", "")
SIZE: Final = (342, 192)  # of a screen; a page of paper is upright
BLOCK: Final = 6  # px of the small picture: a word or two
TOLERATED: Final = 20  # of 255, mean of a block: other antialiasing is below, another word above


def of_widget(widget: QWidget) -> Image.Image:
    """A small grey picture of what stands in a window."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    return small(Image.open(io.BytesIO(buffer.data().data())))


def of_page(pdf: bytes, number: int = 0) -> Image.Image:
    """A small grey picture of one page of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return small(document[number].render(scale=1).to_pil())
    finally:
        document.close()


def small(image: Image.Image) -> Image.Image:
    """A quarter of a screen, or a page of the same area."""
    upright = image.height > image.width
    return image.convert("L").resize(SIZE[::-1] if upright else SIZE, Image.Resampling.BOX)


def differs(seen: Image.Image, name: str) -> str:
    """Why a picture is not the golden one ``name`` (``folder/file``); empty when it is.

    While writing, it becomes the golden one.
    """
    path = (Path(WRITING) if WRITING else FOLDER) / f"{name}.png"
    if WRITING:
        path.parent.mkdir(parents=True, exist_ok=True)
        seen.save(path, optimize=True)
        return ""
    if not path.exists():
        return f"{name}: there is no golden picture"
    with Image.open(path) as kept:
        return compare(seen, kept.convert("L"), name)


def compare(seen: Image.Image, kept: Image.Image, name: str) -> str:
    if seen.size != kept.size:
        return f"{name}: {seen.size} instead of {kept.size}"
    rough = ImageChops.difference(seen, kept).resize(
        (seen.width // BLOCK, seen.height // BLOCK), Image.Resampling.BOX
    )
    most = rough.getextrema()[1]
    if not isinstance(most, (int, float)) or most <= TOLERATED:
        return ""
    return f"{name}: differs by {most} of 255 at its worst place"
