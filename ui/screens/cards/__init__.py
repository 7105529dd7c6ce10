# SPDX-License-Identifier: MIT
"""Cards: rights and next steps in both languages."""

from ui.screens.cards.screen import CardsScreen

__all__ = ["CardsScreen"]
