# SPDX-License-Identifier: MIT
"""Fills `resources/styles/kakehashi.qss` with the theme's colours and sizes.

The sheet names ``{role}`` (a colour) and ``{12px}`` (a size that follows the scale). Ticks and arrows
are painted by the kit's own widgets: Qt's style sheets take pictures only as files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from app.paths import resources_dir

_PLACE: Final = re.compile(r"\{(?:(?P<px>\d+)px|(?P<role>[a-z_]+))\}")


def style_sheet(colour: Callable[[str], str], px: Callable[[float], int]) -> str:
    """Return the sheet for a theme. Raises KeyError when it names an unknown role."""

    def fill(match: re.Match[str]) -> str:
        if match["px"]:
            return f"{max(px(int(match['px'])), 1)}px"
        return colour(match["role"])

    return _PLACE.sub(fill, (resources_dir() / "styles" / "kakehashi.qss").read_text("utf-8"))
