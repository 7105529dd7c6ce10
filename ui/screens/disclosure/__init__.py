# SPDX-License-Identifier: MIT
"""Disclosure: who may get what, by whose word; recorded row by row."""

from ui.screens.disclosure.screen import DisclosureScreen

__all__ = ["DisclosureScreen"]
