# SPDX-License-Identifier: MIT
"""One's own passphrase: demanded after a login with one that somebody else set, or from the settings."""

from ui.screens.passphrase.screen import PassphraseScreen

__all__ = ["PassphraseScreen"]
