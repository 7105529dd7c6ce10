# SPDX-License-Identifier: MIT
"""Roles of colour for the light and the dark theme, each also in high contrast, all from the same tokens.

Everything above this module names a role, never a colour. `PAIRS` lists every pair of foreground and
background that the kit uses and the contrast it needs (WCAG 2.2 AA: 4.5 for text, 3 for controls and
icons; in high contrast 7, and 3 for every border); `tests/ui/test_theme.py` measures them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ui.theme.tokens import TOKENS

TEXT: Final = 4.5
CONTROL: Final = 3.0
STRONG: Final = 7.0  # of text in high contrast

_LIGHT = {
    "window": "solid-gray-50",
    "surface": "white",
    "sunken": "solid-gray-50",
    "raised": "white",
    "text": "solid-gray-800",
    "secondary": "solid-gray-700",
    "disabled": "solid-gray-536",
    "disabled_fill": "solid-gray-100",
    "border": "solid-gray-200",
    "control_border": "solid-gray-600",
    "hover": "solid-gray-50",
    "primary": "blue-900",
    "primary_hover": "blue-1000",
    "primary_pressed": "blue-1200",
    "on_primary": "white",
    "link": "blue-900",
    "selected": "blue-50",
    "selected_border": "blue-900",
    "neutral_soft": "solid-gray-100",
    "info": "blue-900",
    "info_soft": "blue-50",
    "success": "green-800",
    "success_soft": "green-50",
    "warning": "yellow-1000",
    "warning_soft": "yellow-50",
    "warning_border": "yellow-900",
    "error": "red-900",
    "danger": "red-900",
    "danger_hover": "red-1000",
    "danger_border": "red-1000",
    "on_danger": "white",
    "draft": "yellow-200",
    "on_draft": "solid-gray-900",
    "focus_outer": "black",
    "focus_ring": "yellow-300",
    "shade": "black",
}

_DARK = {
    "window": "solid-gray-900",
    "surface": "solid-gray-800",
    "sunken": "solid-gray-900",
    "raised": "solid-gray-800",
    "text": "white",
    "secondary": "solid-gray-200",
    "disabled": "solid-gray-400",
    "disabled_fill": "solid-gray-700",
    "border": "solid-gray-600",
    "control_border": "solid-gray-300",
    "hover": "solid-gray-900",
    "primary": "blue-300",
    "primary_hover": "blue-200",
    "primary_pressed": "blue-100",
    "on_primary": "blue-1200",
    "link": "blue-300",
    "selected": "blue-1200",
    "selected_border": "blue-300",
    "neutral_soft": "solid-gray-700",
    "info": "blue-200",
    "info_soft": "blue-1200",
    "success": "green-300",
    "success_soft": "green-1200",
    "warning": "yellow-300",
    "warning_soft": "yellow-1200",
    "warning_border": "yellow-300",
    "error": "red-300",
    "danger": "red-900",
    "danger_hover": "red-1000",
    "danger_border": "red-300",
    "on_danger": "white",
    "draft": "yellow-200",
    "on_draft": "solid-gray-900",
    "focus_outer": "black",
    "focus_ring": "yellow-300",
    "shade": "black",
}


#: High contrast as the system asks for it: black and white, seven to one, and borders that are seen.
_LIGHT_HIGH = _LIGHT | {
    "window": "white",
    "sunken": "white",
    "text": "black",
    "secondary": "solid-gray-900",
    "disabled": "solid-gray-700",
    "disabled_fill": "white",
    "border": "black",
    "control_border": "black",
    "hover": "solid-gray-100",
    "primary": "blue-1000",
    "primary_hover": "blue-1100",
    "link": "blue-1000",
    "selected_border": "blue-1000",
    "info": "blue-1000",
    "success": "green-1000",
    "warning": "yellow-1200",
    "warning_border": "yellow-1200",
    "error": "red-1100",
    "danger": "red-1100",
    "danger_hover": "red-1200",
    "danger_border": "black",
    "on_draft": "black",
}

_DARK_HIGH = _DARK | {
    "window": "black",
    "surface": "black",
    "sunken": "black",
    "raised": "black",
    "secondary": "solid-gray-100",
    "disabled": "solid-gray-300",
    "disabled_fill": "black",
    "border": "white",
    "control_border": "white",
    "hover": "solid-gray-800",
    "primary": "blue-200",
    "primary_hover": "blue-100",
    "primary_pressed": "blue-50",
    "on_primary": "black",
    "link": "blue-200",
    "selected_border": "blue-200",
    "neutral_soft": "solid-gray-800",
    "success": "green-200",
    "warning_soft": "black",
    "error": "red-200",
    "danger": "red-1100",
    "danger_hover": "red-1200",
    "danger_border": "white",
    "on_draft": "black",
}


def _resolve(roles: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({role: TOKENS[token] for role, token in roles.items()})


PALETTES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "light": _resolve(_LIGHT),
        "dark": _resolve(_DARK),
        "light high": _resolve(_LIGHT_HIGH),
        "dark high": _resolve(_DARK_HIGH),
    }
)
HIGH: Final = " high"  # after a mode: its palette of high contrast

_GROUNDS = ("window", "surface", "sunken", "raised", "hover", "selected", "neutral_soft")
PAIRS: Final[tuple[tuple[str, str, float], ...]] = (
    *((text, ground, TEXT) for ground in _GROUNDS for text in ("text", "secondary")),
    *(
        (tone, ground, TEXT)
        for ground in ("window", "surface", "sunken")
        for tone in ("primary", "link", "success", "warning", "error", "info")
    ),
    *((line, ground, CONTROL) for ground in _GROUNDS for line in ("control_border",)),
    *(
        (line, ground, CONTROL)
        for ground in ("surface", "selected")
        for line in ("selected_border",)
    ),
    *(("on_primary", fill, TEXT) for fill in ("primary", "primary_hover", "primary_pressed")),
    *(("primary", ground, TEXT) for ground in ("hover", "selected")),
    *(("error", ground, TEXT) for ground in ("hover", "selected")),
    *(("on_danger", fill, TEXT) for fill in ("danger", "danger_hover")),
    ("danger_border", "surface", CONTROL),
    ("danger_border", "window", CONTROL),
    ("info", "info_soft", TEXT),
    ("text", "info_soft", TEXT),
    ("success", "success_soft", TEXT),
    ("text", "success_soft", TEXT),
    ("warning", "warning_soft", TEXT),
    ("text", "warning_soft", TEXT),
    ("warning_border", "surface", CONTROL),
    ("warning_border", "window", CONTROL),
    ("on_draft", "draft", TEXT),
    ("focus_ring", "focus_outer", CONTROL),
    ("disabled", "surface", CONTROL),
)
