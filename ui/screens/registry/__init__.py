# SPDX-License-Identifier: MIT
"""Registry: what came in, what became of each file, the list, and one record read-only."""

from ui.screens.registry.screen import RegistryScreen

__all__ = ["RegistryScreen"]
