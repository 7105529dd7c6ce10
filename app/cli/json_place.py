# SPDX-License-Identifier: MIT
"""Line and column of a place in a JSON text, so that a person finds the mistake in a replay file."""

from __future__ import annotations

import json
import re
from typing import Final

_STEP: Final = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_DECODER: Final = json.JSONDecoder()


def line_and_column(text: str, path: str) -> tuple[int, int]:
    """Return where ``path`` (``answers[3].item``) stands, both from 1.

    What is not there, e.g. a missing key, is told by the place of what should hold it. ``text`` is
    valid JSON. A key that itself holds a dot or bracket is told by what holds it.
    """
    at = _space(text, 0)
    for number, key in _STEP.findall(path):
        found = _element(text, at, int(number)) if number else _member(text, at, key)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _member(text: str, at: int, key: str) -> int | None:
    """The place of the value of ``key``, or None when there is no such object or member."""
    if text[at] != "{":
        return None
    at = _space(text, at + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        value = _space(text, _space(text, at) + 1)
        if name == key:
            return value
        at = _next(text, value)
    return None


def _element(text: str, at: int, number: int) -> int | None:
    if text[at] != "[":
        return None
    at = _space(text, at + 1)
    while text[at] != "]":
        if number == 0:
            return at
        number -= 1
        at = _next(text, at)
    return None


def _next(text: str, at: int) -> int:
    """The place after the value at ``at`` and its comma."""
    _value, end = _DECODER.raw_decode(text, at)
    end = _space(text, end)
    return _space(text, end + 1) if text[end] == "," else end


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
