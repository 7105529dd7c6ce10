# SPDX-License-Identifier: MIT
"""Preparation: eight items as one page."""

from ui.screens.preparation.screen import PreparationScreen

__all__ = ["PreparationScreen"]
