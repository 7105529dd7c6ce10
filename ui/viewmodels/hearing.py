# SPDX-License-Identifier: MIT
"""Hearing the person's texts: which of them can be heard, how, and which one is heard now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.clip import ClipBook
from app.ids import LangTag
from ui.sound import Player, Spoken, Way


class Hearing(QObject):
    """``changed``: another text is heard, or none any more. Looks for sound only when asked."""

    changed = Signal()

    def __init__(
        self, clips: ClipBook, player: Player | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clips = clips
        self._player = player or Player(parent=self)
        self._player.changed.connect(self.changed)

    def spoken(self, lang: str, text: str, mark: str = "") -> Spoken:
        """A text with its clip, if the pack has one of just this text."""
        return Spoken(lang, text, self._clips.find(LangTag(lang), text), mark)

    def way(self, row: Sequence[Spoken]) -> Way:
        """How a row would be heard: by clips alone, with the system's voice, or not at all."""
        ways = {self._player.way(sentence) for sentence in row}
        return "synthetic" if "synthetic" in ways else "clip" if "clip" in ways else ""

    @property
    def playing(self) -> bool:
        return self._player.current is not None

    @property
    def mark(self) -> str:
        """What is heard now belongs to this; empty when nothing is, or to the question itself."""
        return self._player.current.mark if self._player.current else ""

    def toggle(self, row: Sequence[Spoken]) -> None:
        """Play, or stop what plays."""
        if self.playing:
            self._player.stop()
        else:
            self._player.play(row)

    def only(self, sentence: Spoken) -> None:
        """Hear this one text, whatever plays."""
        self._player.play([sentence])

    def stop(self) -> None:
        """Silence."""
        self._player.stop()
