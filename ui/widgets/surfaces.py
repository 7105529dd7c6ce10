# SPDX-License-Identifier: MIT
"""What screens are laid out with: the frame of a screen, panels, cards, drawers, rows and columns."""

from __future__ import annotations

from ui.widgets.drawer import Drawer
from ui.widgets.panel import CardFrame, Panel, column, restyle, row
from ui.widgets.screen_frame import ScreenFrame

__all__ = ["CardFrame", "Drawer", "Panel", "ScreenFrame", "column", "restyle", "row"]
