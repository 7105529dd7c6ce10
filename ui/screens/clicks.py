# SPDX-License-Identifier: MIT
"""Buttons with arguments: `clicked` brings a flag of its own that no deed here wants."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton

B = TypeVar("B", bound=QAbstractButton)


def on_click(button: B, deed: Callable[..., object], *arguments: object) -> B:
    """Call ``deed(*arguments)`` whenever the button is clicked; return the button."""
    button.clicked.connect(lambda: deed(*arguments))
    return button
