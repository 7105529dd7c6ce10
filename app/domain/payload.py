# SPDX-License-Identifier: MIT
"""Reading the payload of an event: what is not of the form counts as not there."""

from __future__ import annotations

from app.domain.event import Event
from app.domain.value import TextMark


def text_in(event: Event, key: str, default: str = "") -> str:
    """One text; ``default`` where there is none."""
    value = event.payload.get(key)
    return value if isinstance(value, str) else default


def mark_in(event: Event) -> TextMark | None:
    """The mark of the one free text that an event holds beside an answer's parts."""
    value = event.payload.get("mark")
    return TextMark(value) if isinstance(value, str) and value in {*TextMark} else None


def texts_in(event: Event, key: str) -> tuple[str, ...]:
    """A list of texts."""
    value = event.payload.get(key)
    return tuple(str(entry) for entry in value) if isinstance(value, list) else ()
