# SPDX-License-Identifier: MIT
"""Fonts by language: every test of this folder has the light theme at 100 % and Japanese officers."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme import apply_theme


@pytest.fixture(autouse=True)
def _theme(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 100, "ja")
