# SPDX-License-Identifier: MIT
"""The wizard of a machine's first start."""

from ui.screens.setup.screen import SetupScreen

__all__ = ["SetupScreen"]
