# SPDX-License-Identifier: MIT
"""Writes down what signals say."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """What the signal says from now on."""
    spoken: list[tuple[object, ...]] = []
    signal.connect(lambda *values: spoken.append(values))
    return spoken
