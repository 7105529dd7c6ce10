# SPDX-License-Identifier: MIT
"""The person's own window, for a second screen or a turned laptop."""

from ui.screens.person.window import PersonWindow

__all__ = ["PersonWindow"]
