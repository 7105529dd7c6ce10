# SPDX-License-Identifier: MIT
"""The documents that bind the interview."""

from ui.screens.binding.screen import BindingScreen

__all__ = ["BindingScreen"]
