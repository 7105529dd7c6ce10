# SPDX-License-Identifier: MIT
"""The language picker: full screen, endonyms in their own scripts."""

from ui.screens.language.screen import LanguageScreen

__all__ = ["LanguageScreen"]
