# SPDX-License-Identifier: MIT
"""Read-back: the account in both languages, corrections in place."""

from ui.screens.readback.screen import ReadbackScreen

__all__ = ["ReadbackScreen"]
