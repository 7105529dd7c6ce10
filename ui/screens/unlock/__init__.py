# SPDX-License-Identifier: MIT
"""Unlock: who, passphrase, language of the program. Nothing about cases."""

from ui.screens.unlock.screen import UnlockScreen

__all__ = ["UnlockScreen"]
