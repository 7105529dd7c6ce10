# SPDX-License-Identifier: MIT
"""What a screen reader says by itself: everything that changes where the keyboard is not."""

from __future__ import annotations

import re

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_NUMBER = re.compile(r"\d+")
_POLITENESS = QAccessible.AnnouncementPoliteness


def say(widget: QWidget, text: str, *, now: bool = False) -> None:
    """Have a text read out; ``now`` breaks off what is being read: errors and danger.

    ``widget`` is where it stands, in a window that is shown. Nothing happens while no screen reader runs.
    """
    if not text.strip() or not widget.window().isVisible():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(_POLITENESS.Assertive if now else _POLITENESS.Polite)
    QAccessible.updateAccessibility(event)


def say_change(widget: QWidget, before: str, text: str, *, now: bool = False) -> None:
    """`say` a text that stands in the place of another, unless only its numbers go on: a countdown."""
    if _NUMBER.sub("", before) != _NUMBER.sub("", text):
        say(widget, text, now=now)
