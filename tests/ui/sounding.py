# SPDX-License-Identifier: MIT
"""A loudspeaker that only writes down what it was given; `done` ends what it plays."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.clip import Clip
from app.ids import LangTag
from ui.sound import Player

CLIP = Clip("opus", 1.0, b"sample")


class Written(QObject):
    """See `ui.sound.Outlet`."""

    finished = Signal()
    failed = Signal()

    def __init__(self, voices: tuple[str, ...] = (), *, clips: bool = True) -> None:
        super().__init__()
        self._voices, self._clips = voices, clips
        self.heard: list[object] = []
        self.stopped = 0

    def plays_clips(self) -> bool:
        return self._clips

    def has_voice(self, lang: str) -> bool:
        return lang in self._voices

    def play(self, clip: Clip) -> None:
        self.heard.append(clip)

    def speak(self, lang: str, text: str) -> None:
        self.heard.append((lang, text))

    def stop(self) -> None:
        self.stopped += 1

    def done(self) -> None:
        self.finished.emit()


class Book:
    """A clip for each of these texts."""

    def __init__(self, *texts: str) -> None:
        self._texts = texts

    def find(self, _lang: LangTag, text: str) -> Clip | None:
        return CLIP if text in self._texts else None


def player(outlet: Written | None) -> Player:
    """A player with this loudspeaker, or on a machine that has none."""
    return Player(lambda _parent: outlet)
