# SPDX-License-Identifier: MIT
"""Sizes, in CSS pixels at a scale of 100: type, grid, radius, targets, focus ring, elevation.

Source: the public pages of the Digital Agency Design System (SCREENS.md, "One visual language").
"""

from __future__ import annotations

from typing import Final

TYPE_SIZES: Final = (14, 16, 17, 18, 20, 24, 28, 32, 36, 45)
GRID: Final = 8
RADIUS_CONTROL: Final = 8
RADIUS_CARD: Final = 12
TARGET: Final = 44
LINE_HEIGHT: Final = 1.5
FOCUS_OUTLINE: Final = 4
FOCUS_RING: Final = 3
SCROLL_BAR: Final = 14
ELEVATION_BLUR: Final = 24
ELEVATION_DROP: Final = 4
ELEVATION_SHADE: Final = 0.3
SCALES: Final = (100, 200)

BUTTONS: Final = {  # least width, least height, type size, padding at the sides
    "large": (136, 56, 18, 24),
    "medium": (96, 48, 16, 16),
    "small": (80, 36, 16, 12),
}
