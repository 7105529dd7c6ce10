# SPDX-License-Identifier: MIT
"""Two invented languages that show what a translation would break.

``en-XA``: every text is longer, accented and in brackets, so a text that was never given to gettext and
a box that is too small are seen at once. ``ar-XB``: English as a right-to-left language would lie.
The tags are those of CLDR. Placeholders stay as they are.
"""

from __future__ import annotations

import re

PSEUDO_ACCENTS = "en-XA"
PSEUDO_MIRRORED = "ar-XB"

_PLAIN = "AaBbCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz"
_ACCENTED = "ÅåƁƀÇçĐđÉéĞğĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž"
_TABLE = str.maketrans(_PLAIN, _ACCENTED)
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
_LONGER = 0.4
_RIGHT_TO_LEFT, _END = "\u202e", "\u202c"


def pseudo(text: str, tag: str) -> str:
    """Return the text as the invented language ``tag`` has it. Raises ValueError for another tag."""
    if tag == PSEUDO_MIRRORED:
        return f"{_RIGHT_TO_LEFT}{text}{_END}"
    if tag != PSEUDO_ACCENTS:
        raise ValueError(tag)
    parts = _PLACEHOLDER.split(text)
    changed = "".join(p if i % 2 else p.translate(_TABLE) for i, p in enumerate(parts))
    return f"[{changed} {'~' * max(1, round(len(text) * _LONGER))}]"
