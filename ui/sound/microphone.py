# SPDX-License-Identifier: MIT
"""A microphone: mono, 16 bit, 48 kHz. Qt's own is imported when somebody records, never before."""

from __future__ import annotations

from array import array
from typing import Final, Protocol

RATE: Final = 48_000  # samples a second


class Microphone(Protocol):
    """Records from `start` to `stop`."""

    def start(self) -> None: ...
    def stop(self) -> array[int]: ...


def load_microphone() -> Microphone | None:
    """The machine's microphone, or None where there is none or Qt's sound is missing."""
    try:
        from ui.sound.qt_microphone import QtMicrophone  # noqa: PLC0415 large, and perhaps not there
    except ImportError:
        return None
    return QtMicrophone.default(RATE)
