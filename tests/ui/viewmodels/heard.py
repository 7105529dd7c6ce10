# SPDX-License-Identifier: MIT
"""Writes down what signals say."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """What the signal says from now on."""
    said: list[tuple[object, ...]] = []
    signal.connect(lambda *values: said.append(values))
    return said
