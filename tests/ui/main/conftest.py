# SPDX-License-Identifier: MIT
"""The whole program in its windows, as the tests of screens have it; keys go where a keyboard's do."""

from __future__ import annotations

from tests.ui.screens.conftest import _theme, house, shell, workspace

__all__ = ["_theme", "house", "shell", "workspace"]
