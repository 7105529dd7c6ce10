# SPDX-License-Identifier: MIT
"""The directory of contacts, for every role."""

from ui.screens.directory.screen import DirectoryScreen

__all__ = ["DirectoryScreen"]
