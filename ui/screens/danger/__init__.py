# SPDX-License-Identifier: MIT
"""Danger: the full-width red panel. The interview waits behind it."""

from ui.screens.danger.aside import AsideScreen
from ui.screens.danger.screen import DangerScreen

__all__ = ["AsideScreen", "DangerScreen"]
