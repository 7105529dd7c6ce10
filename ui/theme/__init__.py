# SPDX-License-Identifier: MIT
"""The one place of colours, sizes, type, fonts, icons and the style sheet.

Base: デジタル庁デザインシステム (`palette`, `tokens`). Widgets ask `current_theme()` by role and never
hold a colour, a pixel or a font name. `apply_theme` may be called again at any time: every widget is
polished anew, so a switch of theme or scale needs no restart.
"""

from __future__ import annotations

from ui.theme.core import (
    Mode,
    Theme,
    application,
    apply_theme,
    current_theme,
    direction_for,
    ensure_language,
    font_for,
    is_rtl,
)
from ui.theme.icons import ICONS
from ui.theme.metric import RADIUS_CARD, RADIUS_CONTROL, TARGET, TYPE_SIZES

__all__ = [
    "ICONS",
    "RADIUS_CARD",
    "RADIUS_CONTROL",
    "TARGET",
    "TYPE_SIZES",
    "Mode",
    "Theme",
    "application",
    "apply_theme",
    "current_theme",
    "direction_for",
    "ensure_language",
    "font_for",
    "is_rtl",
]
