# SPDX-License-Identifier: MIT
"""How the kit gets its own few words: a function from the English msgid to the wanted language.

A screen passes its gettext as ``tr``; literals stand as ``tr("…")`` so that extraction finds them.
"""

from __future__ import annotations

from collections.abc import Callable

Translate = Callable[[str], str]


def english(msgid: str) -> str:
    """Return the msgid itself: the source language."""
    return msgid
