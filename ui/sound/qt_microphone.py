# SPDX-License-Identifier: MIT
"""Qt's microphone. Imported by `ui.sound.microphone.load_microphone` alone (PySide6-Addons)."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices


class QtMicrophone:
    """See `ui.sound.microphone.Microphone`. Needs a running event loop while it records."""

    def __init__(self, device: QAudioDevice, rate: int) -> None:
        wanted = QAudioFormat()
        wanted.setSampleRate(rate)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._source = QAudioSource(device, wanted)
        self._buffer = QBuffer()

    @classmethod
    def default(cls, rate: int) -> QtMicrophone | None:
        """The system's chosen input, or None without one. ``rate``: samples a second."""
        device = QMediaDevices.defaultAudioInput()
        return None if device.isNull() else cls(device, rate)

    def start(self) -> None:
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Truncate)
        self._source.start(self._buffer)

    def stop(self) -> array[int]:
        self._source.stop()
        self._buffer.close()
        data = self._buffer.data().data()
        return array("h", data[: len(data) // 2 * 2])
