# SPDX-License-Identifier: MIT
"""Qt's loudspeaker: QtMultimedia for clips, QtTextToSpeech for the system's voice.

Imported by `ui.sound.player.load_outlet` alone: both modules come with PySide6-Addons
(``packaging/sound``), and on Linux they need libpulse.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QObject, QUrl, Signal
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer
from PySide6.QtTextToSpeech import QTextToSpeech

from app.domain.clip import Clip
from app.domain.ruby import strip_ruby


class QtOutlet(QObject):
    """See `ui.sound.Outlet`."""

    finished = Signal()
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(QAudioOutput(self))
        self._player.mediaStatusChanged.connect(self._on_media)
        self._player.errorOccurred.connect(lambda *_error: self.failed.emit())
        self._buffer: QBuffer | None = None
        self._speech = QTextToSpeech(self)
        self._speech.stateChanged.connect(self._on_speech)
        self._speaking = False

    def plays_clips(self) -> bool:
        return bool(QMediaDevices.audioOutputs())

    def has_voice(self, lang: str) -> bool:
        return self._locale(lang) is not None

    def play(self, clip: Clip) -> None:
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(clip.data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._player.setSourceDevice(self._buffer, QUrl(f"clip.{clip.format}"))
        self._player.play()

    def speak(self, lang: str, text: str) -> None:
        locale = self._locale(lang)
        if locale is None:
            self.failed.emit()
            return
        self._speech.setLocale(locale)
        self._speaking = True
        self._speech.say(strip_ruby(text))

    def stop(self) -> None:
        self._speaking = False
        self._player.stop()
        self._speech.stop()

    def _locale(self, lang: str) -> QLocale | None:
        """A voice of just this language; of its script, too, where that tells two apart."""
        wanted = QLocale(lang.replace("ja_easy", "ja").replace("-", "_"))
        if wanted.language() == QLocale.Language.C:
            return None
        for voice in self._speech.availableLocales():
            same = voice.language() == wanted.language()
            if same and (
                voice.language() != QLocale.Language.Chinese or voice.script() == wanted.script()
            ):
                return voice
        return None

    def _on_media(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.EndOfMedia:
            self.finished.emit()
        elif status == QMediaPlayer.MediaStatus.InvalidMedia:
            self.failed.emit()

    def _on_speech(self, state: QTextToSpeech.State) -> None:
        if state == QTextToSpeech.State.Ready and self._speaking:
            self._speaking = False
            self.finished.emit()
        elif state == QTextToSpeech.State.Error and self._speaking:
            self._speaking = False
            self.failed.emit()
