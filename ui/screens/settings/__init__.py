# SPDX-License-Identifier: MIT
"""Settings: looks, users, station, health."""

from ui.screens.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]
