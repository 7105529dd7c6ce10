# SPDX-License-Identifier: MIT
"""What is pressed for a time and shows nothing of it: an accident is kept away by the time it takes."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtWidgets import QWidget

_HELD: Final = "held"
W = TypeVar("W", bound=QWidget)


def hold(widget: W) -> W:
    """Let its presses count also right after the page changed: nobody would see that one was refused."""
    widget.setProperty(_HELD, True)  # noqa: FBT003 a Qt property
    return widget


def is_held(widget: QWidget | None) -> bool:
    return widget is not None and widget.property(_HELD) is True
