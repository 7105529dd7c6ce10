# SPDX-License-Identifier: MIT
"""Home: begin an interview at the left, the officer's own interviews at the right."""

from ui.screens.home.screen import HomeScreen

__all__ = ["HomeScreen"]
