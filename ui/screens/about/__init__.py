# SPDX-License-Identifier: MIT
"""About the program."""

from ui.screens.about.screen import AboutScreen

__all__ = ["AboutScreen"]
