# SPDX-License-Identifier: MIT
"""Practice: choosing an invented case, and looking back at a practice interview."""

from ui.screens.practice.lookback import LookbackScreen
from ui.screens.practice.screen import PracticeScreen

__all__ = ["LookbackScreen", "PracticeScreen"]
