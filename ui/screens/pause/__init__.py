# SPDX-License-Identifier: MIT
"""A break or distress: a calm screen in the person's language."""

from ui.screens.pause.screen import PauseScreen

__all__ = ["PauseScreen"]
