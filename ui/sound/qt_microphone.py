# SPDX-License-Identifier: MIT
"""Qt's microphone. Imported by `ui.sound.microphone.load_microphone` alone (PySide6-Addons)."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices

from ui.sound.microphone import RATE


class QtMicrophone:
    """See `ui.sound.microphone.Microphone`. Needs a running event loop while it records."""

    def __init__(self, device: QAudioDevice) -> None:
        wanted = QAudioFormat()
        wanted.setSampleRate(RATE)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._source = QAudioSource(device, wanted)
        self._buffer = QBuffer()

    @classmethod
    def default(cls) -> QtMicrophone | None:
        """The system's chosen input, or None without one."""
        device = QMediaDevices.defaultAudioInput()
        return None if device.isNull() else cls(device)

    def start(self) -> None:
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly | QIODevice.OpenModeFlag.Truncate)
        self._source.start(self._buffer)

    def stop(self) -> array[int]:
        self._source.stop()
        self._buffer.close()
        data = self._buffer.data().data()
        return array("h", data[: len(data) // 2 * 2])
